/**
 * What vanished at the source while nobody has stated why the account is archived is kept, locked: it is shown only to
 * those who may see restricted material, and leaves in no bundle, until a legal basis is stated. So is a direct message,
 * until somebody decides to open it.
 */
export function isRestricted(item: {
  readonly state: string;
  readonly basisStated: boolean;
  readonly isClosedMessage: boolean;
}): boolean {
  return item.isClosedMessage || (item.state === 'gone' && !item.basisStated);
}

/** SQL: the item is a direct message nobody has opened, or had opened by the time the log had `at` entries. */
export function closedMessageSql(item: string, at: number | null = null): string {
  const closed =
    at === null
      ? 'dm.opened_event IS NULL'
      : `NOT EXISTS (SELECT FROM log_entry le WHERE le.event_id = dm.opened_event AND le.seq < ${at})`;
  return `EXISTS (SELECT FROM direct_message dm WHERE dm.item_id = ${item} AND ${closed})`;
}

/** How an item stands to a reader, of a row `w` of what is watched. */
export const STATE_SQL = `(CASE WHEN w.hidden AND w.state = 'present' THEN 'hidden' ELSE w.state END)`;

/** SQL over rows `w` of item_watch and `a` of account: as `isRestricted`. */
export const RESTRICTED_SQL = `((w.state = 'gone' AND a.basis_statute IS NULL) OR ${closedMessageSql('w.item_id')})`;

/** A place in a version that a decision about a person's data has restricted. */
export interface RestrictedPlace {
  /** Number of the version. */
  readonly version: number;
  /** `text`, `title`, `content-warning`, `author-handle`, `author-name`, `place`, `alt-1`, `poll-1`, `medium-1` …; `*` for all of it. */
  readonly part: string;
  /** Half-open [start, end) in Unicode code points of the stored text; null: the whole part. */
  readonly range: { readonly start: number; readonly end: number } | null;
}

/** One decision to restrict, as it stands: the whole item, or places in the versions up to `versions`. */
export interface Restriction {
  readonly versions: number;
  readonly places: readonly RestrictedPlace[] | null;
}

/** What of a version is closed: all of it, or these places; none where it is open. */
export type Closed = 'all' | readonly RestrictedPlace[];

const STANDING = 'lifted_at IS NULL';

/** SQL: a decision has restricted the item whole. */
export function barredSql(item: string): string {
  return `EXISTS (SELECT FROM restriction barred WHERE barred.item_id = ${item} AND barred.${STANDING} AND barred.places IS NULL)`;
}

/** SQL: a decision has restricted places in the item. */
export function partlyBarredSql(item: string): string {
  return `EXISTS (SELECT FROM restriction partly WHERE partly.item_id = ${item} AND partly.${STANDING} AND partly.places IS NOT NULL)`;
}

/** SQL: what is restricted of the item, as `Restriction`s. */
export function restrictionsSql(item: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('versions', its.versions, 'places', its.places) ORDER BY its.id), '[]')
    FROM restriction its WHERE its.item_id = ${item} AND its.${STANDING})`;
}

/** SQL over rows `s` of snapshot_medium and `n` of snapshot: a decision has restricted what shows the medium. */
export const MEDIUM_BARRED_SQL = `(${barredSql('s.item_id')} OR (${partlyBarredSql('s.item_id')} AND (
    n.number > (SELECT max(its.versions) FROM restriction its WHERE its.item_id = s.item_id AND its.${STANDING} AND its.places IS NOT NULL)
    OR EXISTS (SELECT FROM restriction its WHERE its.item_id = s.item_id AND its.${STANDING} AND its.places::jsonb @>
      jsonb_build_array(jsonb_build_object('version', n.number, 'part', 'medium-' || s.ordinal))))))`;

/** Whether a decision has restricted the item whole. */
export function isBarred(restrictions: readonly Restriction[]): boolean {
  return restrictions.some(({ places }) => places === null);
}

/** What of version `number` is closed by decisions about places. A version none of them knew is closed whole. */
export function closedIn(restrictions: readonly Restriction[], number: number): Closed {
  const partly = restrictions.flatMap((one) => (one.places === null ? [] : [{ ...one, places: one.places }]));
  if (partly.length === 0) return [];
  if (partly.every(({ versions }) => number > versions)) return 'all';
  const places = partly.flatMap((one) => one.places).filter(({ version }) => version === number);
  return places.some(({ part }) => part === '*') ? 'all' : places;
}

/** Everything closed in the versions of an item, as places. */
export function closedPlaces(restrictions: readonly Restriction[], numbers: readonly number[]): RestrictedPlace[] {
  return numbers.flatMap((version) => {
    const closed = closedIn(restrictions, version);
    return closed === 'all' ? [{ version, part: '*', range: null }] : closed;
  });
}
