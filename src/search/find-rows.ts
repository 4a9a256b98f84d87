import type { DataSource } from 'typeorm';
import { RESTRICTED_SQL } from '../archive/index.js';
import { type PlainQuery, tsqueryLiteral } from './plain-query.rules.js';

/** A search ready to be carried out. */
export interface Sought {
  readonly query: PlainQuery;
  /** Whether words of restricted material may be found. */
  readonly unlocked: boolean;
  readonly accountIds: readonly string[] | null;
  readonly state: string | null;
  /** Each body's own [from, to) in absolute time; null is open. */
  readonly windows: readonly { readonly bodyId: string; readonly from: Date | null; readonly to: Date | null }[];
}

/** A place in the order: newest first, what has no date before them. */
export interface Place {
  readonly item_id: string;
  readonly posted_at: Date | null;
}

interface Walked extends Place {
  readonly reposted_id: string | null;
  readonly quoted_id: string | null;
}

/** Rows walked newest first, in growing steps, before the index of words is asked instead: 10,000 in all. */
const STEPS = [400, 1_600, 8_000];
const NEWEST_FIRST = 'ORDER BY w.posted_at DESC, w.item_id';

const FIRST_FREE = 8;
const OF_WATCH = `($4::uuid[] IS NULL OR w.account_id = ANY($4)) AND ($5::text IS NULL OR w.state = $5)
  AND (w.posted_at IS NULL OR (w.posted_at >= $6 AND w.posted_at < $7))`;
const ITEM = `item i JOIN item_key k ON k.item_id = i.id JOIN account a ON a.id = i.account_id
  JOIN unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS z (body_id, from_at, to_at) ON z.body_id = i.body_id`;
const OF_ITEM = `i.kind NOT IN ('profile', 'original')
  AND coalesce(w.posted_at, i.first_seen_at) >= coalesce(z.from_at, '-infinity')
  AND coalesce(w.posted_at, i.first_seen_at) < coalesce(z.to_at, 'infinity')`;

/**
 * Carries searches out over rows. Which way is taken is decided here, never by the planner's estimates: a walk
 * follows the order of its index and stops at its limit, and words are looked up in theirs.
 */
export class FindRows {
  constructor(private readonly database: DataSource) {}

  async find(sought: Sought, after: Place | null, wanted: number): Promise<Place[]> {
    if (sought.query.length === 0) return this.walk(sought, after, wanted);
    const found: Place[] = [];
    let from = after;
    for (const step of STEPS) {
      const walked = await this.walk(sought, from, step);
      found.push(...(await this.matching(sought, walked)));
      from = walked.at(-1) ?? from;
      if (found.length >= wanted || walked.length < step) return found.slice(0, wanted);
    }
    return [...found, ...(await this.throughIndex(sought, from, wanted - found.length))];
  }

  async count(sought: Sought): Promise<number> {
    const joined = `item_watch w JOIN (${ITEM}) ON i.id = w.item_id`;
    const where = `${OF_WATCH} AND ${OF_ITEM} AND ${notLocked(sought)}`;
    if (sought.query.length === 0) {
      const [all] = await this.database.query(
        `SELECT count(*)::int AS count FROM ${joined} WHERE ${where}`,
        valuesOf(sought),
      );
      return all.count;
    }
    const [row] = await this.byIndex<{ count: number }>(
      `WITH hits AS MATERIALIZED (${hitsOf(sought)})
       SELECT count(*)::int AS count FROM ${joined} JOIN hits h ON h.item_id = w.item_id WHERE ${where}`,
      [...valuesOf(sought), tsqueryLiteral(sought.query)],
    );
    return row?.count ?? 0;
  }

  private walk(sought: Sought, after: Place | null, limit: number): Promise<Walked[]> {
    const next = afterSql(after, FIRST_FREE);
    // One account's rows are few against all: they may be sorted.
    const ways = sought.accountIds === null ? ['sort', 'bitmapscan', 'seqscan'] : [];
    return this.without(
      ways,
      `SELECT w.item_id, w.posted_at, w.reposted_id, w.quoted_id FROM item_watch w
        CROSS JOIN LATERAL (SELECT FROM ${ITEM} WHERE i.id = w.item_id AND ${OF_ITEM} AND ${notLocked(sought)} LIMIT 1) x
        WHERE ${OF_WATCH} AND ${next.sql} ${NEWEST_FIRST} LIMIT ${limit}`,
      [...valuesOf(sought), ...next.values],
    );
  }

  /** Those with the words in one of their versions, or in the original they repeat or quote: that is what they showed. */
  private async matching(sought: Sought, rows: readonly Walked[]): Promise<Walked[]> {
    const shown = new Map(rows.map((row) => [row.item_id, [row.item_id, row.reposted_id, row.quoted_id]]));
    const texts = new Set([...shown.values()].flat().filter((id) => id !== null));
    const hits = await this.byIndex<{ id: string }>(
      `SELECT t.id FROM unnest($1::uuid[]) AS t (id) CROSS JOIN LATERAL (
         SELECT FROM snapshot_body b WHERE b.item_id = t.id AND b.words @@ $2::tsquery LIMIT 1) x
        WHERE ${mayFind('t.id', sought)}`,
      [[...texts], tsqueryLiteral(sought.query)],
    );
    const found = new Set<string | null>(hits.map(({ id }) => id));
    return rows.filter((row) => shown.get(row.item_id)?.some((id) => found.has(id)));
  }

  private throughIndex(sought: Sought, after: Place | null, limit: number): Promise<Place[]> {
    const next = afterSql(after, FIRST_FREE + 1);
    return this.byIndex(
      `WITH hits AS MATERIALIZED (${hitsOf(sought)}),
       w AS MATERIALIZED (
         SELECT w.item_id, w.posted_at FROM item_watch w JOIN hits h ON h.item_id = w.item_id
           CROSS JOIN LATERAL (SELECT FROM ${ITEM} WHERE i.id = w.item_id AND ${OF_ITEM} AND ${notLocked(sought)} LIMIT 1) x
          WHERE ${OF_WATCH} AND ${next.sql})
       SELECT item_id, posted_at FROM w ${NEWEST_FIRST} LIMIT ${limit}`,
      [...valuesOf(sought), tsqueryLiteral(sought.query), ...next.values],
    );
  }

  private byIndex<R>(sql: string, values: readonly unknown[]): Promise<R[]> {
    return this.without(['seqscan'], sql, values);
  }

  private without<R>(ways: readonly string[], sql: string, values: readonly unknown[]): Promise<R[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('enable_' || way, 'off', true) FROM unnest($1::text[]) AS way`, [ways]);
      return tx.query(sql, [...values]);
    });
  }
}

function valuesOf({ windows, accountIds, state }: Sought): unknown[] {
  const [froms, tos] = [windows.map(({ from }) => from), windows.map(({ to }) => to)];
  return [
    windows.map(({ bodyId }) => bodyId),
    froms,
    tos,
    accountIds,
    state,
    bound(froms, Math.min) ?? '-infinity',
    bound(tos, Math.max) ?? 'infinity',
  ];
}

/** The outermost of the bodies' own bounds; null where one is open. */
function bound(times: readonly (Date | null)[], outermost: (...times: number[]) => number): Date | null {
  const closed = times.flatMap((time) => time?.getTime() ?? []);
  return closed.length === 0 || closed.length < times.length ? null : new Date(outermost(...closed));
}

/** Ids of all items that showed the words; the query is the first free parameter. */
function hitsOf(sought: Sought): string {
  const words = `words @@ $${FIRST_FREE}::tsquery`;
  const shown = (link: string): string =>
    `SELECT s.item_id FROM texts t JOIN item_watch s ON s.${link} = t.item_id WHERE ${mayFind('t.item_id', sought)}`;
  return `WITH texts AS MATERIALIZED (SELECT DISTINCT item_id FROM snapshot_body WHERE ${words})
    SELECT item_id FROM texts UNION ${shown('reposted_id')} UNION ${shown('quoted_id')}`;
}

/** Whoever may not read a text may not learn either which words are in it: over rows w and a. */
function notLocked({ query, unlocked }: Sought): string {
  return query.length === 0 || unlocked ? 'true' : `NOT ${RESTRICTED_SQL}`;
}

/** The same for a text by the id of its item. */
function mayFind(id: string, { unlocked }: Sought): string {
  if (unlocked) return 'true';
  return `NOT EXISTS (SELECT FROM item_watch w JOIN account a ON a.id = w.account_id
    WHERE w.item_id = ${id} AND ${RESTRICTED_SQL})`;
}

/** Rows that stand after this place; `first` is the number of the first parameter used. */
function afterSql(place: Place | null, first: number): { readonly sql: string; readonly values: readonly unknown[] } {
  if (!place) return { sql: 'true', values: [] };
  if (place.posted_at === null) {
    return { sql: `(w.posted_at IS NOT NULL OR w.item_id > $${first}::uuid)`, values: [place.item_id] };
  }
  const [time, id] = [`$${first}::timestamptz`, `$${first + 1}::uuid`];
  return {
    sql: `w.posted_at <= ${time} AND (w.posted_at < ${time} OR w.item_id > ${id})`,
    values: [place.posted_at, place.item_id],
  };
}
