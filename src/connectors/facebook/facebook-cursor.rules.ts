type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** The lists of a page's posts, in the order in which they are gone through. */
export const EDGES = ['published_posts', 'visitor_posts', 'albums'] as const;
export type Edge = (typeof EDGES)[number];

/** Where the way back in time goes on. Cursors of the platform expire, so that none is kept: a time is. */
export interface BackfillState {
  readonly edge: Edge;
  /** Epoch seconds; null from the newest on. */
  readonly until: number | null;
}

export function backfillState(cursor: Data): BackfillState {
  const { edge, until } = cursor?.data ?? {};
  return {
    edge: EDGES.find((one) => one === edge) ?? EDGES[0],
    until: typeof until === 'number' ? until : null,
  };
}

/** After a page: the second of its oldest post is asked for again, since others may have been posted in it. */
export function goneBack(state: BackfillState, times: readonly (string | null)[]): BackfillState {
  const seconds = times.flatMap((time) => (time === null ? [] : [Math.floor(new Date(time).getTime() / 1000)]));
  return seconds.length === 0 ? state : { ...state, until: Math.min(...seconds) + 1 };
}

export function edgeAfter(edge: Edge): Edge | null {
  return EDGES[EDGES.indexOf(edge) + 1] ?? null;
}

const ALBUMS_EVERY_MS = 3_600_000;

/** Albums are few and seldom made: once an hour. */
export function isAlbumsDue(cursor: Data, now: Date): boolean {
  const at = cursor?.data['albumsAt'];
  return typeof at !== 'string' || now.getTime() - new Date(at).getTime() >= ALBUMS_EVERY_MS;
}
