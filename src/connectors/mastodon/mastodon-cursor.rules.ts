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
}

export function incrementalCursor(cursor: Data): IncrementalState {
  const { paging, recent, at } = cursor?.data ?? {};
  return {
    paging: paging === true,
    recent: Array.isArray(recent) ? recent.filter((id): id is string => typeof id === 'string') : [],
    at: typeof at === 'string' ? at : null,
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
  };
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
