import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, may, Refusal } from '../platform/index.js';
import { RecordLooks } from './record-looks.js';
import type { RecaptureView, ResidualView } from './views.types.js';

interface Row extends Omit<ResidualView, 'firstSeenAt' | 'destroyedAt' | 'recapture'> {
  readonly firstSeenAt: Date;
  readonly destroyedAt: Date;
}

interface RecaptureRow extends Omit<RecaptureView, 'at' | 'inForceAt'> {
  readonly at: Date;
  readonly inForceAt: Date | null;
}

const WHO = (column: string): string =>
  `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;

/** What is left of a destroyed item: that it was, of which class, when, and by which authority. Nothing of what it said. */
@Injectable()
export class ReadResidual {
  constructor(
    private readonly database: DataSource,
    private readonly looks: RecordLooks,
  ) {}

  /** @throws {Refusal} 'destroyed' with what is left of it, where it was destroyed and the actor may know of it */
  async refuse(actor: Actor, itemId: string): Promise<void> {
    if (!may(actor, 'disposition.read')) return;
    const residual = await this.one(itemId);
    if (residual === null) return;
    if (residual.erased) await this.looks.run(actor, [{ id: itemId, account_id: residual.accountId }], 'erased');
    throw new Refusal('destroyed', 'This item was destroyed by a disposition. Nothing of what it said is left here.', {
      residual,
    });
  }

  /** @throws {Refusal} 'not-found' where nothing of this id was destroyed */
  async look(actor: Actor, itemId: string): Promise<ResidualView> {
    demand(actor, 'disposition.read');
    const residual = await this.one(itemId);
    if (residual === null) throw new Refusal('not-found', 'No item of this id was destroyed here.');
    if (residual.erased) await this.looks.run(actor, [{ id: itemId, account_id: residual.accountId }], 'erased');
    return residual;
  }

  /** Null where it was not destroyed. */
  private async one(itemId: string): Promise<ResidualView | null> {
    const [row] = await this.database.query<Row[]>(
      `SELECT i.id, i.kind, i.account_id AS "accountId", i.first_seen_at AS "firstSeenAt", d.executed_at AS "destroyedAt",
              d.authority, d.class, d.list_id AS "listId", l.request_id IS NOT NULL AS erased
         FROM disposition_item n JOIN disposition d ON d.id = n.disposition_id JOIN item i ON i.id = n.item_id
         LEFT JOIN disposition_list l ON l.id = d.list_id
        WHERE n.item_id = $1 AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = n.item_id)
        ORDER BY d.executed_at DESC LIMIT 1`,
      [itemId],
    );
    if (!row) return null;
    return {
      ...row,
      firstSeenAt: row.firstSeenAt.toISOString(),
      destroyedAt: row.destroyedAt.toISOString(),
      recapture: await this.recapture(itemId),
    };
  }

  private async recapture(itemId: string): Promise<RecaptureView | null> {
    const [row] = await this.database.query<RecaptureRow[]>(
      `SELECT r.id, r.said->>'reason' AS reason, r.at, ${WHO('r.by')} AS by, r.needs_second AS "needsSecond",
              r.in_force_at AS "inForceAt", CASE WHEN r.in_force_by IS NOT NULL THEN ${WHO('r.in_force_by')} END AS "inForceBy"
         FROM recapture r WHERE r.item_id = $1`,
      [itemId],
    );
    if (!row) return null;
    return { ...row, at: row.at.toISOString(), inForceAt: row.inForceAt?.toISOString() ?? null };
  }
}
