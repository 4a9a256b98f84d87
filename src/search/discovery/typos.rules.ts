/**
 * How many mistakes a typed word is forgiven, as Meilisearch counts them: none below five letters, one below nine, then
 * two; two letters that changed places are one. Numbers are meant as they are typed, and so is a first letter.
 */
export function typosForgiven(word: string): 0 | 1 | 2 {
  const { length } = Array.from(word);
  if (/\p{N}/u.test(word) || length < FROM_ONE) return 0;
  return length < FROM_TWO ? 1 : 2;
}

export const FROM_ONE = 5;
export const FROM_TWO = 9;

const ALPHABETS: readonly (readonly [script: RegExp, letters: string])[] = [
  [/\p{Script=Latin}/u, 'abcdefghijklmnopqrstuvwxyz'],
  [/\p{Script=Cyrillic}/u, 'абвгдежзийклмнопрстуфхцчшщъыьэюяєіґѓђјљњћќџ'],
  [/\p{Script=Greek}/u, 'αβγδεζηθικλμνξοπρστυφχψως'],
  [/\p{Script=Hebrew}/u, 'אבגדהוזחטיכלמנסעפצקרשתםןץףך'],
  [/\p{Script=Arabic}/u, 'ءابتثجحخدذرزسشصضطظعغفقكلمنهويةىآأؤإئ'],
];

/**
 * Everything that one mistake makes of a word: few enough to be looked up one by one, however many words there are. Of a
 * beginning, what is itself a beginning of the word, or only goes on from it, is left out: it is no mistake.
 */
export function oneTypoAway(word: string, { beginning = false } = {}): string[] {
  const letters = Array.from(word);
  const alphabet = ALPHABETS.filter(([script]) => script.test(word)).flatMap(([, all]) => Array.from(all));
  const found = new Set<string>();
  const put = (from: number, taken: number, letter: string): void => {
    found.add([...letters.slice(0, from), letter, ...letters.slice(from + taken)].join(''));
  };
  for (let from = 1; from <= letters.length; from += 1) {
    for (const letter of alphabet) put(from, 0, letter);
    if (from === letters.length) break;
    for (const letter of ['', ...alphabet]) put(from, 1, letter);
    put(from, 2, `${letters[from + 1] ?? ''}${letters[from] ?? ''}`);
  }
  found.delete(word);
  return beginning ? [...found].filter((each) => !word.startsWith(each) && !each.startsWith(word)) : [...found];
}

interface Compared {
  readonly most: number;
  readonly beginning?: boolean;
}

/**
 * The fewest mistakes between two words, at most `most`; more is told as `most + 1`. Of a `beginning`, as far as it goes.
 */
export function typosBetween(typed: string, word: string, { most, beginning = false }: Compared): number {
  const [a, b] = [Array.from(typed), Array.from(word)];
  if (a[0] !== b[0] || (!beginning && Math.abs(a.length - b.length) > most)) return most + 1;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = nextRow(i, { a, b, row, before });
    before = row;
    row = next;
  }
  return Math.min(most + 1, beginning ? Math.min(...row) : (row.at(-1) ?? most + 1));
}

interface Rows {
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Mistakes up to the letter before, and up to the one before that. */
  readonly row: readonly number[];
  readonly before: readonly number[];
}

function nextRow(i: number, { a, b, row, before }: Rows): number[] {
  const next = [i];
  for (const [j, letter] of b.entries()) {
    const replaced = at(row, j) + (a[i - 1] === letter ? 0 : 1);
    const isSwapped = j > 0 && i > 1 && a[i - 1] === b[j - 1] && a[i - 2] === letter;
    const swapped = isSwapped ? at(before, j - 1) + 1 : Infinity;
    next.push(Math.min(at(row, j + 1) + 1, at(next, j) + 1, replaced, swapped));
  }
  return next;
}

function at(row: readonly number[], j: number): number {
  return row[j] ?? Infinity;
}
