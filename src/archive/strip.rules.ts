import type { StripCell } from './views.types.js';

export interface SeenStretch {
  /** Looked at from here … */
  readonly from: number;
  /** … to here; null while it was never seen. */
  readonly to: number | null;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/**
 * One cell for each stretch between two neighbouring edges (milliseconds): a gap where any of it was not seen, seen where
 * any of it was, else none.
 */
export function stripCells(edges: readonly number[], { from, to, gaps }: SeenStretch): StripCell[] {
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1] ?? start;
    const overlaps = (a: number, b: number): boolean => a < end && b > start;
    const state = gaps.some((gap) => overlaps(gap.from, gap.to)) ? 'gap' : seen(to) ? 'seen' : 'none';
    return { from: new Date(start).toISOString(), state };

    function seen(until: number | null): boolean {
      return until !== null && (overlaps(from, until) || (until === from && from >= start && from < end));
    }
  });
}
