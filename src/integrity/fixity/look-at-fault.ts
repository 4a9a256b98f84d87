import { Injectable } from '@nestjs/common';
import { AuditTrail, commitText } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';

/**
 * A person has looked at a finding about a stored object and says what was done. It is no alarm from then on; it ends
 * only when the object is as recorded again.
 */
@Injectable()
export class LookAtFault {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, faultId: string, said: string): Promise<void> {
    demand(actor, 'fixity.manage');
    const words = said.trim();
    if (words === '') throw new Refusal('invalid-input', 'Say what was found and what was done about it.');
    const { digest, salt } = commitText(words);
    await this.trail.write(actor, async (tx) => {
      const event = newId();
      await tx.record('fixity.looked-at', { fault: faultId, commit: digest }, { id: event });
      const [, changed] = await tx.rows.query<[unknown[], number]>(
        `UPDATE fixity_fault SET said = $2, salt = $3, looked_at = $4, looked_by = $5, look_event = $6
          WHERE id = $1 AND ended_at IS NULL AND looked_at IS NULL`,
        [faultId, words, salt, this.clock.now(), actorName(actor), event],
      );
      if (changed === 0) {
        throw new Refusal('wrong-state', 'There is no such open finding, or somebody has looked at it already.');
      }
    });
  }
}
