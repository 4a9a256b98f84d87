import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Holds } from '../archive/index.js';
import { type Follower, Followers, type LogEntry } from '../audit/index.js';
import { Clock, retryTransaction } from '../platform/index.js';
import { CaptureQueue } from './capture-queue.js';
import { nextRecheck, nextReplies } from './pace.rules.js';

const BATCH = 1_000;

interface Row {
  readonly item_id: string;
  readonly account_id: string;
  readonly posted_at: Date | null;
  readonly active_at: Date;
}

/**
 * A hold raises the heat of what it names: from the entry on that tells of it, its items are looked at as often as younger
 * ones. What was due later is due sooner now. The next look after a release finds nothing held, and goes back to the pace
 * of the rest.
 */
@Injectable()
export class HeatHeld implements Follower, OnModuleInit {
  readonly name = 'heat-held';

  // oxlint-disable-next-line max-params -- it stands between the holds and the queue of looks
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly holds: Holds,
    private readonly queue: CaptureQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const told = entries.filter(({ type }) => type === 'hold.placed' || type === 'hold.grew');
    if (told.length === 0) return;
    const named = await this.holds.namedBy(told.map(({ eventId }) => eventId));
    for (let from = 0; from < named.length; from += BATCH) await this.heat(named.slice(from, from + BATCH));
  }

  private async heat(named: readonly string[]): Promise<void> {
    // What was released before its entry was followed is left as it is.
    const held = [...(await this.holds.held(named))];
    const rows: Row[] = await this.database.query(
      `SELECT item_id, account_id, posted_at, coalesce(greatest(posted_at, last_reply_at), last_seen_at) AS active_at
         FROM item_watch WHERE item_id = ANY($1::uuid[]) ORDER BY item_id`,
      [held],
    );
    const now = this.clock.now();
    const looks = rows.map((row) => ({
      ...row,
      recheck: nextRecheck(now, { postedAt: row.posted_at, suspectedAt: null, pollClosesAt: null, held: true }),
      replies: nextReplies(now, { activeAt: row.active_at, held: true }),
    }));
    await retryTransaction(() =>
      this.database.query(
        `UPDATE item_watch w SET recheck_at = CASE WHEN w.recheck_at > n.recheck THEN n.recheck ELSE w.recheck_at END,
                replies_at = CASE WHEN w.replies_at > n.replies THEN n.replies ELSE w.replies_at END
           FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS n (id, recheck, replies)
          WHERE w.item_id = n.id AND (w.recheck_at > n.recheck OR w.replies_at > n.replies)`,
        [looks.map((row) => row.item_id), looks.map(({ recheck }) => recheck), looks.map(({ replies }) => replies)],
      ),
    );
    for (const accountId of new Set(looks.map((row) => row.account_id))) await this.queue.wakeLookers(accountId);
  }
}
