import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RecentExchanges } from '../../archive/index.js';
import type { RawExchange } from '../../connectors/index.js';
import { Clock, LAZILY, together } from '../../platform/index.js';

/** A burst is put in order as a whole as long as it is no larger. */
const AT_ONCE = 1_000;
/** Deliveries written by one commit, and how far apart commits begin: each waits for the disk. */
const KEPT_AT_ONCE = 100;
const COMMITS_APART_MS = 20;
/** For so long the same delivery is known when it comes again; what is older than a week is refused as such. */
const KNOWN_FOR_MS = 30 * 24 * 3_600_000;
/** A loop that is due is looked at within this; one that waits longer is woken when something comes. */
const SOON_MS = 2_000;

export interface WaitingDelivery {
  readonly id: string;
  readonly receivedAt: Date;
  /** Null: it was not held back yet. */
  readonly heldUntil: Date | null;
  readonly raw: RawExchange;
}

export interface DeliveryToKeep {
  readonly id: string;
  readonly accountId: string;
  readonly digest: Buffer;
  readonly raw: RawExchange;
}

export interface HeldBack {
  readonly id: string;
  readonly until: Date;
  readonly refs: readonly Buffer[];
}

interface DeliveryRow {
  readonly id: string;
  readonly received_at: Date;
  readonly wait_until: Date | null;
  readonly kek: string;
  readonly sealed: Buffer;
}

/** Deliveries from the moment they are answered until their page is in the archive. Their rows are the queue. */
@Injectable()
export class WaitingDeliveries {
  constructor(
    private readonly database: DataSource,
    private readonly recent: RecentExchanges,
    private readonly clock: Clock,
  ) {}

  /**
   * Durable when it resolves, and the account's loop is due now, unless it is already. False: it is known already. What
   * comes in close succession is written by one commit.
   */
  readonly keep = together((some: readonly DeliveryToKeep[]) => this.keepAll(some), {
    most: KEPT_AT_ONCE,
    apartMs: COMMITS_APART_MS,
  });

  private async keepAll(some: readonly DeliveryToKeep[]): Promise<readonly boolean[]> {
    const sealed = await Promise.all(some.map(({ id, raw }) => this.recent.seal(id, { raw, owned: [] })));
    const kept: { id: string; account_id: string }[] = await this.database.query(
      `INSERT INTO webhook_delivery (id, account_id, digest, received_at, kek, sealed)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[], $5::text[], $6::bytea[])
       ON CONFLICT (account_id, digest) DO NOTHING RETURNING id, account_id`,
      [
        some.map(({ id }) => id),
        some.map(({ accountId }) => accountId),
        some.map(({ digest }) => digest),
        some.map(({ raw }) => raw.receivedAt),
        sealed.map(({ kek }) => kek),
        sealed.map((one) => one.sealed),
      ],
    );
    await this.wake(kept.map((row) => row.account_id));
    const isNew = new Set(kept.map(({ id }) => id));
    return some.map(({ id }) => isNew.has(id));
  }

  private async wake(accountIds: readonly string[]): Promise<void> {
    if (accountIds.length === 0) return;
    await this.database.query(
      `INSERT INTO capture_loop (account_id, loop, next_at)
       SELECT DISTINCT id, 'webhook', $2::timestamptz FROM unnest($1::uuid[]) AS a (id), ${LAZILY} ORDER BY id
       ON CONFLICT (account_id, loop) DO UPDATE SET next_at = excluded.next_at
        WHERE capture_loop.next_at IS NULL OR capture_loop.next_at > excluded.next_at`,
      [accountIds, this.clock.now()],
    );
  }

  /** Whatever waits and is in nobody's hands: its process died before it woke the loop, or while the loop ended. */
  async wakeWaiting(): Promise<void> {
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO capture_loop (account_id, loop, next_at)
       SELECT DISTINCT account_id, 'webhook', $1::timestamptz FROM webhook_delivery WHERE done_at IS NULL AND wait_until IS NULL
       ON CONFLICT (account_id, loop) DO UPDATE SET next_at = excluded.next_at
        WHERE capture_loop.next_at IS NULL OR capture_loop.next_at > $2`,
      [now, new Date(now.getTime() + SOON_MS)],
    );
  }

  /** Those that need not wait, the oldest first; what was held back comes after what it may have waited for. */
  async due(accountId: string): Promise<WaitingDelivery[]> {
    return this.open(
      `SELECT id, received_at, wait_until, kek, sealed FROM webhook_delivery
        WHERE account_id = $1 AND done_at IS NULL AND (wait_until IS NULL OR wait_until <= $2)
        ORDER BY wait_until IS NOT NULL, received_at, id LIMIT ${AT_ONCE}`,
      [accountId, this.clock.now()],
    );
  }

  /** Those held back for one of these items. */
  async heldFor(accountId: string, refs: readonly Buffer[]): Promise<WaitingDelivery[]> {
    if (refs.length === 0) return [];
    return this.open(
      `SELECT id, received_at, wait_until, kek, sealed FROM webhook_delivery
        WHERE account_id = $1 AND done_at IS NULL AND wait_until > $2 AND refs && $3::bytea[]
        ORDER BY received_at, id`,
      [accountId, this.clock.now(), refs],
    );
  }

  /** In the transaction of the page they are in. What people wrote is in the archive then, and here no more. */
  async done(rows: EntityManager, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await rows.query(
      `UPDATE webhook_delivery SET done_at = $2, kek = NULL, sealed = NULL, refs = NULL, wait_until = NULL
        WHERE id = ANY($1::uuid[]) AND done_at IS NULL`,
      [ids, this.clock.now()],
    );
  }

  async hold(held: readonly HeldBack[]): Promise<void> {
    for (const { id, until, refs } of held)
      await this.database.query(
        `UPDATE webhook_delivery SET wait_until = $2, refs = $3::bytea[], tries = tries + 1 WHERE id = $1 AND done_at IS NULL`,
        [id, until, refs],
      );
  }

  /** When there is something to do again; null = nothing waits. */
  async nextDue(accountId: string): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date | null }[]>(
      `SELECT min(coalesce(wait_until, received_at)) AS at FROM webhook_delivery WHERE account_id = $1 AND done_at IS NULL`,
      [accountId],
    );
    return row?.at ?? null;
  }

  async forget(): Promise<void> {
    await this.database.query(`DELETE FROM webhook_delivery WHERE done_at < $1`, [
      new Date(this.clock.now().getTime() - KNOWN_FOR_MS),
    ]);
  }

  private async open(sql: string, values: unknown[]): Promise<WaitingDelivery[]> {
    const rows: DeliveryRow[] = await this.database.query(sql, values);
    const opened: WaitingDelivery[] = [];
    for (const { id, received_at: receivedAt, wait_until: heldUntil, ...sealed } of rows)
      opened.push({ id, receivedAt, heldUntil, raw: (await this.recent.unseal(id, sealed)).raw });
    return opened;
  }
}
