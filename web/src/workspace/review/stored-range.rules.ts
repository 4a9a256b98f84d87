/** Half-open, in Unicode code points over the stored text. */
export interface StoredRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What of a text a person has selected, given in UTF-16 units of what is shown. It grows to whole characters as people
 * see them, so that no emoji and no letter with its marks is cut through. Null where nothing is selected.
 */
export function storedRange(text: string, from: number, to: number): StoredRange | null {
  const [first, last] = from < to ? [from, to] : [to, from];
  if (first >= Math.min(last, text.length)) return null;
  let [start, end, points] = [0, 0, 0];
  for (const { segment, index } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    if (index >= last) break;
    if (index <= first) start = points;
    points += Array.from(segment).length;
    end = points;
  }
  return { start, end };
}

/** The words of a range. */
export function wordsIn(text: string, { start, end }: StoredRange): string {
  return Array.from(text).slice(start, end).join('');
}

export interface Run {
  readonly text: string;
  /** Codes under which it is covered; none where it is read. */
  readonly codes: readonly string[];
}

/** A text with its covered stretches, put together the text again. Ranges are the same or apart, never across. */
export function runsOf(text: string, covered: readonly (StoredRange & { readonly code: string })[]): Run[] {
  const points = Array.from(text);
  const cuts = [0, points.length, ...covered.flatMap(({ start, end }) => [start, end])];
  const edges = [...new Set(cuts)].filter((at) => at <= points.length).toSorted((a, b) => a - b);
  return edges.slice(1).map((end, i) => {
    const start = edges[i] ?? 0;
    const codes = covered.filter((one) => one.start <= start && end <= one.end).map(({ code }) => code);
    return { text: points.slice(start, end).join(''), codes };
  });
}
