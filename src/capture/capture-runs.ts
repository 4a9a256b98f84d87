import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OpenedAccount } from '../accounts/index.js';
import { ConnectorRegistry, type Page } from '../connectors/index.js';
import { Clock, LAZILY, newId } from '../platform/index.js';
import { CaptureQueue, type ClaimedLoop, LeaseLost } from './capture-queue.js';
import type { Stretch } from './judgement.types.js';
import type { LoopRun, RunCounts } from './loop-run.types.js';
import type { LoopName } from './pace.rules.js';
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

export type BegunRun = Omit<LoopRun, 'held'> & { readonly startedAt: Date };

/** Beginning and end of a run of any loop, as they are written down. */
@Injectable()
export class CaptureRuns {
  // oxlint-disable-next-line max-params -- what a run needs, and what is written of it
  constructor(
    private readonly database: DataSource,
    private readonly connectors: ConnectorRegistry,
    private readonly queue: CaptureQueue,
    private readonly gaps: TrackGaps,
    private readonly clock: Clock,
  ) {}

  /** `unseen`: stretches besides the gaps in which nobody looked. */
  async begin(
    claimed: ClaimedLoop,
    { account, signal, unseen }: { account: OpenedAccount; signal: AbortSignal; unseen: readonly Stretch[] },
  ): Promise<BegunRun & { readonly context: { readonly http: OpenedAccount['http'] } }> {
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
      unseen: [{ from: new Date(0), to: account.addedAt }, ...account.unpolled, ...gaps, ...unseen],
      openGap: gaps.find(({ loop, to }) => loop === claimed.loop && to === null) ?? null,
      goOn: async () => {
        if (!(await this.queue.keep(claimed))) throw new LeaseLost();
      },
    };
  }

  /** Stretches the connector itself could not see: more was posted than the platform's list shows. */
  async noteGaps({ accountId, loop, seenAt }: ClaimedLoop, page: Page): Promise<void> {
    for (const gap of page.observations) {
      if (gap.type !== 'gap') continue;
      const to = gap.to ? new Date(gap.to) : this.clock.now();
      const from = gap.from ? new Date(gap.from) : (seenAt ?? to);
      if (from < to) await this.gaps.note({ accountId, loop }, { from, to }, gap.reason);
    }
  }

  async end(
    run: BegunRun,
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
}

export function seenOn(page: Page): Date | null {
  const first = page.exchanges[0];
  return first ? new Date(first.receivedAt) : null;
}
