type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** Looked at again at each run: posts are indexed late, and a visitor's are sorted in behind newer ones. */
const OVERLAP_S = 3600;

/** Epoch seconds from which on posts are asked for; before the first run, when the account was added. */
export function sinceOf(cursor: Data, addedAt: Date): number {
  const since = cursor?.data['since'];
  const newest = typeof since === 'number' ? since : Math.floor(addedAt.getTime() / 1000);
  return Math.max(0, newest - OVERLAP_S);
}

/** The newest posting seen, never after now: a post dated ahead must not hide those before it. */
export function newestSeen(cursor: Data, times: readonly (string | null)[], now: Date): number | null {
  const since = cursor?.data['since'];
  const known = typeof since === 'number' ? [since] : [];
  const seen = times.flatMap((time) => (time === null ? [] : [Math.floor(new Date(time).getTime() / 1000)]));
  const all = [...known, ...seen.filter((second) => second * 1000 <= now.getTime())];
  return all.length === 0 ? null : Math.max(...all);
}
