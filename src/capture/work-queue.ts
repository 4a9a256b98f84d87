import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RecentExchanges } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import { Clock, describe, loggers, system } from '../platform/index.js';
import { CaptureAccount } from './capture-account.js';
import type { CaptureOutcome } from './capture-runs.js';
import { MeasureLatency } from './latency/measure-latency.js';
import { CaptureQueue, type ClaimedLoop } from './capture-queue.js';
import { WaitingDeliveries } from './webhooks/waiting-deliveries.js';

const AT_ONCE = 4;
const HOUR_MS = 3_600_000;

/** Claims what is due and runs it, a few accounts at once. Ticks only enqueue work here; nothing waits for a tick. */
@Injectable()
export class WorkQueue {
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  /** Called with each outcome: the demo and `akta capture` speak of it. */
  onOutcome: (outcome: CaptureOutcome) => void = () => undefined;

  // oxlint-disable-next-line max-params -- what it runs, and what it keeps in order
  constructor(
    private readonly database: DataSource,
    private readonly queue: CaptureQueue,
    private readonly capture: CaptureAccount,
    private readonly recent: RecentExchanges,
    private readonly waiting: WaitingDeliveries,
    private readonly latency: MeasureLatency,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Starts what is due and free slots allow; answers how many were started. */
  async tick(): Promise<number> {
    const free = AT_ONCE - this.running.size;
    if (free <= 0 || this.stopping.signal.aborted) return 0;
    await this.waiting.wakeWaiting();
    const claimed = await this.queue.claimDue(free);
    for (const loop of claimed) this.start(loop);
    return claimed.length;
  }

  /** Runs until nothing is due and nothing runs. */
  async settle(): Promise<void> {
    for (;;) {
      const started = await this.tick();
      if (this.running.size > 0) await Promise.race(this.running);
      else if (started === 0) return;
    }
  }

  /** One loop now; 'busy' when another worker is at it. */
  async runNow(accountId: string, loop: ClaimedLoop['loop'], signal?: AbortSignal): Promise<CaptureOutcome | 'busy'> {
    const claimed = await this.queue.claimNow(accountId, loop);
    if (!claimed) return 'busy';
    const outcome = await this.capture.run(claimed, signal ?? this.stopping.signal);
    this.onOutcome(outcome);
    return outcome;
  }

  /** Lets every run end after its page. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  /** Hourly: one event an account for its quiet runs; recent answers nobody needs are forgotten. */
  async keepHouse(): Promise<void> {
    const now = this.clock.now();
    await this.recent.forget(this.database, new Date(now.getTime() - HOUR_MS));
    await this.waiting.forget();
    await this.latency.forget();
    const rows: { account_id: string; loop: ClaimedLoop['loop']; quiet_runs: number; quiet_count: number }[] =
      await this.database.query(
        `SELECT account_id, loop, quiet_runs, quiet_count FROM capture_loop WHERE quiet_runs > 0`,
      );
    if (rows.length === 0) return;
    await this.trail.write(system('capture'), async (tx) => {
      for (const row of rows) {
        await tx.rows.query(
          `UPDATE capture_loop SET quiet_runs = quiet_runs - $3, quiet_count = quiet_count - $4 WHERE account_id = $1 AND loop = $2`,
          [row.account_id, row.loop, row.quiet_runs, row.quiet_count],
        );
      }
      await tx.recordAll(
        rows.map(({ account_id: account, loop, quiet_runs: runs, quiet_count: exchanges }) => ({
          type: 'capture.quiet' as const,
          facts: { loop, runs, exchanges },
          account,
        })),
      );
    });
  }

  private start(loop: ClaimedLoop): void {
    const work = this.capture
      .run(loop, this.stopping.signal)
      .then((outcome) => this.onOutcome(outcome))
      .catch((error: unknown) =>
        loggers.capture.error({
          what: 'a capture failed',
          account: loop.accountId,
          loop: loop.loop,
          ...describe(error),
        }),
      )
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }
}
