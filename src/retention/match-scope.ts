import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { ScopeSearch, type ScopeWords } from './scope-search.js';
import type { LivingScope, Scope } from './scope.types.js';

const DAY_MS = 86_400_000;
type Rows = Pick<EntityManager, 'query'>;

/**
 * Which items a scope means now: those posted in its days whose words in any version match; with them the originals they
 * repeat or quote and, where no words narrow it, the profiles of its accounts. Destroyed items are none.
 */
@Injectable()
export class MatchScope {
  constructor(
    private readonly database: DataSource,
    private readonly search: ScopeSearch,
  ) {}

  /** All of them, or those `among` the given ones. `rows`: the transaction to look in; words are looked up as committed. */
  async run(
    scope: Scope,
    { rows = this.database, among }: { rows?: Rows; among?: readonly string[] } = {},
  ): Promise<string[]> {
    if (scope.kind === 'items') return this.named(rows, scope.itemIds, among ?? null);
    const candidates = among === undefined ? null : await this.withRepeaters(rows, among);
    const found = scope.query === null ? null : await this.found(rows, scope, candidates);
    const matched = await this.inDays(rows, scope, { candidates, found });
    const wanted = await this.withOriginals(rows, scope, matched);
    const asked = among === undefined ? null : new Set(among);
    return wanted.filter((id) => asked === null || asked.has(id)).toSorted();
  }

  private async named(rows: Rows, ids: readonly string[], among: readonly string[] | null): Promise<string[]> {
    const found: { item_id: string }[] = await rows.query(
      `SELECT item_id FROM item_key WHERE item_id = ANY($1::uuid[]) AND ($2::uuid[] IS NULL OR item_id = ANY($2)) ORDER BY 1`,
      [ids, among],
    );
    return found.map((row) => row.item_id);
  }

  /** An original is meant through whoever repeats it: those are looked at too. */
  private async withRepeaters(rows: Rows, ids: readonly string[]): Promise<string[]> {
    const found: { id: string }[] = await rows.query(
      `SELECT id FROM unnest($1::uuid[]) AS id
       UNION SELECT item_id FROM item_watch WHERE reposted_id = ANY($1::uuid[])
       UNION SELECT item_id FROM item_watch WHERE quoted_id = ANY($1::uuid[])`,
      [ids],
    );
    return found.map(({ id }) => id);
  }

  private async found(rows: Rows, scope: LivingScope, candidates: readonly string[] | null): Promise<string[]> {
    const asked: ScopeWords = {
      text: scope.query ?? '',
      accountIds: scope.accountIds ?? (await this.accountsOf(rows, scope.bodyId)),
      ...(candidates === null ? daysOf(scope) : narrowed(scope, await this.spanOf(rows, candidates))),
    };
    return (asked.accountIds ?? []).length === 0 ? [] : this.search.ids(asked);
  }

  private async accountsOf(rows: Rows, bodyId: string): Promise<string[]> {
    const found: { id: string }[] = await rows.query(`SELECT id FROM account WHERE body_id = $1`, [bodyId]);
    return found.map(({ id }) => id);
  }

  private async spanOf(rows: Rows, ids: readonly string[]): Promise<Span> {
    const [span]: Span[] = await rows.query(
      `SELECT min(coalesce(w.posted_at, i.first_seen_at)) AS first, max(coalesce(w.posted_at, i.first_seen_at)) AS last
         FROM item i LEFT JOIN item_watch w ON w.item_id = i.id WHERE i.id = ANY($1::uuid[])`,
      [ids],
    );
    return span ?? { first: null, last: null };
  }

  private async inDays(
    rows: Rows,
    scope: LivingScope,
    { candidates, found }: { candidates: readonly string[] | null; found: readonly string[] | null },
  ): Promise<string[]> {
    const matched: { id: string }[] = await rows.query(
      `SELECT i.id FROM item i JOIN item_key k ON k.item_id = i.id LEFT JOIN item_watch w ON w.item_id = i.id
        WHERE i.body_id = $1 AND ($2::uuid[] IS NULL OR i.account_id = ANY($2))
          AND ($3::uuid[] IS NULL OR i.id = ANY($3))
          AND CASE WHEN i.kind IN ('profile', 'original') THEN i.kind = 'profile' AND $4::uuid[] IS NULL
                   ELSE ($4::uuid[] IS NULL OR i.id = ANY($4))
                    AND coalesce(w.posted_at, i.first_seen_at) >= coalesce($5::timestamptz, '-infinity')
                    AND coalesce(w.posted_at, i.first_seen_at) < coalesce($6::timestamptz, 'infinity') END`,
      [scope.bodyId, scope.accountIds, candidates, found, scope.fromAt, scope.toAt],
    );
    return matched.map(({ id }) => id);
  }

  private async withOriginals(rows: Rows, { bodyId }: LivingScope, ids: readonly string[]): Promise<string[]> {
    const found: { id: string }[] = await rows.query(
      `WITH repeated AS (
         SELECT unnest(ARRAY[reposted_id, quoted_id]) AS id FROM item_watch WHERE item_id = ANY($1::uuid[]))
       SELECT i.id FROM item i JOIN item_key k ON k.item_id = i.id
        WHERE i.body_id = $2 AND i.id IN (SELECT unnest($1::uuid[]) UNION SELECT id FROM repeated)`,
      [ids, bodyId],
    );
    return found.map(({ id }) => id);
  }
}

interface Span {
  readonly first: Date | null;
  readonly last: Date | null;
}

function daysOf({ from, to }: LivingScope): Pick<ScopeWords, 'from' | 'to'> {
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

/** Days that hold all candidates in whatever zone, within the scope's own: no more of a long hold is searched. */
function narrowed(scope: LivingScope, { first, last }: Span): Pick<ScopeWords, 'from' | 'to'> {
  if (first === null || last === null) return daysOf(scope);
  const [earliest, latest] = [dayOf(first, -1), dayOf(last, 1)];
  const from = scope.from !== null && scope.from > earliest ? scope.from : earliest;
  const to = scope.to !== null && scope.to < latest ? scope.to : latest;
  return from > to ? daysOf(scope) : { from, to };
}

function dayOf(at: Date, more: number): string {
  return new Date(at.getTime() + more * DAY_MS).toISOString().slice(0, 10);
}
