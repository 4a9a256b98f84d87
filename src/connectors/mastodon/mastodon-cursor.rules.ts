type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** Ids kept of the newest statuses, newest first. */
export const RECENT = 40;
/** Statuses looked at again at each run, for those that appear late behind a newer one. */
export const OVERLAP = 20;

export interface IncrementalState {
  /** The server pages by `Link`, so that `min_id` leads forward. */
  readonly paging: boolean;
  readonly recent: readonly string[];
  /** When the newest was last looked at, RFC 3339; null before the first look. */
  readonly at: string | null;
  /** The first look goes back to when the account was added: the `max_id` to go on from; null when it is there. */
  readonly back: string | null;
}

export function incrementalCursor(cursor: Data): IncrementalState {
  const { paging, recent, at, back } = cursor?.data ?? {};
  return {
    paging: paging === true,
    recent: Array.isArray(recent) ? recent.filter((id): id is string => typeof id === 'string') : [],
    at: typeof at === 'string' ? at : null,
    back: typeof back === 'string' ? back : null,
  };
}

/** After a page of `ids`, newest first. A server that paged once and shows nothing now still pages. */
export function advance(
  state: IncrementalState,
  ids: readonly string[],
  { paging, now }: { readonly paging: boolean; readonly now: Date },
): IncrementalState {
  return {
    paging: paging || (state.paging && ids.length === 0),
    recent: [...new Set([...ids, ...state.recent])].slice(0, RECENT),
    at: now.toISOString(),
    back: null,
  };
}

/**
 * After a page of the first look, which goes from the newest status back to one from before the account was added. The
 * backfill has those, but it may have begun earlier: what was posted in between is nobody else's.
 */
export function goBack(
  state: IncrementalState,
  ids: readonly string[],
  page: {
    readonly paging: boolean;
    readonly now: Date;
    readonly addedAt: Date;
    readonly older: string | null;
    readonly times: readonly (string | null)[];
  },
): IncrementalState {
  const { paging, now, addedAt, older, times } = page;
  const isThere = times.length === 0 || times.some((time) => time !== null && new Date(time) < addedAt);
  const next = state.recent.length === 0 ? advance(state, ids, { paging, now }) : state;
  return { ...next, back: isThere ? null : older };
}

/** A server without paging shows nothing that was seen before: what was posted and pushed out since was not seen. */
export function windowPassed(state: IncrementalState, ids: readonly string[], paging: boolean): boolean {
  return !paging && state.recent.length > 0 && ids.length > 0 && !ids.some((id) => state.recent.includes(id));
}

/** The `max_id` to go on from; null = from the newest. */
export function backfillCursor(cursor: Data): string | null {
  const maxId = cursor?.data['maxId'];
  return typeof maxId === 'string' ? maxId : null;
}
