import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords, statement } from '../accounts/index.js';
import { AuditTrail } from '../audit/index.js';
import { FourEyes } from '../identity/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';

/** The end of a hold takes two people: one proposes it with a reason, another approves. */
@Injectable()
export class ReleaseHold {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fourEyes: FourEyes,
  ) {}

  /** A new proposal takes the place of an older one that nobody approved. Answers its id. */
  async propose(actor: Actor, { holdId, reason }: { holdId: string; reason: string }): Promise<string> {
    demand(actor, 'hold.manage');
    const said = statement(statedWords(reason, 'The reason of the release'));
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      await standing(tx.rows, holdId);
      await tx.rows.query(
        `INSERT INTO hold_release (id, hold_id, proposed_at, proposed_by, event_id) VALUES ($1, $2, $3, $4, $5)`,
        [id, holdId, this.clock.now(), actorName(actor), said.id],
      );
      await tx.record('hold.release-proposed', { hold: holdId, release: id, reason: said.digest }, { id: said.id });
      await said.keep(tx);
    });
    return id;
  }

  /** THE TRUTH CHANGES: from this commit on the hold keeps nothing any more. Other holds go on as they are. */
  async approve(actor: Actor, { holdId }: { holdId: string }): Promise<void> {
    demand(actor, 'hold.release');
    await this.trail.write(actor, async (tx) => {
      await standing(tx.rows, holdId);
      const [proposed] = await tx.rows.query<{ id: string; proposed_by: string }[]>(
        `SELECT id, proposed_by FROM hold_release WHERE hold_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT 1`,
        [holdId],
      );
      if (!proposed) {
        throw new Refusal(
          'wrong-state',
          'Nobody has proposed to release this hold. Propose it first, with the reason.',
        );
      }
      await this.fourEyes.demandSecond(tx.rows, actor, {
        by: proposed.proposed_by,
        permission: 'hold.release',
        what: 'this release',
      });
      const event = newId();
      await tx.rows.query(
        `UPDATE hold_release SET approved_at = $2, approved_by = $3, approved_event = $4 WHERE id = $1`,
        [proposed.id, this.clock.now(), actorName(actor), event],
      );
      await tx.record('hold.released', { hold: holdId, release: proposed.id }, { id: event });
    });
  }
}

/** Locks the hold, so that of two releases at once the second finds it released. */
async function standing(rows: EntityManager, holdId: string): Promise<void> {
  await rows.query(`SELECT pg_advisory_xact_lock(hashtextextended('akta.hold.' || $1, 0))`, [holdId]);
  const [hold] = await rows.query<{ number: string; released: boolean }[]>(
    `SELECT h.number, EXISTS (SELECT FROM hold_release r WHERE r.hold_id = h.id AND r.approved_at IS NOT NULL) AS released
       FROM hold h WHERE h.id = $1`,
    [holdId],
  );
  if (!hold) throw new Refusal('not-found', 'There is no such hold.');
  if (hold.released) throw new Refusal('wrong-state', `The hold ${hold.number} has been released already.`);
}
