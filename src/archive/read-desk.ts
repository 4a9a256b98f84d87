import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { Log } from '../audit/index.js';
import { type Actor, Clock, Config } from '../platform/index.js';
import { ReadAccounts } from './read-accounts.js';
import { ReadAlarms } from './read-alarms.js';
import { type AccountCounts, ReadCounts } from './read-counts.js';
import { ReadGaps } from './read-gaps.js';
import { ReadItems } from './read-items.js';
import { stripCells } from './strip.rules.js';
import type { AccountView, BodyView, DeskView, GapView, ItemSummary, StripCell } from './views.types.js';

const CELLS = 90;
const DAY_MS = 24 * 60 * 60_000;
const LATELY_DAYS = 2;
const MOST_SHOWN = 50;

/** What an officer looks at first in the morning. */
@Injectable()
export class ReadDesk {
  // oxlint-disable-next-line max-params -- one reader a part of the desk
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly log: Log,
    private readonly alarms: ReadAlarms,
    private readonly accounts: ReadAccounts,
    private readonly counts: ReadCounts,
    private readonly gaps: ReadGaps,
    private readonly items: ReadItems,
  ) {}

  async run(actor: Actor): Promise<DeskView> {
    const now = this.clock.now();
    const [alarms, accounts, bodies, knownAccounts, goneLately, log, counts, gaps, clock] = await Promise.all([
      this.alarms.run(),
      this.accounts.all(),
      this.accounts.bodies(),
      this.accounts.known(),
      this.goneLately(actor, now),
      this.logView(),
      this.counts.run(),
      this.gaps.run({ from: new Date(now.getTime() - (CELLS + 1) * DAY_MS) }),
      this.log.declaredClock(),
    ]);
    const lately = new Date(now.getTime() - LATELY_DAYS * DAY_MS).toISOString();
    return {
      now: now.toISOString(),
      clock,
      trial: this.config.database === 'embedded',
      alarms,
      accounts: accounts.map((account) => ({ ...account, strip: strip(account, { bodies, gaps, now }) })),
      bodies,
      goneLately,
      gapsLately: gaps.filter(({ to }) => to === null || to >= lately).slice(0, MOST_SHOWN),
      knownAccounts,
      log,
      totals: totalsOf([...counts.values()]),
    };
  }

  /** Gone since the day before yesterday, the newest first. Nobody asked for one of them: what is restricted stays locked. */
  private async goneLately(actor: Actor, now: Date): Promise<ItemSummary[]> {
    const rows: { item_id: string }[] = await this.database.query(
      `SELECT f.item_id FROM finding f JOIN item_watch w ON w.item_id = f.item_id JOIN item i ON i.id = f.item_id
        WHERE f.kind = 'gone' AND f.at > $1 AND w.state = 'gone' AND i.kind NOT IN ('profile', 'original')
        GROUP BY f.item_id ORDER BY max(f.at) DESC LIMIT $2`,
      [new Date(now.getTime() - LATELY_DAYS * DAY_MS), MOST_SHOWN],
    );
    return this.items.summaries(
      actor,
      rows.map((row) => row.item_id),
      { withhold: true },
    );
  }

  private async logView(): Promise<DeskView['log']> {
    const [{ origin, size, root }, checkpoint] = await Promise.all([this.log.head(), this.log.newestCheckpoint()]);
    return {
      origin,
      size,
      root: `sha256:${root.toString('hex')}`,
      checkpointAt: checkpoint?.at.toISOString() ?? null,
      checkpointSize: checkpoint?.size ?? null,
      keyFingerprint: this.log.fingerprint,
    };
  }
}

function strip(
  account: AccountView,
  { bodies, gaps, now }: { bodies: readonly BodyView[]; gaps: readonly GapView[]; now: Date },
): StripCell[] {
  const zone = bodies.find(({ id }) => id === account.bodyId)?.zone ?? 'UTC';
  const added = Date.parse(account.addedAt);
  const edges = now.getTime() - added < DAY_MS ? equalSpans(added, now.getTime()) : localDays(now, zone);
  const own = gaps.filter(({ accountId }) => accountId === account.id);
  return stripCells(edges, {
    from: added,
    to: account.lastSeenAt === null ? null : Date.parse(account.lastSeenAt),
    gaps: own.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? now.getTime() : Date.parse(to) })),
  });
}

function equalSpans(from: number, to: number): number[] {
  const width = Math.max(to - from, CELLS) / CELLS;
  return Array.from({ length: CELLS + 1 }, (_, i) => Math.round(from + i * width));
}

/** Midnights of the last 90 days of a zone, today's included, and the end of today. */
function localDays(now: Date, zone: string): number[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from(
    { length: CELLS + 1 },
    (_, i) => today.add({ days: i + 1 - CELLS }).toZonedDateTime(zone).epochMilliseconds,
  );
}

function totalsOf(all: readonly AccountCounts[]): DeskView['totals'] {
  const sum = (of: (counts: AccountCounts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  return {
    items: sum(({ items }) => items),
    versions: sum(({ versions }) => versions),
    gone: sum(({ gone }) => gone),
    capturedLate: sum(({ capturedLate }) => capturedLate),
    gaps: sum(({ gaps }) => gaps),
    gapMinutes: sum(({ gapMinutes }) => gapMinutes),
  };
}
