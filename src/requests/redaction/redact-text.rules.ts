import type { Outcome } from './fault.rules.js';
import { checkRange, codePointStarts, snapOutward, textIn, type TextRange } from './text-ranges.rules.js';

/** A stretch that is withheld, and why. `pseudonym` stands in its place where one is given. */
export interface Cover extends TextRange {
  readonly code: string;
  readonly pseudonym?: string;
}

/**
 * What is left of a text. A box is as wide as every other in the bundle, so its width tells nothing of what it covers;
 * it names every code that grounds it.
 */
export type Run =
  | { readonly kind: 'kept'; readonly text: string }
  | { readonly kind: 'box'; readonly codes: readonly string[]; readonly width: number }
  | { readonly kind: 'pseudonym'; readonly codes: readonly string[]; readonly label: string };

export interface RedactedText {
  readonly runs: readonly Run[];
  /** What the boxes cover, in order: for the leak test, never for a bundle. */
  readonly withheld: readonly string[];
}

interface Covered extends TextRange {
  readonly codes: readonly string[];
  readonly pseudonym: string | null;
}

const ONLY_SPACE = /^[^\S\n]*$/u;

/** Characters of a box, the same all over a bundle: it follows from the codes used in it, not from what they cover. */
export function boxWidth(codes: Iterable<string>): number {
  let width = 0;
  for (const code of codes) width = Math.max(width, Array.from(code).length);
  return width + 2;
}

/** Covers over one stored text. Covers that overlap are one box with all their codes. */
export function redactText(text: string, covers: readonly Cover[], width: number): Outcome<RedactedText> {
  const starts = codePointStarts(text);
  for (const cover of covers) {
    const fault = checkRange(starts.length - 1, cover);
    if (fault) return { fault };
  }
  const merged = mergeCovers(text, starts, covers);
  const runs: Run[] = [];
  let at = 0;
  for (const { start, end, codes, pseudonym } of merged) {
    if (start > at) runs.push({ kind: 'kept', text: textIn(text, starts, { start: at, end: start }) });
    runs.push(pseudonym === null ? { kind: 'box', codes, width } : { kind: 'pseudonym', codes, label: pseudonym });
    at = end;
  }
  if (at < starts.length - 1) runs.push({ kind: 'kept', text: text.slice(starts[at]) });
  return { fault: null, value: { runs, withheld: merged.map((range) => textIn(text, starts, range)) } };
}

/** In order, none touching another of the same codes. */
function mergeCovers(text: string, starts: readonly number[], covers: readonly Cover[]): Covered[] {
  const sorted = covers
    .map(({ start, end, code, pseudonym }) => ({
      ...snapOutward(text, starts, { start, end }),
      codes: [code],
      pseudonym: pseudonym ?? null,
    }))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const merged: Covered[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && isOne(text, starts, { last, next })) merged[merged.length - 1] = joined(last, next);
    else merged.push(next);
  }
  return merged;
}

/**
 * Overlapping covers are one. So are two of the same codes with nothing or only space between them: a gap there would
 * tell how many words a box holds.
 */
function isOne(text: string, starts: readonly number[], { last, next }: { last: Covered; next: Covered }): boolean {
  if (next.start < last.end) return true;
  const isSame = last.codes.join() === next.codes.join() && last.pseudonym === next.pseudonym;
  return isSame && ONLY_SPACE.test(textIn(text, starts, { start: last.end, end: next.start }));
}

/** A box hides more than a pseudonym does, so it wins where both cover the same. */
function joined(last: Covered, next: Covered): Covered {
  return {
    start: last.start,
    end: Math.max(last.end, next.end),
    codes: [...new Set([...last.codes, ...next.codes])],
    pseudonym: last.pseudonym === next.pseudonym ? last.pseudonym : null,
  };
}

/** The runs as plain text: a box is its codes in square brackets. */
export function plainText(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'kept') return run.text;
      return run.kind === 'box' ? `[${run.codes.join(', ')}]` : `[${run.label}]`;
    })
    .join('');
}
