import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId } from '../../platform/index.js';
import { type Examiner, type Finding, finds } from './doctor.types.js';

export const EXAMINERS = Symbol('who looks at one part of the installation each');

/** Looks at everything an operator would want to know before it matters, and puts into the log how much of it was ill. */
@Injectable()
export class ExamineInstallation {
  constructor(
    @Inject(EXAMINERS) private readonly examiners: readonly Examiner[],
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<Finding[]> {
    demand(actor, 'audit.read');
    const all: Finding[] = [];
    for (const examiner of this.examiners) {
      const found = await examiner
        .run()
        .catch((error: Error) => [finds('unseen', 'unseen', { because: error.message })]);
      all.push(...found.map((one) => ({ ...one, subject: examiner.subject })));
    }
    const count = (is: Finding['is']): number => all.filter((one) => one.is === is).length;
    const counts = { well: count('well'), known: count('known'), ill: count('ill'), unseen: count('unseen') };
    await this.trail.write(actor, async (tx) => {
      const [id, event, now] = [newId(), newId(), this.clock.now()];
      await tx.record('installation.examined', counts, { id: event });
      await tx.rows.query(`INSERT INTO examination (id, at, by, found, event_id) VALUES ($1, $2, $3, $4, $5)`, [
        id,
        now,
        actorName(actor),
        JSON.stringify(all),
        event,
      ]);
      // Whoever looked: what is shown on the desk is the newest.
      await tx.rows.query(`UPDATE daily_work SET done_at = $1, wrong = $2 WHERE name = 'examination'`, [
        now,
        counts.ill,
      ]);
    });
    return all;
  }
}
