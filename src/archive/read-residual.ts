import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, may, Refusal } from '../platform/index.js';
import type { ResidualView } from './views.types.js';

/** What is left of a destroyed item: that it was, of which class, when, and by which authority. Nothing of what it said. */
@Injectable()
export class ReadResidual {
  constructor(private readonly database: DataSource) {}

  /** @throws {Refusal} 'destroyed' with what is left of it, where it was destroyed and the actor may know of it */
  async refuse(actor: Actor, itemId: string): Promise<void> {
    if (!may(actor, 'disposition.read')) return;
    const residual = await this.one(itemId);
    if (residual === null) return;
    throw new Refusal('destroyed', 'This item was destroyed by a disposition. Nothing of what it said is left here.', {
      residual,
    });
  }

  private async one(itemId: string): Promise<ResidualView | null> {
    const [row] = await this.database.query<
      (Omit<ResidualView, 'firstSeenAt' | 'destroyedAt'> & { firstSeenAt: Date; destroyedAt: Date })[]
    >(
      `SELECT i.id, i.kind, i.account_id AS "accountId", i.first_seen_at AS "firstSeenAt", d.executed_at AS "destroyedAt",
              d.authority, d.class, d.list_id AS "listId"
         FROM disposition_item n JOIN disposition d ON d.id = n.disposition_id JOIN item i ON i.id = n.item_id
        WHERE n.item_id = $1 AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = n.item_id)
        ORDER BY d.executed_at DESC LIMIT 1`,
      [itemId],
    );
    if (!row) return null;
    return { ...row, firstSeenAt: row.firstSeenAt.toISOString(), destroyedAt: row.destroyedAt.toISOString() };
  }
}
