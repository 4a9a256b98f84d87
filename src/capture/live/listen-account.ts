import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OpenAccount } from '../../accounts/index.js';
import { ConnectorError, type LiveContext, type Page } from '../../connectors/index.js';
import { Clock, Refusal } from '../../platform/index.js';
import { CaptureQueue, type ClaimedLoop, LeaseLost } from '../capture-queue.js';
import { type CaptureOutcome, CaptureRuns } from '../capture-runs.js';
import { ChooseItems } from '../choose-items.js';
import { KeepRefused } from '../keep-refused.js';
import { addCounts, type LoopRun, NO_COUNTS, type RunCounts } from '../loop-run.types.js';
import { nextListening, nextTry } from '../pace.rules.js';
import { TakePages } from '../take-pages.js';
import { gatherPages } from './gather-pages.js';

const WINDOW = { most: 50, withinMs: 100, silenceMs: 500 };
const RENEW_MS = 10_000;

/** How it goes while it listens. */
interface Hearing {
  openedAt: Date | null;
  counts: RunCounts;
  lost: boolean;
}

/**
 * One account listened to, from the opening of its stream to the end of it. It adds to the loops that look and replaces
 * none: each opening wakes the look for what is new, and where no stream is, nothing is missed that a look still finds.
 */
@Injectable()
export class ListenAccount {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly accounts: OpenAccount,
    private readonly runs: CaptureRuns,
    private readonly queue: CaptureQueue,
    private readonly choose: ChooseItems,
    private readonly takePages: TakePages,
    private readonly refused: KeepRefused,
    private readonly clock: Clock,
  ) {}

  async run(claimed: ClaimedLoop, stopping: AbortSignal): Promise<CaptureOutcome> {
    const account = await this.accounts.run(claimed.accountId);
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping, ending.signal]);
    const begun = await this.runs.begin(claimed, { account, signal, unseen: [] });
    const run = { ...begun, held: new Set<string>() };
    const hearing: Hearing = { openedAt: null, counts: NO_COUNTS, lost: false };
    const renewing = setInterval(() => void this.renew(claimed, hearing, ending), RENEW_MS);
    let fault: unknown = null;
    try {
      await this.listen(claimed, run, hearing);
    } catch (error) {
      fault = error;
    } finally {
      clearInterval(renewing);
      ending.abort();
    }
    return this.finish(claimed, run, { hearing, fault, stopped: stopping.aborted });
  }

  private async listen(claimed: ClaimedLoop, run: LiveRun, hearing: Hearing): Promise<void> {
    const moveCursor = (rows: EntityManager, { next }: Page): Promise<void> =>
      this.queue.moveCursor(rows, claimed, next);
    const pages = gatherPages(this.pages(run, claimed, hearing), WINDOW);
    for await (const { page, counts } of this.takePages.run(run, pages, moveCursor)) {
      hearing.counts = addCounts(hearing.counts, counts);
      await this.runs.noteGaps(claimed, page);
      if (counts.kept > 0) await this.queue.wakeOthers(claimed);
      if (run.context.signal.aborted) return;
    }
  }

  /** What was said before the stream was open is looked for as soon as it is. */
  private async *pages(run: LiveRun, { accountId, cursor }: ClaimedLoop, hearing: Hearing): AsyncGenerator<Page> {
    const context: LiveContext = { ...run.context, known: (ids) => this.choose.named(accountId, ids) };
    for await (const page of run.connector.live?.(context, cursor) ?? []) {
      if (hearing.openedAt === null) {
        hearing.openedAt = this.clock.now();
        await this.queue.wake(accountId, 'incremental', hearing.openedAt);
      }
      yield page;
    }
  }

  private async renew(claimed: ClaimedLoop, hearing: Hearing, ending: AbortController): Promise<void> {
    // A database that does not answer says nothing of the lease; it runs out by itself.
    const kept = await this.queue.keepListening(claimed, hearing.openedAt !== null).catch(() => true);
    if (kept) return;
    hearing.lost = true;
    ending.abort();
  }

  private async finish(
    claimed: ClaimedLoop,
    run: LiveRun,
    { hearing, fault, stopped }: { hearing: Hearing; fault: unknown; stopped: boolean },
  ): Promise<CaptureOutcome> {
    const { counts, openedAt } = hearing;
    if (hearing.lost || fault instanceof LeaseLost)
      return this.runs.end(run, { outcome: 'lost-lease', detail: null, counts });
    if (!stopped) await this.refused.run(run, fault);
    const now = this.clock.now();
    const next = stopped
      ? { at: now, fails: claimed.fails }
      : nextAfter(now, { openedAt, fault, fails: claimed.fails });
    await this.queue.release(claimed, { nextAt: next.at, fails: next.fails, seenAt: openedAt && now });
    const outcome = await this.runs.end(run, { ...toldOf(fault, stopped), counts });
    if (!stopped && isUnexpected(fault)) throw fault;
    return outcome;
  }
}

function nextAfter(
  now: Date,
  { openedAt, fault, fails }: { openedAt: Date | null; fault: unknown; fails: number },
): { at: Date; fails: number } {
  if (fault === null && openedAt === null) return { at: nextTry(now), fails: 0 };
  const retryAt = fault instanceof ConnectorError ? (fault.details.retryAt ?? null) : null;
  const openFor = openedAt ? now.getTime() - openedAt.getTime() : 0;
  return nextListening(now, { openFor, fails, retryAt });
}

function toldOf(fault: unknown, stopped: boolean): Pick<CaptureOutcome, 'outcome' | 'detail'> {
  if (stopped) return { outcome: 'stopped', detail: null };
  if (fault === null) return { outcome: 'captured', detail: null };
  return { outcome: 'could-not-look', detail: fault instanceof Error ? fault.message : null };
}

function isUnexpected(fault: unknown): boolean {
  return fault !== null && !(fault instanceof ConnectorError || fault instanceof Refusal);
}

type LiveRun = LoopRun & { readonly startedAt: Date; readonly context: { readonly http: LiveContext['http'] } };
