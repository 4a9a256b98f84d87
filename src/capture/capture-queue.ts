import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Cursor } from '../connectors/index.js';
import { claim, Clock, type Lease, LAZILY, leaseFor, newId, type Queue, renewLease } from '../platform/index.js';
import type { LoopName } from './pace.rules.js';

export interface ClaimedLoop {
  readonly accountId: string;
  readonly loop: LoopName;
  readonly cursor: Cursor | null;
  readonly fails: number;
  /** When it last succeeded. */
  readonly seenAt: Date | null;
  readonly owner: string;
  /** When the lease was last made longer. */
  keptAt: Date;
}

export interface LoopAfter {
  readonly nextAt: Date | null;
  readonly fails: number;
  readonly seenAt: Date | null;
  /** Exchanges of a run that found nothing: such runs are one event an hour. */
  readonly quiet?: number;
}

const LEASE_MS = 5 * 60_000;
const RENEW_AFTER_MS = 60_000;
/** Of a loop that listens: short, so that another worker listens soon where one has died. */
const LISTENING_MS = 30_000;
const ACTIVE = `account_id IN (SELECT id FROM account WHERE state = 'active')`;

const QUEUE: Queue = {
  table: 'capture_loop',
  key: ['account_id', 'loop'],
  due: `next_at <= $1 AND loop IN ('webhook', 'incremental', 'replies', 'recheck', 'backfill') AND ${ACTIVE}`,
  order: `next_at, array_position(ARRAY['webhook','incremental','replies','recheck','backfill'], loop)`,
};

const LISTENERS: Queue = {
  table: 'capture_loop',
  key: ['account_id', 'loop'],
  due: `next_at <= $1 AND loop = 'live' AND ${ACTIVE}`,
  order: 'next_at',
};

interface LoopRow {
  readonly account_id: string;
  readonly loop: LoopName;
  readonly cursor: Cursor | null;
  readonly fails: number;
  readonly seen_at: Date | null;
}

/** The loop is somebody else's now; what was about to be committed with it is rolled back, and seen again there. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The loops' rows are the queue: any number of workers claim from it, and a dead worker's lease runs out. */
@Injectable()
export class CaptureQueue {
  private readonly worker = `${hostname()}-${process.pid}-${newId()}`;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async claimDue(limit: number): Promise<ClaimedLoop[]> {
    const lease = this.lease(this.newOwner());
    const rows = await claim<LoopRow>(this.database.manager, QUEUE, lease, limit);
    return rows.map((row) => toClaimed(row, lease));
  }

  /** Accounts of platforms that can be listened to, whom nobody listens to; each has a row from its first time on. */
  async claimListeners(platforms: readonly string[], limit: number): Promise<ClaimedLoop[]> {
    const lease = this.lease(this.newOwner(), LISTENING_MS);
    await this.database.query(
      `INSERT INTO capture_loop (account_id, loop, next_at)
       SELECT a.id, 'live', $2 FROM account a
        WHERE a.platform = ANY($1::text[])
          AND NOT EXISTS (SELECT FROM capture_loop l WHERE l.account_id = a.id AND l.loop = 'live')
       ON CONFLICT DO NOTHING`,
      [platforms, lease.now],
    );
    const rows = await claim<LoopRow>(this.database.manager, LISTENERS, lease, limit);
    return rows.map((row) => toClaimed(row, lease));
  }

  /** While it listens, every few seconds; `hears`: the stream is open. False: somebody else listens now, or nobody may. */
  async keepListening(claimed: ClaimedLoop, hears: boolean): Promise<boolean> {
    const { now, until, owner } = this.lease(claimed.owner, LISTENING_MS);
    const [, count] = await this.database.query<[unknown[], number]>(
      `UPDATE capture_loop SET lease_until = $3, seen_at = CASE WHEN $5 THEN $4::timestamptz ELSE seen_at END
        WHERE account_id = $1 AND loop = 'live' AND lease_owner = $2 AND lease_until > $4 AND ${ACTIVE}`,
      [claimed.accountId, owner, until, now, hears],
    );
    return count === 1;
  }

  /** This loop now, due or not; null when another worker has it. */
  async claimNow(accountId: string, loop: LoopName): Promise<ClaimedLoop | null> {
    const { owner, now, until } = this.lease(this.newOwner());
    const [rows] = await this.database.query<[LoopRow[], number]>(
      `UPDATE capture_loop SET lease_owner = $3, lease_until = $4
        WHERE account_id = $1 AND loop = $2 AND (lease_until IS NULL OR lease_until <= $5) AND ${ACTIVE}
          AND (loop <> 'backfill' OR next_at IS NOT NULL) RETURNING *`,
      [accountId, loop, owner, until, now],
    );
    return rows[0] ? toClaimed(rows[0], { owner, now }) : null;
  }

  /** Makes the lease longer when some of it is used up. False: it is somebody else's now; stop. */
  async keep(claimed: ClaimedLoop): Promise<boolean> {
    const lease = this.lease(claimed.owner);
    if (lease.now.getTime() - claimed.keptAt.getTime() < RENEW_AFTER_MS) return true;
    claimed.keptAt = lease.now;
    return renewLease(this.database, QUEUE, [claimed.accountId, claimed.loop], lease);
  }

  /** In the transaction of the page it belongs to. A worker that stalled past its lease must not move another's. */
  async moveCursor(rows: EntityManager, claimed: ClaimedLoop, cursor: Cursor | null): Promise<void> {
    if (!cursor) return;
    const [, moved] = await rows.query<[unknown[], number]>(
      `UPDATE capture_loop SET cursor = $3 WHERE account_id = $1 AND loop = $2 AND lease_owner = $4`,
      [claimed.accountId, claimed.loop, JSON.stringify(cursor), claimed.owner],
    );
    if (moved === 0) throw new LeaseLost();
  }

  async release(claimed: ClaimedLoop, after: LoopAfter): Promise<void> {
    await this.database.query(
      `UPDATE capture_loop SET next_at = $4, fails = $5, seen_at = coalesce($6, seen_at),
              quiet_runs = quiet_runs + $7, quiet_count = quiet_count + $8, lease_owner = NULL, lease_until = NULL
         FROM ${LAZILY} WHERE account_id = $1 AND loop = $2 AND lease_owner = $3`,
      [
        claimed.accountId,
        claimed.loop,
        claimed.owner,
        after.nextAt,
        after.fails,
        after.seenAt,
        after.quiet === undefined ? 0 : 1,
        after.quiet ?? 0,
      ],
    );
  }

  /** Another loop of the account gets something to do, sooner than it thought. */
  async wake(accountId: string, loop: LoopName, at: Date): Promise<void> {
    await this.database.query(
      `UPDATE capture_loop SET next_at = least(next_at, $3) WHERE account_id = $1 AND loop = $2 AND (next_at IS NULL OR next_at > $3)`,
      [accountId, loop, at],
    );
  }

  /** What this loop's pages brought may give those that follow replies and look again something to do. */
  async wakeOthers({ accountId, loop }: ClaimedLoop): Promise<void> {
    if (loop !== 'recheck') await this.wakeLookers(accountId, loop);
  }

  /** The loops that follow replies and look again, as soon as one of the account's items is due; `besides` is awake. */
  async wakeLookers(accountId: string, besides: LoopName | null = null): Promise<void> {
    await this.database.query(
      `UPDATE capture_loop l SET next_at = due.at
         FROM (SELECT 'recheck' AS loop, min(recheck_at) AS at FROM item_watch WHERE account_id = $1
                UNION ALL SELECT 'replies', min(replies_at) FROM item_watch WHERE account_id = $1 AND state <> 'gone') due,
              ${LAZILY}
        WHERE l.account_id = $1 AND l.loop = due.loop AND l.loop IS DISTINCT FROM $2 AND due.at IS NOT NULL
          AND (l.next_at IS NULL OR l.next_at > due.at)`,
      [accountId, besides],
    );
  }

  private newOwner(): string {
    return `${this.worker}-${newId()}`;
  }

  private lease(owner: string, milliseconds = LEASE_MS): Lease {
    return leaseFor(owner, this.clock, milliseconds);
  }
}

function toClaimed(row: LoopRow, { owner, now }: { owner: string; now: Date }): ClaimedLoop {
  const { account_id: accountId, loop, cursor, fails, seen_at: seenAt } = row;
  return { accountId, loop, cursor, fails, seenAt, owner, keptAt: now };
}
