type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** The lists of an account that lead back in time: its own media, and those of others in which it is tagged. */
export const BACK = ['media', 'tags'] as const;
export type Edge = (typeof BACK)[number] | 'stories';

/** Where the way back in time goes on. Cursors of the platform expire, so that none is kept: a time is. */
export interface BackState {
  readonly edge: (typeof BACK)[number];
  /** Epoch seconds; null from the newest on. */
  readonly until: number | null;
}

export function backState(cursor: Data): BackState {
  const { edge, until } = cursor?.data ?? {};
  return {
    edge: BACK.find((one) => one === edge) ?? BACK[0],
    until: typeof until === 'number' ? until : null,
  };
}

/** After a page: the second of its oldest post is asked for again, since others may have been posted in it. */
export function goneBack(state: BackState, times: readonly (string | null)[]): BackState {
  const seconds = times.flatMap((time) => (time === null ? [] : [Math.floor(new Date(time).getTime() / 1000)]));
  return seconds.length === 0 ? state : { ...state, until: Math.min(...seconds) + 1 };
}

/** The next list; null: that was the last. */
export function stateAfter({ edge }: BackState): BackState | null {
  const next = BACK[BACK.indexOf(edge) + 1];
  return next === undefined ? null : { edge: next, until: null };
}

/** Of tags no times may be named. */
export function untilQuery({ edge, until }: BackState): Readonly<Record<string, string>> {
  return until === null || edge === 'tags' ? {} : { until: String(until) };
}
