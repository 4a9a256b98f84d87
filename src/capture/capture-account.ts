import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OpenAccount } from '../accounts/index.js';
import { ConnectorError, type GapReason, type Page } from '../connectors/index.js';
import { Clock, Refusal, retryTransaction } from '../platform/index.js';
import { type BegunRun, type CaptureOutcome, CaptureRuns, seenOn } from './capture-runs.js';
import { CaptureQueue, type ClaimedLoop, LeaseLost } from './capture-queue.js';
import { type ChosenItem, ChooseItems } from './choose-items.js';
import { KeepRefused } from './keep-refused.js';
import { addCounts, type LoopRun, NO_COUNTS, type RunCounts } from './loop-run.types.js';
import { longestPause, nextAfterFault, nextIncremental, nextRecheck, nextReplies } from './pace.rules.js';
import { TakePages } from './take-pages.js';
import { TrackGaps } from './track-gaps.js';
import { ReadDeliveries } from './webhooks/read-deliveries.js';
import { WaitingDeliveries } from './webhooks/waiting-deliveries.js';

/** Failures in a row of the loop that follows replies before the account's page speaks of a gap in them. */
const REPLIES_FAIL_BEFORE_GAP = 3;

/**
 * One run of one loop over one account. If the process dies between two steps, the next run goes on through this same
 * method: the lease runs out, the cursor stands after the last page that is in the archive, every step may be repeated.
 */
@Injectable()
export class CaptureAccount {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly database: DataSource,
    private readonly accounts: OpenAccount,
    private readonly runs: CaptureRuns,
    private readonly queue: CaptureQueue,
    private readonly choose: ChooseItems,
    private readonly takePages: TakePages,
    private readonly gaps: TrackGaps,
    private readonly refused: KeepRefused,
    private readonly deliveries: ReadDeliveries,
    private readonly waiting: WaitingDeliveries,
    private readonly clock: Clock,
  ) {}

  async run(claimed: ClaimedLoop, signal: AbortSignal): Promise<CaptureOutcome> {
    const account = await this.accounts.run(claimed.accountId);
    const unseen = this.pause(claimed, this.clock.now());
    const begun = await this.runs.begin(claimed, { account, signal, unseen }); // 1  settings frozen: part of the evidence
    const chosen = await this.itemsFor(claimed); //                           2  what this loop asks about
    const held = new Set(chosen.flatMap((item) => (item.held ? [item.itemId] : [])));
    const run = { ...begun, held };
    let counts = NO_COUNTS;
    let seenAt: Date | null = null;
    try {
      const along = async (rows: EntityManager, page: Page): Promise<void> => {
        await this.queue.moveCursor(rows, claimed, page.next);
        if (claimed.loop === 'webhook') await this.deliveries.along(rows, run, page);
      };
      for await (const taken of this.takePages.run(run, this.pages(run, claimed, chosen), along)) {
        const { page } = taken; //                                            3–6 judged, sealed, stored, committed: take-pages.ts
        counts = addCounts(counts, taken.counts);
        const at = seenOn(page);
        if (at && seenAt === null) await this.seeAgain(claimed, run, at);
        await this.runs.noteGaps(claimed, page);
        seenAt = at ?? seenAt;
        if (signal.aborted) return await this.stop(run, claimed, { counts, seenAt });
        if (!(await this.queue.keep(claimed)))
          return this.runs.end(run, { outcome: 'lost-lease', detail: null, counts });
      }
    } catch (error) {
      return this.fail(run, claimed, { error, counts, seenAt });
    }
    await this.paceItems(claimed, chosen);
    await this.queue.release(claimed, {
      //                                                                      7  when to look again
      nextAt: await this.nextLook(claimed),
      fails: 0,
      seenAt: seenAt ?? this.clock.now(),
      ...(isQuiet(counts) ? { quiet: counts.exchanges } : {}),
    });
    await this.queue.wakeOthers(claimed);
    return this.runs.end(run, { outcome: 'captured', detail: null, counts });
  }

  private async itemsFor({ accountId, loop }: ClaimedLoop): Promise<ChosenItem[]> {
    if (loop === 'recheck') return this.choose.forRecheck(accountId, this.clock.now());
    if (loop === 'replies') return this.choose.forReplies(accountId, this.clock.now());
    return [];
  }

  private async *pages(run: LoopRun, claimed: ClaimedLoop, chosen: readonly ChosenItem[]): AsyncIterable<Page> {
    const { connector, context } = run;
    if (claimed.loop === 'incremental') yield* connector.incremental(context, claimed.cursor);
    else if (claimed.loop === 'backfill') yield* connector.backfill(context, claimed.cursor);
    else if (claimed.loop === 'webhook') yield* this.deliveries.pages(run);
    else if (chosen.length === 0) return;
    else if (claimed.loop === 'replies') yield* connector.replies(context, chosen);
    else {
      const canary = await this.choose.canary(
        claimed.accountId,
        chosen.map(({ itemId }) => itemId),
      );
      yield* connector.recheck(context, chosen, canary);
    }
  }

  /** The stretch in which nobody looked, where it was longer than looks are apart. */
  private pause({ loop, seenAt }: ClaimedLoop, now: Date): readonly { readonly from: Date; readonly to: Date }[] {
    if (loop !== 'incremental' || seenAt === null) return [];
    const usual = nextIncremental(now, null).getTime() - now.getTime();
    return now.getTime() - seenAt.getTime() > longestPause(usual) ? [{ from: seenAt, to: now }] : [];
  }

  /**
   * The first answer after a stretch without that is in the archive: the gap ends here, or is found to have been one.
   * An answer that could not be stored ends nothing.
   */
  private async seeAgain(claimed: ClaimedLoop, { openGap }: LoopRun, at: Date): Promise<void> {
    const { accountId, loop } = claimed;
    if (openGap) {
      await this.gaps.close(accountId, openGap, at);
      await this.queue.wake(accountId, 'recheck', at);
      return;
    }
    for (const { from, to } of this.pause(claimed, at))
      await this.gaps.note({ accountId, loop }, { from, to }, 'not-running');
  }

  private async fail(
    run: LoopRun & BegunRun,
    claimed: ClaimedLoop,
    { error, counts, seenAt }: { error: unknown; counts: RunCounts; seenAt: Date | null },
  ): Promise<CaptureOutcome> {
    const now = this.clock.now();
    const fails = claimed.fails + 1;
    const retryAt = error instanceof ConnectorError ? (error.details.retryAt ?? null) : null;
    const expected = error instanceof ConnectorError || error instanceof Refusal;
    const reason = reasonOf(error);
    if (run.context.signal.aborted) return this.stop(run, claimed, { counts, seenAt });
    if (error instanceof LeaseLost) return this.runs.end(run, { outcome: 'lost-lease', detail: null, counts });
    await this.refused.run(run, error);
    if (reason) await this.openGap(claimed, reason, seenAt ?? claimed.seenAt ?? run.account.addedAt);
    await this.queue.release(claimed, { nextAt: nextAfterFault(now, fails, retryAt), fails, seenAt });
    const outcome = await this.runs.end(run, { outcome: 'could-not-look', detail: textOf(error), counts });
    if (!expected) throw error;
    return outcome;
  }

  /** A stretch in which the whole account was not seen is one gap, not one more for its replies. */
  private async openGap({ accountId, loop, fails }: ClaimedLoop, reason: GapReason, from: Date): Promise<void> {
    if (loop === 'replies') {
      const covered = await this.gaps.isOpen({ accountId, loop: 'incremental' });
      if (covered || fails + 1 < REPLIES_FAIL_BEFORE_GAP) return;
    } else if (loop !== 'incremental') return;
    await this.gaps.open({ accountId, loop }, from, reason);
  }

  private async stop(
    run: BegunRun,
    claimed: ClaimedLoop,
    { counts, seenAt }: { counts: RunCounts; seenAt: Date | null },
  ): Promise<CaptureOutcome> {
    await this.queue.release(claimed, { nextAt: this.clock.now(), fails: claimed.fails, seenAt });
    return this.runs.end(run, { outcome: 'stopped', detail: null, counts });
  }

  /** Items asked about that no page spoke of are not asked again at once. */
  private async paceItems({ loop }: ClaimedLoop, chosen: readonly ChosenItem[]): Promise<void> {
    if (chosen.length === 0) return;
    const now = this.clock.now();
    const column = loop === 'replies' ? 'replies_at' : 'recheck_at';
    const next = chosen.map(({ postedAt, activeAt, held }) =>
      loop === 'replies'
        ? nextReplies(now, { activeAt, held })
        : nextRecheck(now, { postedAt, suspectedAt: null, pollClosesAt: null, held }),
    );
    await retryTransaction(() =>
      this.database.query(
        `UPDATE item_watch w SET ${column} = n.at FROM unnest($1::uuid[], $2::timestamptz[]) AS n (id, at)
          WHERE w.item_id = n.id AND w.${column} <= $3`,
        [chosen.map(({ itemId }) => itemId), next, now],
      ),
    );
  }

  private async nextLook({ accountId, loop }: ClaimedLoop): Promise<Date | null> {
    const now = this.clock.now();
    // It came to the end of what the platform gives.
    if (loop === 'backfill') return null;
    if (loop === 'incremental') return nextIncremental(now, await this.choose.newestOfBody(accountId));
    if (loop === 'webhook') return this.waiting.nextDue(accountId);
    const due = await this.choose.nextDue(accountId, loop === 'replies' ? 'replies_at' : 'recheck_at');
    return due && due > now ? due : due ? now : null;
  }
}

const REASONS: Readonly<Record<ConnectorError['fault'], GapReason>> = {
  'not-an-account': 'platform-unavailable',
  'access-refused': 'access-refused',
  'account-gone': 'access-refused',
  'rate-limited': 'rate-limited',
  unavailable: 'platform-unavailable',
  protocol: 'platform-unavailable',
};

/** Why the account was not seen; null where looking itself did not fail. */
function reasonOf(error: unknown): GapReason | null {
  if (error instanceof ConnectorError) return REASONS[error.fault];
  return error instanceof Refusal && error.problem === 'store-unavailable' ? 'store-unavailable' : null;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isQuiet({ kept, exchanges }: RunCounts): boolean {
  return kept === 0 && exchanges > 0;
}
