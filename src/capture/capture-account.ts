import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type OpenedAccount, OpenAccount } from '../accounts/index.js';
import { ConnectorError, ConnectorRegistry, type GapReason, type Page } from '../connectors/index.js';
import { Clock, LAZILY, newId, Refusal, retryTransaction } from '../platform/index.js';
import { CaptureQueue, type ClaimedLoop, LeaseLost } from './capture-queue.js';
import { type ChosenItem, ChooseItems } from './choose-items.js';
import { addCounts, type LoopRun, NO_COUNTS, type RunCounts } from './loop-run.types.js';
import {
  longestPause,
  type LoopName,
  nextAfterFault,
  nextIncremental,
  nextRecheck,
  nextReplies,
} from './pace.rules.js';
import { TakePages } from './take-pages.js';
import { TrackGaps } from './track-gaps.js';

export interface CaptureOutcome {
  readonly captureId: string;
  readonly accountId: string;
  readonly loop: LoopName;
  readonly outcome: 'captured' | 'could-not-look' | 'stopped' | 'lost-lease';
  /** One sentence where it could not look. */
  readonly detail: string | null;
  readonly counts: RunCounts;
  readonly milliseconds: number;
}

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
    private readonly connectors: ConnectorRegistry,
    private readonly queue: CaptureQueue,
    private readonly choose: ChooseItems,
    private readonly takePages: TakePages,
    private readonly gaps: TrackGaps,
    private readonly clock: Clock,
  ) {}

  async run(claimed: ClaimedLoop, signal: AbortSignal): Promise<CaptureOutcome> {
    const account = await this.accounts.run(claimed.accountId);
    const begun = await this.begin(claimed, account, signal); //              1  settings frozen: part of the evidence
    const chosen = await this.itemsFor(claimed); //                           2  what this loop asks about
    const held = new Set(chosen.flatMap((item) => (item.held ? [item.itemId] : [])));
    const run = { ...begun, held };
    let counts = NO_COUNTS;
    let seenAt: Date | null = null;
    try {
      const moveCursor = (rows: EntityManager, { next }: Page): Promise<void> =>
        this.queue.moveCursor(rows, claimed, next);
      for await (const taken of this.takePages.run(run, this.pages(run, claimed, chosen), moveCursor)) {
        const { page } = taken; //                                            3–6 judged, sealed, stored, committed: take-pages.ts
        counts = addCounts(counts, taken.counts);
        const at = seenOn(page);
        if (at && seenAt === null) await this.seeAgain(claimed, run, at);
        await this.noteGaps(claimed, page);
        seenAt = at ?? seenAt;
        if (signal.aborted) return await this.stop(run, claimed, { counts, seenAt });
        if (!(await this.queue.keep(claimed))) return this.end(run, { outcome: 'lost-lease', detail: null, counts });
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
    return this.end(run, { outcome: 'captured', detail: null, counts });
  }

  private async begin(
    claimed: ClaimedLoop,
    account: OpenedAccount,
    signal: AbortSignal,
  ): Promise<Omit<LoopRun, 'held'> & { startedAt: Date }> {
    const captureId = newId();
    const startedAt = this.clock.now();
    const connector = this.connectors.for(account.platform);
    const settings = {
      connector: `${connector.platform}/${connector.version}`,
      ...account.account.settings,
    };
    const gaps = await this.gaps.of(account.id);
    await this.database.query(
      `INSERT INTO capture (id, account_id, loop, started_at, settings, outcome, counts)
       SELECT $1::uuid, $2::uuid, $3::text, $4::timestamptz, $5::jsonb, 'running', '{}' FROM ${LAZILY}`,
      [captureId, claimed.accountId, claimed.loop, startedAt, JSON.stringify(settings)],
    );
    return {
      captureId,
      startedAt,
      loop: claimed.loop,
      account: {
        id: account.id,
        bodyId: account.bodyId,
        canonicalUri: account.account.canonicalUri,
        addedAt: account.addedAt,
      },
      connector,
      context: {
        account: account.account,
        addedAt: account.addedAt,
        http: account.http,
        now: () => this.clock.now(),
        signal,
      },
      unseen: [{ from: new Date(0), to: account.addedAt }, ...gaps, ...this.pause(claimed, startedAt)],
      openGap: gaps.find(({ loop, to }) => loop === claimed.loop && to === null) ?? null,
    };
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

  /** Stretches the connector itself could not see: more was posted than the platform's list shows. */
  private async noteGaps({ accountId, loop, seenAt }: ClaimedLoop, page: Page): Promise<void> {
    for (const gap of page.observations) {
      if (gap.type !== 'gap') continue;
      const to = gap.to ? new Date(gap.to) : this.clock.now();
      const from = gap.from ? new Date(gap.from) : (seenAt ?? to);
      if (from < to) await this.gaps.note({ accountId, loop }, { from, to }, gap.reason);
    }
  }

  private async fail(
    run: LoopRun & { startedAt: Date },
    claimed: ClaimedLoop,
    { error, counts, seenAt }: { error: unknown; counts: RunCounts; seenAt: Date | null },
  ): Promise<CaptureOutcome> {
    const now = this.clock.now();
    const fails = claimed.fails + 1;
    const retryAt = error instanceof ConnectorError ? (error.details.retryAt ?? null) : null;
    const expected = error instanceof ConnectorError || error instanceof Refusal;
    const reason = reasonOf(error);
    if (run.context.signal.aborted) return this.stop(run, claimed, { counts, seenAt });
    if (error instanceof LeaseLost) return this.end(run, { outcome: 'lost-lease', detail: null, counts });
    if (reason) await this.openGap(claimed, reason, seenAt ?? claimed.seenAt ?? run.account.addedAt);
    await this.queue.release(claimed, { nextAt: nextAfterFault(now, fails, retryAt), fails, seenAt });
    const outcome = await this.end(run, { outcome: 'could-not-look', detail: textOf(error), counts });
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
    run: LoopRun & { startedAt: Date },
    claimed: ClaimedLoop,
    { counts, seenAt }: { counts: RunCounts; seenAt: Date | null },
  ): Promise<CaptureOutcome> {
    await this.queue.release(claimed, { nextAt: this.clock.now(), fails: claimed.fails, seenAt });
    return this.end(run, { outcome: 'stopped', detail: null, counts });
  }

  private async end(
    run: LoopRun & { startedAt: Date },
    { outcome, detail, counts }: Pick<CaptureOutcome, 'outcome' | 'detail' | 'counts'>,
  ): Promise<CaptureOutcome> {
    const now = this.clock.now();
    await this.database.query(
      `UPDATE capture SET ended_at = $2, outcome = $3, detail = $4, counts = $5 FROM ${LAZILY} WHERE id = $1`,
      [run.captureId, now, outcome, detail, JSON.stringify(counts)],
    );
    const { captureId, loop } = run;
    return {
      captureId,
      accountId: run.account.id,
      loop,
      outcome,
      detail,
      counts,
      milliseconds: now.getTime() - run.startedAt.getTime(),
    };
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
    const due = await this.choose.nextDue(accountId, loop === 'replies' ? 'replies_at' : 'recheck_at');
    return due && due > now ? due : due ? now : null;
  }
}

function seenOn(page: Page): Date | null {
  const first = page.exchanges[0];
  return first ? new Date(first.receivedAt) : null;
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
