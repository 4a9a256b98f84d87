import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AWAITED_SQL, LOOPS } from '../accounts/index.js';
import { Followers } from '../audit/index.js';
import { type Actor, demand, Refusal } from '../platform/index.js';
import type { CaptureOutcome } from './capture-runs.js';
import { addCounts, NO_COUNTS } from './loop-run.types.js';
import { WorkQueue } from './work-queue.js';

/** What looking at one account now brought, over all its loops. */
export interface AccountCapture {
  readonly accountId: string;
  readonly handle: string;
  /** 'busy': another worker is at it at this moment. */
  readonly outcome: CaptureOutcome['outcome'] | 'busy' | 'not-active';
  readonly detail: string | null;
  readonly new: number;
  readonly changed: number;
  readonly capturedLate: number;
  readonly gone: { readonly asserted: number; readonly confirmed: number; readonly suspected: number };
  readonly restored: number;
  /** Gaps that were opened or closed by it, and those still open. */
  readonly gaps: readonly { readonly from: string; readonly to: string | null; readonly reason: string }[];
  readonly exchanges: number;
  readonly exchangesKept: number;
  readonly milliseconds: number;
}

interface AccountRow {
  readonly id: string;
  readonly handle: string;
  readonly state: string;
}

/** Looks now, due or not, instead of waiting for the next look. */
@Injectable()
export class CaptureNow {
  constructor(
    private readonly database: DataSource,
    private readonly queue: WorkQueue,
    private readonly followers: Followers,
  ) {}

  /** Every account unless some are named by id; `looking` hears of each before it is looked at. */
  async run(
    actor: Actor,
    { accountIds, signal }: { accountIds?: readonly string[]; signal?: AbortSignal },
    looking: (handle: string) => void = () => undefined,
  ): Promise<AccountCapture[]> {
    demand(actor, 'capture.run');
    const accounts: AccountRow[] = await this.database.query(
      `SELECT id, handle, CASE WHEN ${AWAITED_SQL} THEN 'awaited' ELSE state END AS state FROM account WHERE $1::uuid[] IS NULL OR id = ANY($1::uuid[]) ORDER BY added_at, id`,
      [accountIds ?? null],
    );
    if (accounts.length === 0)
      throw new Refusal('not-found', 'There is no such account. Add one: akta account add ADDRESS');
    const captures: AccountCapture[] = [];
    for (const account of accounts) {
      if (signal?.aborted) break;
      looking(account.handle);
      captures.push(await this.one(account, signal));
    }
    await this.followers.settle();
    return captures;
  }

  private async one({ id, handle, state }: AccountRow, signal?: AbortSignal): Promise<AccountCapture> {
    const began = performance.now();
    const before = await this.gapsOf(id);
    let counts = NO_COUNTS;
    let outcome: AccountCapture['outcome'] = state === 'active' ? 'busy' : 'not-active';
    let detail: string | null = null;
    for (const loop of state === 'active' ? LOOPS : []) {
      const ran = await this.queue.runNow(id, loop, signal);
      if (ran === 'busy') continue;
      counts = addCounts(counts, ran.counts);
      if (outcome === 'busy' || ran.outcome !== 'captured') outcome = ran.outcome;
      detail = detail ?? ran.detail;
      if (ran.outcome !== 'captured') break;
    }
    const gaps = (await this.gapsOf(id)).filter(
      (gap) => gap.to === null || !before.some(({ id: known, to }) => known === gap.id && to !== null),
    );
    return {
      accountId: id,
      handle,
      outcome,
      detail,
      new: counts.new,
      changed: counts.changed,
      capturedLate: counts.late,
      gone: { asserted: counts.asserted, confirmed: counts.confirmed, suspected: counts.suspected },
      restored: counts.restored,
      gaps: gaps.map(({ from, to, reason }) => ({ from: from.toISOString(), to: to?.toISOString() ?? null, reason })),
      exchanges: counts.exchanges,
      exchangesKept: counts.kept,
      milliseconds: Math.round(performance.now() - began),
    };
  }

  private gapsOf(accountId: string): Promise<{ id: string; from: Date; to: Date | null; reason: string }[]> {
    return this.database.query(
      `SELECT id, from_at AS "from", to_at AS "to", reason FROM gap WHERE account_id = $1 ORDER BY from_at DESC LIMIT 100`,
      [accountId],
    );
  }
}
