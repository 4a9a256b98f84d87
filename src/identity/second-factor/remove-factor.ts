import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, demand, Refusal } from '../../platform/index.js';
import { demandShown } from './demand-shown.js';

/**
 * One's own; or with `person.manage` that of somebody who has lost it. Whoever removes it shows a second factor of their
 * own, and never again is the first of two people where that person is the second.
 */
@Injectable()
export class RemoveFactor {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, person: string): Promise<void> {
    const own = actor.kind === 'person' && actor.personId === person;
    if (!own) demand(actor, 'person.manage');
    await this.trail.write(actor, async (tx) => {
      const [found] = await tx.rows.query<{ stands: boolean }[]>(
        `SELECT coalesce(f.sealed IS NOT NULL, false) AS stands
           FROM person p LEFT JOIN second_factor f ON f.person_id = p.id WHERE p.id = $1 FOR UPDATE OF p`,
        [person],
      );
      if (!found) throw new Refusal('not-found', 'There is no such person.');
      if (!found.stands) throw new Refusal('wrong-state', 'This person has no second factor.');
      await demandShown(tx.rows, actor);
      await tx.rows.query(
        `UPDATE second_factor SET sealed = NULL, enrolled_at = NULL, made_by = NULL, last_step = NULL,
                reset_by = coalesce($2, reset_by) WHERE person_id = $1`,
        [person, own ? null : actorName(actor)],
      );
      await tx.rows.query(`DELETE FROM recovery_code WHERE person_id = $1`, [person]);
      await tx.rows.query(`UPDATE session SET proved_at = NULL WHERE person_id = $1 AND ended_at IS NULL`, [person]);
      await tx.record('second-factor.removed', { person });
    });
  }
}
