import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, may, Refusal } from '../../platform/index.js';

/** One's own session, or anybody's with `person.manage`. It opens nothing from the next request on. */
@Injectable()
export class EndSession {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, id: string): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const [found] = await tx.rows.query<{ person: string; ended: boolean }[]>(
        `SELECT person_id AS person, (ended_at IS NOT NULL OR expires_at <= $2) AS ended
           FROM session WHERE id = $1 FOR UPDATE`,
        [id, this.clock.now()],
      );
      const own = actor.kind === 'person' && found?.person === actor.personId;
      if (!found || !(own || may(actor, 'person.manage'))) {
        throw new Refusal('not-found', 'There is no such session of yours.');
      }
      if (found.ended) throw new Refusal('wrong-state', 'The session has ended already.');
      await tx.rows.query(`UPDATE session SET ended_at = $2 WHERE id = $1`, [id, this.clock.now()]);
      await tx.record('session.ended', { session: id, person: found.person });
    });
  }
}
