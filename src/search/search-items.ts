import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { type ItemState, type ItemSummary, ReadItems, RESTRICTED_SQL } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import { type Actor, decodeCursor, demand, encodeCursor, may, type PageOf, Refusal } from '../platform/index.js';
import { type Days, readDays, windowIn } from './days.js';
import { canonicalText, namesPerson, parsePlainQuery, type PlainQuery, tsqueryLiteral } from './plain-query.rules.js';

export interface Asked extends Days {
  readonly text?: string;
  readonly accountIds?: readonly string[];
  readonly state?: ItemState;
}

/** The search as it was understood. Days are inclusive and local to each body's zone. */
export interface Echo {
  readonly text: string;
  readonly accountIds: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly zones: readonly string[];
  readonly state: ItemState | null;
}

interface Prepared {
  readonly query: PlainQuery;
  /** Whether words of restricted material may be found. */
  readonly unlocked: boolean;
  readonly where: string;
  readonly values: readonly unknown[];
  readonly echo: Echo;
}

interface Row {
  readonly item_id: string;
  readonly posted_at: Date | null;
}

/** Rows walked newest first, in growing steps, before the index of words is asked instead: 10,000 in all. */
const STEPS = [400, 1_600, 8_000];
const NEWEST_FIRST = 'ORDER BY w.posted_at DESC, w.item_id';
const FROM = `item_watch w JOIN item i ON i.id = w.item_id JOIN item_key k ON k.item_id = i.id
    JOIN account a ON a.id = i.account_id JOIN unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS z (body_id, from_at, to_at)
      ON z.body_id = i.body_id`;

/**
 * Exact search over every version of every item, and of what items repeat or quote: no stemming, no guessing. Newest first; what the platform gives no date
 * stands first. Which of the two ways is taken never depends on the planner's estimates.
 */
@Injectable()
export class SearchItems {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    private readonly trail: AuditTrail,
  ) {}

  async run(
    actor: Actor,
    asked: Asked,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<PageOf<ItemSummary> & { readonly asked: Echo }> {
    const prepared = await this.prepare(actor, asked);
    if (page.cursor === undefined && namesPerson(prepared.query)) await this.recordPersonSearch(actor, prepared.echo);
    const { ids, nextCursor } = await this.page(prepared, page);
    return { items: await this.items.summaries(actor, ids), nextCursor, asked: prepared.echo };
  }

  /** Its own query: a page never waits for it. */
  async count(actor: Actor, asked: Asked): Promise<{ count: number; exact: true; asked: Echo }> {
    const prepared = await this.prepare(actor, asked);
    const { query, where, values, echo } = prepared;
    const hits = query.length === 0 ? '' : `JOIN (${hitsOf(prepared)}) h ON h.item_id = w.item_id`;
    const [row] = await this.database.query(`SELECT count(*)::int AS count FROM ${FROM} ${hits} WHERE ${where}`, [
      ...values,
      ...(query.length === 0 ? [] : [tsqueryLiteral(query)]),
    ]);
    return { count: row.count, exact: true, asked: echo };
  }

  /** Every item found, to the end of the result, in pages of ids. */
  async *ids(actor: Actor, asked: Asked): AsyncIterable<readonly string[]> {
    const prepared = await this.prepare(actor, asked);
    let cursor: string | undefined;
    do {
      const found = await this.page(prepared, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
      if (found.ids.length > 0) yield found.ids;
      cursor = found.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  private async page(
    prepared: Prepared,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ ids: readonly string[]; nextCursor: string | null }> {
    const after = cursor === undefined ? null : positionOf(cursor);
    const rows = await this.find(prepared, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      ids: shown.map((row) => row.item_id),
      nextCursor: more ? encodeCursor([last.posted_at?.toISOString() ?? null, last.item_id]) : null,
    };
  }

  private async find(prepared: Prepared, after: Row | null, wanted: number): Promise<Row[]> {
    if (prepared.query.length === 0) return this.walk(prepared, after, wanted);
    const found: Row[] = [];
    let from = after;
    for (const step of STEPS) {
      const walked = await this.walk(prepared, from, step);
      found.push(...(await this.matching(prepared, walked)));
      from = walked.at(-1) ?? from;
      if (found.length >= wanted || walked.length < step) return found.slice(0, wanted);
    }
    return [...found, ...(await this.throughIndex(prepared, from, wanted - found.length))];
  }

  private walk({ where, values }: Prepared, after: Row | null, limit: number): Promise<Row[]> {
    const next = afterSql(after, values.length + 1);
    return this.database.query(
      `SELECT w.item_id, w.posted_at FROM ${FROM} WHERE ${where} AND ${next.sql} ${NEWEST_FIRST} LIMIT ${limit}`,
      [...values, ...next.values],
    );
  }

  private async matching({ query, unlocked }: Prepared, rows: readonly Row[]): Promise<Row[]> {
    if (rows.length === 0) return [];
    const hits: { item_id: string }[] = await this.database.query(
      `SELECT r.id AS item_id FROM unnest($1::uuid[]) AS r (id)
        WHERE EXISTS (SELECT FROM snapshot_body b WHERE b.item_id = r.id AND b.words @@ $2::tsquery)
       UNION
       SELECT s.item_id FROM unnest($1::uuid[]) AS r (id) JOIN item_watch s ON s.item_id = r.id
         JOIN snapshot_body b ON b.item_id = s.reposted_id OR b.item_id = s.quoted_id
        WHERE b.words @@ $2::tsquery AND ${mayFind('b.item_id', unlocked)}`,
      [rows.map((row) => row.item_id), tsqueryLiteral(query)],
    );
    const ids = new Set(hits.map((hit) => hit.item_id));
    return rows.filter((row) => ids.has(row.item_id));
  }

  private throughIndex(prepared: Prepared, after: Row | null, limit: number): Promise<Row[]> {
    const { query, where, values } = prepared;
    const next = afterSql(after, values.length + 2);
    return this.database.query(
      `WITH hits AS MATERIALIZED (${hitsOf(prepared)}),
       w AS MATERIALIZED (
         SELECT w.item_id, w.posted_at FROM ${FROM} JOIN hits h ON h.item_id = w.item_id WHERE ${where} AND ${next.sql})
       SELECT item_id, posted_at FROM w ${NEWEST_FIRST} LIMIT ${limit}`,
      [...values, tsqueryLiteral(query), ...next.values],
    );
  }

  private async prepare(actor: Actor, asked: Asked): Promise<Prepared> {
    demand(actor, 'item.read');
    const parsed = parsePlainQuery(asked.text ?? '');
    if ('fault' in parsed) throw new Refusal('invalid-input', parsed.fault);
    const days = readDays(asked);
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const windows = bodies.map(({ zone }) => windowIn(zone, days));
    const { query } = parsed;
    const unlocked = may(actor, 'restricted.read');
    return {
      query,
      unlocked,
      where: [
        `i.kind NOT IN ('profile', 'original')`,
        `coalesce(w.posted_at, i.first_seen_at) >= coalesce(z.from_at, '-infinity')`,
        `coalesce(w.posted_at, i.first_seen_at) < coalesce(z.to_at, 'infinity')`,
        `($4::uuid[] IS NULL OR i.account_id = ANY($4))`,
        `($5::text IS NULL OR w.state = $5)`,
        // Whoever may not read a text may not learn either which words are in it.
        ...(query.length > 0 && !unlocked ? [`NOT ${RESTRICTED_SQL}`] : []),
      ].join(' AND '),
      values: [
        bodies.map(({ id }) => id),
        windows.map(({ from }) => from),
        windows.map(({ to }) => to),
        accountIdsOf(asked),
        asked.state ?? null,
      ],
      echo: echoOf(asked, { query, days, zones: bodies.map(({ zone }) => zone) }),
    };
  }

  /** Searches on a person are logged; what was looked for can be tested against the entry by whoever has its salt. */
  private async recordPersonSearch(actor: Actor, { text }: Echo): Promise<void> {
    if (actor.kind !== 'person') return;
    const said = statement(text);
    await this.trail.write(actor, async (tx) => {
      await tx.record('person.searched-for', { commit: said.digest }, { id: said.id });
      await said.keep(tx);
    });
  }
}

function echoOf(
  asked: Asked,
  { query, days, zones }: { query: PlainQuery; days: ReturnType<typeof readDays>; zones: readonly string[] },
): Echo {
  return {
    text: canonicalText(query),
    accountIds: accountIdsOf(asked),
    from: days.from?.toString() ?? null,
    to: days.to?.toString() ?? null,
    zones: [...new Set(zones)],
    state: asked.state ?? null,
  };
}

/**
 * Items with the words in one of their versions, or in the original they repeat or quote: that is what they showed. The
 * query is the parameter after the values.
 */
function hitsOf({ values, unlocked }: Prepared): string {
  const words = `words @@ $${values.length + 1}::tsquery`;
  const shown = (link: string): string =>
    `SELECT s.item_id FROM snapshot_body b JOIN item_watch s ON s.${link} = b.item_id
      WHERE b.${words} AND ${mayFind('b.item_id', unlocked)}`;
  return `SELECT item_id FROM snapshot_body WHERE ${words} UNION ${shown('reposted_id')} UNION ${shown('quoted_id')}`;
}

/** Whoever may not read an original may not find by its words. */
function mayFind(original: string, unlocked: boolean): string {
  if (unlocked) return 'true';
  return `NOT EXISTS (SELECT FROM item_watch w JOIN account a ON a.id = w.account_id
    WHERE w.item_id = ${original} AND ${RESTRICTED_SQL})`;
}

/** Rows that stand after this one in the order; `first` is the number of the first parameter used. */
function afterSql(row: Row | null, first: number): { readonly sql: string; readonly values: readonly unknown[] } {
  if (!row) return { sql: 'true', values: [] };
  if (row.posted_at === null) {
    return { sql: `(w.posted_at IS NOT NULL OR w.item_id > $${first}::uuid)`, values: [row.item_id] };
  }
  const [time, id] = [`$${first}::timestamptz`, `$${first + 1}::uuid`];
  return {
    sql: `w.posted_at <= ${time} AND (w.posted_at < ${time} OR w.item_id > ${id})`,
    values: [row.posted_at, row.item_id],
  };
}

function positionOf(cursor: string): Row {
  const [time, id] = decodeCursor(cursor, ['time-or-null', 'id']);
  return { item_id: String(id), posted_at: typeof time === 'string' ? new Date(time) : null };
}

function accountIdsOf({ accountIds }: Asked): readonly string[] | null {
  if (accountIds === undefined || accountIds.length === 0) return null;
  const strange = accountIds.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  if (strange === undefined) return accountIds;
  throw new Refusal('invalid-input', 'An account is named by its id. `akta account list` shows the ids.');
}
