type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** What a page has beside its posts. */
export const THINGS = ['albums', 'videos', 'stories'] as const;
export type Thing = (typeof THINGS)[number];

/** The lists of a page, in the order in which they are gone through. */
export const POSTS = ['published_posts', 'visitor_posts'] as const;
export const EDGES = [...POSTS, ...THINGS] as const;
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

export function isThing(edge: Edge): edge is Thing {
  return THINGS.some((thing) => thing === edge);
}

const THINGS_EVERY_MS = 3_600_000;
const OVERLAP_S = 3600;

/** Albums, videos and stories are few and seldom made: once an hour. */
export function areThingsDue(cursor: Data, now: Date): boolean {
  const at = timeIn(cursor, 'albumsAt');
  return at === null || now.getTime() - at.getTime() >= THINGS_EVERY_MS;
}

/** Epoch seconds from which on they are looked through again; before the first look, when the account was added. */
export function thingsSince(cursor: Data, addedAt: Date): number {
  return secondsBefore(timeIn(cursor, 'albumsAt') ?? addedAt);
}

/** Null: messages were not looked at yet, and all are wanted. */
export function messagesSince(cursor: Data): number | null {
  const at = timeIn(cursor, 'messagesAt');
  return at === null ? null : secondsBefore(at);
}

function secondsBefore(at: Date): number {
  return Math.max(0, Math.floor(at.getTime() / 1000) - OVERLAP_S);
}

function timeIn(cursor: Data, name: string): Date | null {
  const at = cursor?.data[name];
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? new Date(at) : null;
}
