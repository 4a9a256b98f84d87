import type { DataSource, EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import type { Window } from './days.js';
import { commonCountSql, foundSql, isCountedWhole, type SearchPlan } from './plan-search.js';
import type { Bind } from './search-field.js';

/** A place in the order: newest first, what has no date before them. */
export interface Place {
  readonly item_id: string;
  readonly posted_at: Date | null;
}

interface Stepped {
  readonly found: Place[];
  readonly last: Place | null;
  readonly walked: number;
}

interface WalkPlace {
  readonly from: Place | null;
  readonly dated: boolean;
}

const NOTHING: Stepped = { found: [], last: null, walked: 0 };

/** Rows walked newest first, in growing steps, before the index of words is asked instead: 10,000 in all. */
const STEPS = [400, 1_600, 8_000];
/** One account's rows stand in their own order; those of more than so many are walked among all. */
const MOST_ORDERS = 8;
/** Words that one of so many of the newest rows holds are common. */
const COMMON = 20;
const SAMPLE = 200;
const NEWEST_FIRST = 'ORDER BY w.posted_at DESC, w.item_id';

/** No statement runs longer; then the search is refused in words. */
export const PAGE_MS = 10_000;
export const COUNT_MS = 15_000;
const CANCELLED = '57014';

/**
 * Carries searches out over rows. Which way is taken is decided here, never by the planner's estimates: a walk
 * follows the order of its index and stops at its limit, and words are looked up in theirs.
 */
export class FindRows {
  constructor(private readonly database: DataSource) {}

  async find(plan: SearchPlan, after: Place | null, wanted: number): Promise<Place[]> {
    return this.bounded(PAGE_MS, async (tx) => {
      const { found, end } = await this.walk(tx, plan, { after, wanted });
      if (end === null || found.length >= wanted) return found.slice(0, wanted);
      return [...found, ...(await this.throughIndex(tx, plan, { after: end, wanted: wanted - found.length }))];
    });
  }

  /** Exact, or null where it would take longer than `within` milliseconds. */
  async count(plan: SearchPlan, within = COUNT_MS): Promise<number | null> {
    try {
      return await this.bounded(within, async (tx) => {
        const common = isCountedWhole(plan) && (await this.isCommon(tx, plan));
        await settle(tx, INDEX);
        const { values, bind } = binder();
        const { before, from } = common ? { before: '', from: '' } : foundSql(plan, bind, 'ids');
        const sql = common ? commonCountSql(plan, bind) : `${before} SELECT count(*) AS count FROM ${from}`;
        const [row] = await tx.query<{ count: string }[]>(sql, values);
        return Number(row?.count ?? 0);
      });
    } catch (error) {
      if (error instanceof Refusal && error.problem === 'search-stopped') return null;
      throw error;
    }
  }

  /** As far as the newest rows show. It decides only how the same number is come by. */
  private async isCommon(tx: EntityManager, plan: SearchPlan): Promise<boolean> {
    await settle(tx, WALK);
    const { found } = await this.step(tx, plan, { after: null, limit: SAMPLE, dated: true });
    return found.length * COMMON >= SAMPLE;
  }

  /** How many are among the newest rows: that many there are at the least. */
  async countNewest(plan: SearchPlan): Promise<number> {
    return this.bounded(PAGE_MS, async (tx) => {
      const { found } = await this.walk(tx, plan, { after: null, wanted: Infinity });
      return found.length;
    });
  }

  /** `sql` makes a statement of the rows found, which `before` and `from` are. */
  async ofFound<R>(
    plan: SearchPlan,
    sql: (found: { readonly before: string; readonly from: string }) => string,
    within = COUNT_MS,
  ): Promise<R[]> {
    return this.bounded(within, async (tx) => {
      await settle(tx, INDEX);
      const { values, bind } = binder();
      const text = sql(foundSql(plan, bind));
      return tx.query(text, values);
    });
  }

  /** Undated rows, then dated ones. `end`: the place to go on from; null where no row is left. */
  private async walk(
    tx: EntityManager,
    plan: SearchPlan,
    { after, wanted }: { after: Place | null; wanted: number },
  ): Promise<{ found: Place[]; end: Place | null }> {
    await settle(tx, WALK);
    const found: Place[] = [];
    let at: WalkPlace = { from: after, dated: after !== null && after.posted_at !== null };
    let walked = 0;
    for (const step of STEPS) {
      const stepped = await this.stride(tx, plan, { at, step });
      found.push(...stepped.found);
      if (stepped.at === null) return { found, end: null };
      at = stepped.at;
      walked += step;
      if (found.length >= wanted || !isPromising({ walked, found: found.length, wanted })) break;
    }
    return { found, end: at.from };
  }

  /** So many rows further. Where days are asked for, undated rows and dated ones are two stretches of the order. */
  private async stride(
    tx: EntityManager,
    plan: SearchPlan,
    { at, step }: { readonly at: WalkPlace; readonly step: number },
  ): Promise<{ found: Place[]; at: WalkPlace | null }> {
    if (plan.posted.from !== null || plan.posted.to !== null) return this.strideInDays(tx, plan, { at, step });
    const all = await this.step(tx, plan, { after: at.from, limit: step, dated: null });
    return { found: all.found, at: all.walked < step ? null : { from: all.last ?? at.from, dated: at.dated } };
  }

  private async strideInDays(
    tx: EntityManager,
    plan: SearchPlan,
    { at, step }: { readonly at: WalkPlace; readonly step: number },
  ): Promise<{ found: Place[]; at: WalkPlace | null }> {
    const undated = at.dated ? NOTHING : await this.step(tx, plan, { after: at.from, limit: step, dated: false });
    const from = undated.last ?? at.from;
    const limit = step - undated.walked;
    if (limit === 0) return { found: undated.found, at: { from, dated: false } };
    const dated = await this.step(tx, plan, { after: from?.posted_at ? from : null, limit, dated: true });
    const found = [...undated.found, ...dated.found];
    return { found, at: dated.walked < limit ? null : { from: dated.last ?? from, dated: true } };
  }

  private async step(
    tx: EntityManager,
    plan: SearchPlan,
    wanted: { readonly after: Place | null; readonly limit: number; readonly dated: boolean | null },
  ): Promise<Stepped> {
    const { values, bind } = binder();
    const holds = plan.versions?.holds(bind) ?? 'true';
    const rows: (Place & { found: boolean; walked: number })[] = await tx.query(
      `WITH walked AS MATERIALIZED (${walkedSql(plan, wanted, bind)}),
       looked AS MATERIALIZED (
         SELECT w.item_id, w.posted_at, ${plan.facts(bind)} AND ${holds} AS found
           FROM walked w JOIN item i ON i.id = w.item_id),
       last AS (SELECT item_id FROM walked w ORDER BY w.posted_at, w.item_id DESC LIMIT 1)
       SELECT w.item_id, w.posted_at, w.found, (SELECT count(*)::int FROM walked) AS walked
         FROM looked w WHERE w.found OR w.item_id = (SELECT item_id FROM last) ${NEWEST_FIRST}`,
      values,
    );
    const last = rows.at(-1) ?? null;
    return {
      found: rows.filter(({ found }) => found).map(({ item_id, posted_at }) => ({ item_id, posted_at })),
      last: last && { item_id: last.item_id, posted_at: last.posted_at },
      walked: last?.walked ?? 0,
    };
  }

  private async throughIndex(
    tx: EntityManager,
    plan: SearchPlan,
    { after, wanted }: { after: Place | null; wanted: number },
  ): Promise<Place[]> {
    await settle(tx, INDEX);
    const { values, bind } = binder();
    const { before, from } = foundSql(plan, bind, 'order');
    return tx.query(
      `${before} SELECT w.item_id, w.posted_at FROM ${from} AND ${afterSql(after, bind)} ${NEWEST_FIRST} LIMIT ${wanted}`,
      values,
    );
  }

  private async bounded<R>(within: number, work: (tx: EntityManager) => Promise<R>): Promise<R> {
    try {
      return await this.database.transaction(async (tx) => {
        await tx.query(
          `SELECT set_config('statement_timeout', $1, true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`,
          [String(Math.ceil(within))],
        );
        return work(tx);
      });
    } catch (error) {
      if (codeOf(error) !== CANCELLED) throw error;
      const seconds = Math.max(1, Math.round(within / 1000));
      throw new Refusal(
        'search-stopped',
        `The search was stopped after ${seconds} seconds, so that others can work. Narrow it by an account, days or a rarer word.`,
        {},
        { cause: error },
      );
    }
  }
}

/** Whether walking on at this rate fills the page within the steps; else the index of words knows sooner. */
function isPromising(so: { readonly walked: number; readonly found: number; readonly wanted: number }): boolean {
  if (so.wanted === Infinity) return true;
  const longest = STEPS.reduce((sum, step) => sum + step, 0);
  return so.found * longest >= so.wanted * so.walked;
}

/** Ways the planner may not take. */
const WALK = ['sort', 'bitmapscan', 'seqscan', 'hashjoin', 'mergejoin'];
const INDEX: readonly string[] = [];
const WAYS = [...new Set([...WALK, ...INDEX])];

async function settle(tx: EntityManager, ways: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT set_config('enable_' || way, CASE WHEN way = ANY($2) THEN 'off' ELSE 'on' END, true) FROM unnest($1::text[]) AS way`,
    [WAYS, ways],
  );
}

/** Rows in the order of an index, as they stand there: whether they are found is looked at afterwards. */
function walkedSql(
  { accountIds, posted }: SearchPlan,
  { after, limit, dated }: { readonly after: Place | null; readonly limit: number; readonly dated: boolean | null },
  bind: Bind,
): string {
  const columns = 'w.item_id, w.posted_at, w.reposted_id, w.quoted_id, w.root_id, w.version, w.state, w.account_id';
  const stretch = dated === null ? 'true' : dated ? datedSql(posted, bind) : 'w.posted_at IS NULL';
  const reach = `${stretch} AND ${afterSql(after, bind)}`;
  if (accountIds === null || accountIds.length > MOST_ORDERS) {
    return `SELECT ${columns} FROM item_watch w WHERE ${reach} ${NEWEST_FIRST} LIMIT ${limit}`;
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
function afterSql(place: Place | null, bind: Bind): string {
  if (!place) return 'true';
  const id = bind(place.item_id, 'uuid');
  if (place.posted_at === null) return `(w.posted_at IS NOT NULL OR w.item_id > ${id})`;
  const time = bind(place.posted_at, 'timestamptz');
  return `w.posted_at <= ${time} AND (w.posted_at < ${time} OR w.item_id > ${id})`;
}

/** Parameters of one statement, each used at least once. */
export function binder(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}

function codeOf(error: unknown): unknown {
  return Object(error).code ?? Object(Object(error).driverError).code;
}
