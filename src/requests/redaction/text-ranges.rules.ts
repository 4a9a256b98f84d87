import type { Fault } from './fault.rules.js';

/** Half-open [start, end), counted in Unicode code points over the stored text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where each code point begins in UTF-16 units; the last entry is the length. */
export function codePointStarts(text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const point of text) {
    starts.push(at);
    at += point.length;
  }
  starts.push(at);
  return starts;
}

/** The index of the code point that holds a UTF-16 unit. */
export function codePointAt(starts: readonly number[], unit: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function checkRange(length: number, { start, end }: TextRange): Fault | null {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < 0) {
    return { key: 'range.not-whole', values: { start: String(start), end: String(end) } };
  }
  if (end < start) return { key: 'range.reversed', values: { start, end } };
  if (start === end) return { key: 'range.empty', values: { start } };
  return end > length ? { key: 'range.past-end', values: { end, length } } : null;
}

/**
 * The range widened to whole characters as readers see them. A letter without its mark or half a family of emoji could
 * be read back, so what is cut through is covered whole: never less than was marked.
 */
export function snapOutward(text: string, starts: readonly number[], { start, end }: TextRange): TextRange {
  const segments = graphemes.segment(text);
  const first = segments.containing(starts[start] ?? 0);
  const last = segments.containing((starts[end] ?? text.length) - 1);
  return {
    start: first ? codePointAt(starts, first.index) : start,
    end: last ? codePointAt(starts, last.index + last.segment.length) : end,
  };
}

export function textIn(text: string, starts: readonly number[], { start, end }: TextRange): string {
  return text.slice(starts[start], starts[end]);
}
