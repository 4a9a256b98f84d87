import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail, commitJson } from '../../audit/index.js';
import { FourEyes } from '../../identity/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';

interface Destroyed {
  readonly account_id: string;
  readonly erased: boolean;
}

interface RecaptureRow {
  readonly id: string;
  readonly account_id: string;
  readonly needs_second: boolean;
  readonly by: string;
  readonly in_force_at: Date | null;
}

/**
 * What was destroyed does not come back by itself. A person may decide that it may, with a reason: where the source still
 * shows it, it is captured as another item, and what is left of the destroyed one stays. What was erased at a person's
 * request needs a second person.
 */
@Injectable()
export class CaptureAgain {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fourEyes: FourEyes,
  ) {}

  async decide(actor: Actor, { itemId, reason }: { readonly itemId: string; readonly reason: string }): Promise<void> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person decides that something is captured again.');
    }
    const said = { reason: statedWords(reason, 'The reason') };
    await this.trail.write(actor, async (tx) => {
      const { erased, account_id: account } = await destroyed(tx.rows, itemId);
      await refuseDecided(tx.rows, itemId);
      const { text, salt, digest } = commitJson(said);
      const [id, event] = [newId(), newId()];
      const now = this.clock.now();
      const inForce = erased ? [null, null, null] : [now, actorName(actor), event];
      await tx.rows.query(
        `INSERT INTO recapture (id, item_id, needs_second, said, salt, at, by, event_id, in_force_at, in_force_by, in_force_event)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, itemId, erased, text, salt, now, actorName(actor), event, ...inForce],
      );
      const needs = erased ? 'second-person' : 'nothing-more';
      await tx.record(
        'recapture.decided',
        { item: itemId, recapture: id, needs, commit: digest },
        { id: event, account },
      );
    });
  }

  /** The second person: with credentials that the first had no hand in, and a second factor. */
  async approve(actor: Actor, { itemId }: { readonly itemId: string }): Promise<void> {
    demand(actor, 'disposition.approve');
    await this.trail.write(actor, async (tx) => {
      const [row] = await tx.rows.query<RecaptureRow[]>(
        `SELECT r.id, i.account_id, r.needs_second, r.by, r.in_force_at FROM recapture r JOIN item i ON i.id = r.item_id
          WHERE r.item_id = $1 FOR UPDATE OF r`,
        [itemId],
      );
      if (!row) {
        throw new Refusal(
          'not-found',
          'Nobody has decided that this item is captured again. There is nothing to approve.',
        );
      }
      if (row.in_force_at !== null) {
        throw new Refusal('wrong-state', 'It is in force already that this item may be captured again.');
      }
      const proposed = { by: row.by, permission: 'disposition.approve', what: 'this capturing again' } as const;
      await this.fourEyes.demandSecond(tx.rows, actor, proposed);
      const event = newId();
      await tx.rows.query(
        `UPDATE recapture SET in_force_at = $2, in_force_by = $3, in_force_event = $4 WHERE id = $1`,
        [row.id, this.clock.now(), actorName(actor), event],
      );
      const facts = { item: itemId, recapture: row.id };
      await tx.record('recapture.approved', facts, { id: event, account: row.account_id });
    });
  }
}

async function destroyed(rows: EntityManager, itemId: string): Promise<Destroyed> {
  const [row] = await rows.query<Destroyed[]>(
    `SELECT i.account_id, l.request_id IS NOT NULL AS erased
       FROM disposition_item n JOIN disposition d ON d.id = n.disposition_id JOIN item i ON i.id = n.item_id
       LEFT JOIN disposition_list l ON l.id = d.list_id
      WHERE n.item_id = $1 AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = n.item_id)
      ORDER BY d.executed_at DESC LIMIT 1`,
    [itemId],
  );
  if (row) return row;
  throw new Refusal(
    'not-found',
    'No item of this id was destroyed here, so there is nothing to capture again. Nothing was changed.',
  );
}

async function refuseDecided(rows: EntityManager, itemId: string): Promise<void> {
  const [known] = await rows.query<unknown[]>(`SELECT FROM recapture WHERE item_id = $1`, [itemId]);
  if (!known) return;
  throw new Refusal('already-exists', 'It was decided before that this item is captured again. Nothing was changed.');
}
