import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, insertMany, LAZILY } from '../../platform/index.js';
import type { LoopRun } from '../loop-run.types.js';
import type { PreparedPage } from '../prepare-page.js';
import type { Delays, LatencyView } from './latency.types.js';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const WINDOWS = [1, KEPT_DAYS];
/** What they bring is old by its nature. */
const NOT_MEASURED = new Set(['backfill', 'import', 'hand']);

interface LatencyRow {
  readonly account_id: string;
  readonly loop: LatencyView['loop'];
  readonly versions: number;
  readonly observed: readonly number[];
  readonly durable: readonly number[];
}

const DELAYS = `
  SELECT account_id, loop, count(*)::int AS versions,
         percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY observed_ms) AS observed,
         percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY durable_ms) AS durable
    FROM capture_latency WHERE observed_at > $1 AND ($2::uuid[] IS NULL OR account_id = ANY($2::uuid[]))
   GROUP BY GROUPING SETS ((account_id, loop), (account_id)) ORDER BY account_id, loop NULLS FIRST`;

/** From the platform's own time of a version to ours: until it was seen, and until it was in the archive. */
@Injectable()
export class MeasureLatency {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Of a page that has just been committed. What was there before the account was added is late for no fault of a loop. */
  async note({ loop, account }: LoopRun, page: PreparedPage): Promise<void> {
    if (NOT_MEASURED.has(loop)) return;
    const durableAt = this.clock.now().getTime();
    const originals = new Set(page.items.flatMap(({ id, kind }) => (kind === 'original' ? [id] : [])));
    const fresh = page.snapshots.flatMap(({ itemId, cause, platformAt, observedAt }) => {
      if (platformAt === null || platformAt < account.addedAt || originals.has(itemId)) return [];
      if (cause !== 'first-seen' && cause !== 'edited') return [];
      return [{ observedAt, platformMs: platformAt.getTime() }];
    });
    if (fresh.length === 0) return;
    await this.database.transaction(async (rows) => {
      // Losing it costs a figure, so nobody waits for the disk.
      await rows.query(`SET LOCAL synchronous_commit = off`);
      await insertMany(rows, 'capture_latency', [
        ['account_id', 'uuid', fresh.map(() => account.id)],
        ['loop', 'text', fresh.map(() => loop)],
        ['observed_at', 'timestamptz', fresh.map(({ observedAt }) => observedAt)],
        ['observed_ms', 'bigint', fresh.map(({ observedAt, platformMs }) => since(platformMs, observedAt.getTime()))],
        ['durable_ms', 'bigint', fresh.map(({ platformMs }) => since(platformMs, durableAt))],
      ]);
    });
  }

  /** The last 24 hours and 30 days, all loops together first. */
  async read(accountIds: readonly string[] | null = null): Promise<LatencyView[]> {
    const now = this.clock.now().getTime();
    const views = await Promise.all(
      WINDOWS.map(async (days) => {
        const rows: LatencyRow[] = await this.database.query(DELAYS, [new Date(now - days * DAY_MS), accountIds]);
        return rows.map(({ account_id: accountId, loop, versions, observed, durable }) => {
          return { accountId, days, loop, versions, observed: delays(observed), durable: delays(durable) };
        });
      }),
    );
    return views.flat();
  }

  async forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS);
    await this.database.query(`DELETE FROM capture_latency USING ${LAZILY} WHERE observed_at < $1`, [before]);
  }
}

/** A platform whose clock is ahead of ours is not late. */
function since(from: number, to: number): number {
  return Math.max(0, to - from);
}

function delays([median = 0, most = 0]: readonly number[]): Delays {
  return { median: Math.round(median), most: Math.round(most) };
}
