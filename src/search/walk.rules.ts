import type { Window } from './days.js';
import type { SearchPlan } from './plan-search.js';
import type { Bind } from './search-field.js';

/** A place in the order: newest first, what has no date before them. */
export interface Place {
  readonly item_id: string;
  readonly posted_at: Date | null;
}

/** So many rows from a place on; `dated`: only those with a date, or only those without. */
export interface Stretch {
  readonly after: Place | null;
  readonly limit: number;
  readonly dated: boolean | null;
}

/** One account's rows stand in their own order; those of more than so many are walked among all. */
const MOST_ORDERS = 8;

export const NEWEST_FIRST = 'ORDER BY w.posted_at DESC, w.item_id';

/** Rows in the order of an index, as they stand there: whether they are found is looked at afterwards. */
export function walkedSql({ accountIds, posted }: SearchPlan, { after, limit, dated }: Stretch, bind: Bind): string {
  const columns =
    'w.item_id, w.posted_at, w.reposted_id, w.quoted_id, w.root_id, w.version, w.state, w.hidden, w.account_id';
  const stretch = dated === null ? 'true' : dated ? datedSql(posted, bind) : 'w.posted_at IS NULL';
  const reach = `${stretch} AND ${afterSql(after, bind)}`;
  if (accountIds === null || accountIds.length > MOST_ORDERS) {
    return `SELECT ${columns} FROM item_watch w WHERE ${reach} ${NEWEST_FIRST} LIMIT ${limit}`;
  }
  if (accountIds.length === 1) {
    const only = bind(accountIds[0], 'uuid');
    return `SELECT ${columns} FROM item_watch w WHERE w.account_id = ${only} AND ${reach} ${NEWEST_FIRST} LIMIT ${limit}`;
  }
  const rows = `SELECT ${columns} FROM item_watch w WHERE w.account_id = a.id AND ${reach} ${NEWEST_FIRST} LIMIT ${limit}`;
  return `SELECT w.* FROM unnest(${bind(accountIds, 'uuid[]')}) AS a (id) CROSS JOIN LATERAL (${rows}) w ${NEWEST_FIRST} LIMIT ${limit}`;
}

function datedSql({ from, to }: Window, bind: Bind): string {
  return [
    'w.posted_at IS NOT NULL',
    ...(from ? [`w.posted_at >= ${bind(from, 'timestamptz')}`] : []),
    ...(to ? [`w.posted_at < ${bind(to, 'timestamptz')}`] : []),
  ].join(' AND ');
}

/** Rows that stand after this place. */
export function afterSql(place: Place | null, bind: Bind): string {
  if (!place) return 'true';
  const id = bind(place.item_id, 'uuid');
  if (place.posted_at === null) return `(w.posted_at IS NOT NULL OR w.item_id > ${id})`;
  const time = bind(place.posted_at, 'timestamptz');
  return `w.posted_at <= ${time} AND (w.posted_at < ${time} OR w.item_id > ${id})`;
}
