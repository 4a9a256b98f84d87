import { type Cell, type FontName, lettersOf } from './lay-text.js';

export type WidthOf = (font: FontName, text: string) => number;

/** Not at the start of a line: what closes something belongs to what it closes. */
const CLOSING = /^[、。，．：；！？）】」』〉》…ー]/u;

/**
 * Breaks at spaces and between Chinese signs; a word longer than a line breaks anywhere. A space at a break stays at
 * the end of its line, unseen, so that the words of both lines are not read as one.
 */
export function wrapLines<S>(cells: readonly Cell<S>[], room: number, widthOf: WidthOf): Cell<S>[][] {
  const lines: Cell<S>[][] = [[]];
  let used = 0;
  const put = (piece: readonly Cell<S>[], wide: number): void => {
    const isSpace = piece[0]?.text === ' ';
    if (used > 0 && used + wide > room && !isSpace) {
      lines.push([]);
      used = 0;
    }
    if (used === 0 && lines.length > 1 && isSpace) return;
    lines.at(-1)?.push(...piece);
    used += wide;
  };
  for (const word of words(cells)) {
    const wide = measure(word, widthOf);
    if (wide <= room) put(word, wide);
    else for (const cell of word.flatMap(lettersOf)) put([cell], measure([cell], widthOf));
  }
  return lines;
}

function words<S>(cells: readonly Cell<S>[]): Cell<S>[][] {
  const found: Cell<S>[][] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    if (last && belong(last.at(-1), cell)) last.push(cell);
    else found.push([cell]);
  }
  return found;
}

function belong<S>(before: Cell<S> | undefined, cell: Cell<S>): boolean {
  if (before === undefined || before.text === ' ' || cell.text === ' ') return false;
  return (before.font !== 'chinese' && cell.font !== 'chinese') || CLOSING.test(cell.text);
}

function measure<S>(cells: readonly Cell<S>[], widthOf: WidthOf): number {
  let sum = 0;
  for (let from = 0; from < cells.length;) {
    const font = cells[from]?.font ?? 'regular';
    let text = '';
    for (; from < cells.length && cells[from]?.font === font; from += 1) text += cells[from]?.text ?? '';
    sum += widthOf(font, text);
  }
  return sum;
}
