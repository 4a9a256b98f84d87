import { Injectable } from '@nestjs/common';
import type { AuditedTx } from '../audit/index.js';
import { Clock, Refusal } from '../platform/index.js';
import { readItemJson, refText } from './content.rules.js';
import { Holds } from './holds.port.js';
import { Keyring } from './keyring.js';

/** What goes with an item: all that is kept of what it says, and how it stands. */
export const ROWS_OF_ITEMS = [
  'item_key',
  'snapshot_body',
  'snapshot_words',
  'open_words',
  'item_watch',
  'item_count',
] as const;

/**
 * Destroys items wherever they stand, by deleting their keys, in the transaction of the disposition that orders it.
 * Nothing is destroyed where one of them is under a hold, as the holds stand in this very transaction. The database
 * refuses both too: an item no executed disposition names, and one that a hold names. Objects stay until their locks end; nobody can read
 * them. A medium's key goes with the last item that shows it, a frame's with the last item of its exchange.
 */
@Injectable()
export class DestroyItems {
  constructor(
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly holds: Holds,
  ) {}

  async run(
    tx: AuditedTx,
    { dispositionId, itemIds }: { dispositionId: string; itemIds: readonly string[] },
  ): Promise<void> {
    const locked = await this.lock(tx, itemIds);
    await this.holds.refuseHeld(tx.rows, itemIds);
    await this.suppress(tx, dispositionId, locked);
    for (const table of ROWS_OF_ITEMS) {
      await tx.rows.query(`DELETE FROM ${table} WHERE item_id = ANY($1::uuid[])`, [itemIds]);
    }
    await tx.rows.query(
      `DELETE FROM medium_key k USING snapshot_medium s WHERE s.medium_id = k.medium_id AND s.item_id = ANY($1::uuid[])
          AND NOT EXISTS (SELECT FROM snapshot_medium o JOIN item_key USING (item_id) WHERE o.medium_id = k.medium_id)`,
      [itemIds],
    );
    await tx.rows.query(
      `DELETE FROM frame_key f USING exchange_item e WHERE e.exchange_id = f.exchange_id AND e.item_id = ANY($1::uuid[])
          AND NOT EXISTS (SELECT FROM exchange_item o JOIN item_key USING (item_id) WHERE o.exchange_id = f.exchange_id)`,
      [itemIds],
    );
    // Recent answers are not evidence; the next look makes new ones, without what was destroyed.
    await tx.rows.query(
      `DELETE FROM recent_exchange WHERE account_id IN (SELECT account_id FROM item WHERE id = ANY($1::uuid[]))`,
      [itemIds],
    );
    await tx.recordAll(
      itemIds.map((item) => ({ type: 'item.destroyed' as const, facts: { item, disposition: dispositionId } })),
    );
  }

  /** Captures and new holds take these rows too: what they do comes whole before the destruction, or after it. */
  private async lock(tx: AuditedTx, itemIds: readonly string[]): Promise<readonly LockedItem[]> {
    const rows: LockedItem[] = await tx.rows.query(
      `SELECT i.id, i.body_id, b.item_json FROM item_key k JOIN item i ON i.id = k.item_id
         JOIN snapshot_body b ON b.item_id = i.id AND b.number = 1
        WHERE k.item_id = ANY($1::uuid[]) ORDER BY k.item_id FOR UPDATE OF k`,
      [itemIds],
    );
    if (rows.length !== new Set(itemIds).size) {
      throw new Refusal('wrong-state', 'Some of these items have been destroyed already. Make the list anew.');
    }
    return rows;
  }

  private async suppress(tx: AuditedTx, dispositionId: string, items: readonly LockedItem[]): Promise<void> {
    const refs: Buffer[] = [];
    for (const { body_id: bodyId, item_json: json } of items) {
      const secret = await this.keyring.secretOf(bodyId);
      refs.push(secret.suppression(refText(readItemJson(json).ref)));
    }
    await tx.rows.query(
      `INSERT INTO destroyed_item (body_id, ref, kind, first_seen_at, destroyed_at, disposition_id)
       SELECT i.body_id, n.ref, i.kind, i.first_seen_at, $3, $4
         FROM unnest($1::uuid[], $2::bytea[]) AS n (id, ref) JOIN item i ON i.id = n.id`,
      [items.map(({ id }) => id), refs, this.clock.now(), dispositionId],
    );
  }
}

interface LockedItem {
  readonly id: string;
  readonly body_id: string;
  readonly item_json: Buffer;
}
