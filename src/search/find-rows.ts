import type { EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { commonCountSql, isCountedWhole } from './count-common.js';
import { foundSql, type SearchPlan } from './plan-search.js';
import type { Bind } from './search-field.js';
import { afterSql, NEWEST_FIRST, type Place, type Stretch, walkedSql } from './walk.rules.js';

interface Stepped {
  readonly found: Place[];
  /** The last row walked over; null where fewer rows were left than might have been, or as many were found as wanted. */
  readonly last: Place | null;
}

interface WalkPlace {
  readonly from: Place | null;
  readonly dated: boolean;
}

/** So many rows from a place on, and how many found are wanted of them. */
interface Stride {
  readonly at: WalkPlace;
  readonly step: number;
  readonly wanted: number;
}

/** `at`: where to go on; null where no row is left, or none is wanted. */
interface Strode {
  readonly found: Place[];
  readonly at: WalkPlace | null;
}

const NOTHING: Stepped = { found: [], last: null };

/** Rows walked newest first before the index of words is asked instead: a few to see how it goes, then 10,000 in all. */
const STEPS = [400, 9_600];
/** Words that one of so many of the newest rows holds are common. */
const COMMON = 20;
const SAMPLE = 200;

/** No statement runs longer; then the search is refused in words. */
export const PAGE_MS = 10_000;
export const COUNT_MS = 15_000;
const CANCELLED = '57014';

/** A database, or a transaction that is open already. */
interface Transactions {
  transaction<R>(work: (tx: EntityManager) => Promise<R>): Promise<R>;
}

/**
 * Carries searches out over rows. Which way is taken is decided here, never by the planner's estimates: a walk
 * follows the order of its index and stops at its limit, and words are looked up in theirs.
 */
export class FindRows {
  constructor(private readonly database: Transactions) {}

  async find(plan: SearchPlan, after: Place | null, wanted: number): Promise<Place[]> {
    return this.bounded(PAGE_MS, async (tx) => {
      const { found, end } = await this.walk(tx, plan, { after, wanted });
      if (end === null) return found;
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
    const { found } = await this.step(tx, plan, { after: null, limit: SAMPLE, dated: true }, Infinity);
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
      const stepped = await this.stride(tx, plan, { at, step, wanted: wanted - found.length });
      found.push(...stepped.found);
      if (found.length >= wanted || stepped.at === null) return { found, end: null };
      at = stepped.at;
      walked += step;
      if (!isPromising({ walked, found: found.length, wanted })) break;
    }
    return { found, end: at.from };
  }

  /** So many rows further, or to the last one wanted. Where days are asked for, undated and dated rows are two stretches. */
  private async stride(tx: EntityManager, plan: SearchPlan, stride: Stride): Promise<Strode> {
    if (plan.posted.from !== null || plan.posted.to !== null) return this.strideInDays(tx, plan, stride);
    const { at, step, wanted } = stride;
    const all = await this.step(tx, plan, { after: at.from, limit: step, dated: null }, wanted);
    return { found: all.found, at: all.last && { from: all.last, dated: at.dated } };
  }

  private async strideInDays(tx: EntityManager, plan: SearchPlan, { at, step, wanted }: Stride): Promise<Strode> {
    const undated = at.dated
      ? NOTHING
      : await this.step(tx, plan, { after: at.from, limit: step, dated: false }, wanted);
    if (undated.last !== null) return { found: undated.found, at: { from: undated.last, dated: false } };
    const missing = wanted - undated.found.length;
    if (missing <= 0) return { found: undated.found, at: null };
    const after = at.from?.posted_at ? at.from : null;
    const dated = await this.step(tx, plan, { after, limit: step, dated: true }, missing);
    return { found: [...undated.found, ...dated.found], at: dated.last && { from: dated.last, dated: true } };
  }

  private async step(tx: EntityManager, plan: SearchPlan, stretch: Stretch, wanted: number): Promise<Stepped> {
    const { values, bind } = binder();
    const holds = plan.versions?.holds(bind) ?? 'true';
    const found: Place[] = await tx.query(
      `${withOf(plan)} SELECT w.item_id, w.posted_at FROM (${walkedSql(plan, stretch, bind)}) w JOIN item i ON i.id = w.item_id
        WHERE ${plan.facts(bind)} AND ${holds} ${NEWEST_FIRST} ${wanted === Infinity ? '' : `LIMIT ${wanted}`}`,
      values,
    );
    if (found.length >= wanted) return { found, last: null };
    return { found, last: await this.lastOf(tx, plan, stretch) };
  }

  private async lastOf(tx: EntityManager, plan: SearchPlan, stretch: Stretch): Promise<Place | null> {
    const { values, bind } = binder();
    const [last] = await tx.query<Place[]>(
      `SELECT w.item_id, w.posted_at FROM (${walkedSql(plan, stretch, bind)}) w ${NEWEST_FIRST} OFFSET ${stretch.limit - 1}`,
      values,
    );
    return last ?? null;
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

/** What the rows are taken from, where they are not tables. */
function withOf({ stood: { before } }: SearchPlan): string {
  return before === '' ? '' : `WITH ${before.slice(0, -1)}`;
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

/** Parameters of one statement, each used at least once. */
export function binder(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}

function codeOf(error: unknown): unknown {
  return Object(error).code ?? Object(Object(error).driverError).code;
}
