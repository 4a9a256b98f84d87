import type { GapView } from '../../archive/index.js';

/** Whole minutes; a gap still open counts up to `now`. */
export function gapMinutes(gap: Pick<GapView, 'from' | 'to'>, now: string): number {
  return Math.round((Date.parse(gap.to ?? now) - Date.parse(gap.from)) / 60_000);
}

/** Minutes in which accounts were not seen: where gaps of one account overlap, they count once. */
export function unseenMinutes(gaps: readonly GapView[], now: string): number {
  let milliseconds = 0;
  for (const account of new Set(gaps.map(({ accountId }) => accountId))) {
    let until = 0;
    const own = gaps.filter(({ accountId }) => accountId === account);
    for (const gap of own.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      const [from, to] = [Date.parse(gap.from), Date.parse(gap.to ?? now)];
      milliseconds += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
  }
  return Math.round(milliseconds / 60_000);
}
