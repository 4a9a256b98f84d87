type Data = { readonly v: number; readonly data: Readonly<Record<string, unknown>> } | null;

/** Entries of the author's list that are kept by name, newest first. */
export const RECENT = 30;
/** Hidden replies that are kept by name, over all threads; the loop over replies finds what more there is. */
export const HIDDEN = 40;

export interface IncrementalState {
  /** Revision of the repository that was read last; null before the first look. */
  readonly rev: string | null;
  /** When it was read, RFC 3339. */
  readonly at: string | null;
  /** The newest of the author's list, by name. */
  readonly recent: readonly string[];
  /** Which replies were hidden, by the key of their thread's root. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
}

export function incrementalCursor(cursor: Data): IncrementalState {
  const { rev, at, recent, hidden } = cursor?.data ?? {};
  return {
    rev: textOf(rev),
    at: textOf(at),
    recent: textsOf(recent),
    hidden:
      typeof hidden === 'object' && hidden !== null
        ? Object.fromEntries(Object.entries(hidden).map(([root, uris]) => [root, textsOf(uris)]))
        : {},
  };
}

/** What a thread's root hides now put in the place of what it did; the threads told of last stay longest. */
export function keepHidden(
  hidden: IncrementalState['hidden'],
  now: ReadonlyMap<string, readonly string[]>,
): IncrementalState['hidden'] {
  const others = Object.entries(hidden).filter(([root]) => !now.has(root));
  let room = HIDDEN;
  const kept = [...now, ...others].filter(([, uris]) => {
    room -= uris.length;
    return uris.length > 0 && room >= 0;
  });
  return Object.fromEntries(kept);
}

/** Where the author's list goes on; null = from the newest. `repo`: the repository itself is in the archive. */
export interface BackfillState {
  readonly repo: boolean;
  /** The last place of the repository that is; null = none yet. */
  readonly before: string | null;
  readonly feed: string | null;
}

export function backfillCursor(cursor: Data): BackfillState {
  return {
    repo: cursor?.data['repo'] === true,
    before: textOf(cursor?.data['before']),
    feed: textOf(cursor?.data['feed']),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
