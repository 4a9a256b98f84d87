import { searchedFields, type Searched } from './document.rules.js';
import type { Snippet } from './found.types.js';
import type { Phrase } from './query.types.js';
import { fold } from './fold.rules.js';
import { JOINERS, lastPlace, type Token, tokens } from './tokens.rules.js';

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
}

const BEFORE = 80;
const LONGEST = 280;
/** Longer fields are looked through only so far. */
const LOOKED_THROUGH = 20_000;
const MOST_MARKS = 20;
const PLAIN = /^[a-z0-9]+$/;

/** The first field of an item in which one of the phrases stands, or null. */
export function snippetOf(
  item: Searched,
  phrases: readonly Phrase[],
  of: { readonly version: number; readonly repeated: boolean },
): Snippet | null {
  if (phrases.length === 0) return null;
  for (const field of searchedFields(item)) {
    const text = field.text.slice(0, LOOKED_THROUGH);
    const marks = marksIn(text, phrases);
    if (marks.length > 0) return { ...of, field: field.name, ...clipped(text, marks) };
  }
  return null;
}

/** Stretches of a text that answer one of the phrases, by the same words that documents and queries are made of. */
export function marksIn(text: string, phrases: readonly Phrase[]): (readonly [number, number])[] {
  const pieces = piecesOf(text, holding(phrases));
  const places = new Set(phrases.flatMap((phrase) => placesOf(phrase, pieces)));
  if (places.size === 0) return [];
  const marks: [number, number][] = [];
  for (const piece of pieces) {
    if (marks.length === MOST_MARKS) break;
    const isMarked = piece.tokens.some(({ at, bare }) => places.has(at) || bare.some((name) => places.has(name.at)));
    if (isMarked) marks.push([piece.from, piece.to]);
  }
  return marks;
}

/**
 * Whether a piece may hold what is looked for. Where single plain words are, the others need not be read: their places say
 * nothing.
 */
function holding(phrases: readonly Phrase[]): (piece: string) => boolean {
  const words = phrases.map(({ words: [first, ...more] }) => (more.length === 0 ? (first?.word ?? '') : ''));
  if (!words.every((word) => PLAIN.test(word))) return () => true;
  return (piece) => {
    const folded = fold(piece).replaceAll(JOINERS, '');
    return words.some((word) => folded.includes(word));
  };
}

/** Words end at white space, so a text is read piece by piece and each piece keeps its place in the original. */
function piecesOf(text: string, mayHold: (piece: string) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const { 0: piece, index } of text.matchAll(/\S+/gu)) {
    if (!mayHold(piece)) continue;
    const found = tokens(piece, last);
    const end = found.at(-1);
    if (!end) continue;
    last = lastPlace(end);
    const lead = /^["'“”„‘’([{<¿¡]*/u.exec(piece)?.[0].length ?? 0;
    const rim = /["'“”„‘’)\]}>.,;:!?…]*$/u.exec(piece)?.[0].length ?? 0;
    const [from, to] =
      lead + rim < piece.length ? [index + lead, index + piece.length - rim] : [index, index + piece.length];
    pieces.push({ from, to, tokens: found });
  }
  return pieces;
}

/** Every place that a standing of the phrase takes up. */
function placesOf({ words, prefix }: Phrase, pieces: readonly Piece[]): number[] {
  const all = pieces.flatMap((piece) => piece.tokens.flatMap(({ word, at, bare }) => [{ word, at }, ...bare]));
  const standing = words.map(({ word }, i) => {
    const begins = prefix && i === words.length - 1;
    return new Set(all.filter((one) => (begins ? one.word.startsWith(word) : one.word === word)).map(({ at }) => at));
  });
  const [first = new Set<number>()] = standing;
  return [...first].flatMap((start) => {
    let at = start;
    const taken = words.map(({ step }, i) => {
      at += i === 0 ? 0 : step;
      return at;
    });
    return taken.every((place, i) => standing[i]?.has(place)) ? taken : [];
  });
}

function clipped(
  text: string,
  marks: readonly (readonly [number, number])[],
): Pick<Snippet, 'text' | 'marks' | 'clipped'> {
  const first = marks[0]?.[0] ?? 0;
  const from = first <= BEFORE ? 0 : wordBegin(text, first - BEFORE);
  const to = Math.min(text.length, from + LONGEST);
  return {
    text: text.slice(from, to).replace(/\p{Surrogate}$/u, ''),
    marks: marks.flatMap(([start, end]) => (start < to ? [[start - from, Math.min(end, to) - from] as const] : [])),
    clipped: from > 0 || to < text.length,
  };
}

function wordBegin(text: string, near: number): number {
  const space = text.slice(near, near + BEFORE).search(/\s/u);
  return space === -1 ? near : near + space + 1;
}
