import { barredSql, partlyBarredSql, RESTRICTED_SQL, STATE_SQL } from '../archive/index.js';
import type { FacetCount, Facets } from './found.types.js';
import type { FindRows } from './find-rows.js';
import type { SearchPlan } from './plan-search.js';

const MOST_READ_FOR_AUTHORS = 50_000;
const MOST_AUTHORS = 100;

/** Counts a result by what its items are. */
export class FindFacets {
  constructor(private readonly rows: FindRows) {}

  /** `unlocked`: whether authors of restricted items may be told. */
  async run(plan: SearchPlan, { unlocked }: { readonly unlocked: boolean }): Promise<Facets> {
    const counts = await this.rows.ofFound<{ facet: string; value: string; count: number }>(
      plan,
      ({ before, from }) => `${before === '' ? 'WITH' : `${before},`} chosen AS MATERIALIZED (
          SELECT w.account_id, ${STATE_SQL} AS state, i.kind, i.body_id, coalesce(w.posted_at, i.first_seen_at) AS at FROM ${from}),
        grouped AS MATERIALIZED (
          SELECT f.account_id, f.state, f.kind, to_char(f.at AT TIME ZONE b.zone, 'YYYY-MM') AS month, count(*)::int AS n
            FROM chosen f JOIN body b ON b.id = f.body_id GROUP BY 1, 2, 3, 4)
        SELECT 'account' AS facet, account_id::text AS value, sum(n)::int AS count FROM grouped GROUP BY 2
        UNION ALL SELECT 'platform', a.platform, sum(n)::int FROM grouped g JOIN account a ON a.id = g.account_id GROUP BY 2
        UNION ALL SELECT 'type', kind, sum(n)::int FROM grouped GROUP BY 2
        UNION ALL SELECT 'state', state, sum(n)::int FROM grouped GROUP BY 2
        UNION ALL SELECT 'month', month, sum(n)::int FROM grouped GROUP BY 2`,
    );
    const of = (facet: string): FacetCount[] =>
      counts
        .filter((row) => row.facet === facet)
        .map(({ value, count }) => ({ value, count }))
        .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    const type = of('type');
    const items = type.reduce((sum, { count }) => sum + count, 0);
    return {
      account: of('account'),
      platform: of('platform'),
      type,
      state: of('state'),
      month: of('month').toSorted((a, b) => (a.value > b.value ? -1 : 1)),
      author: items > MOST_READ_FOR_AUTHORS ? null : await this.authors(plan, unlocked),
    };
  }

  private authors(plan: SearchPlan, unlocked: boolean): Promise<FacetCount[]> {
    const told = unlocked
      ? 'true'
      : `NOT EXISTS (SELECT FROM account a WHERE a.id = w.account_id AND ${RESTRICTED_SQL})
          AND NOT ${barredSql('w.item_id')} AND NOT ${partlyBarredSql('w.item_id')}`;
    return this.rows.ofFound<FacetCount>(
      plan,
      ({ before, from }) => `${before === '' ? 'WITH' : `${before},`} chosen AS MATERIALIZED (
          SELECT w.item_id, w.version, w.state, w.account_id FROM ${from})
        SELECT convert_from(b.item_json, 'UTF8')::jsonb->'author'->>'handle' AS value, count(*)::int AS count
          FROM chosen w JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version
         WHERE ${told} AND convert_from(b.item_json, 'UTF8')::jsonb->'author'->>'handle' IS NOT NULL
         GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_AUTHORS}`,
    );
  }
}
