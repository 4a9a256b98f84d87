import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, lockList } from './list-rows.js';
import { writeListStep } from './write-list-step.js';

/** Ends a transfer that was received without destroying anything: our copy of every item stays, and the certificate says so. */
@Injectable()
export class KeepCopy {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, reason }: { readonly listId: string; readonly reason: string }): Promise<void> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person decides to keep a copy; a part of the system cannot.');
    }
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'keep-copy', list, { reason, now });
      const credentials = await credentialsOf(tx.rows, actorName(actor), now);
      const said = { reason: statedWords(reason, 'The reason'), credentials };
      const stepId = await writeListStep(tx, actor, { list, action: 'keep-copy', to, said, at: now });
      await tx.rows.query(
        `UPDATE disposition_entry SET state = 'kept', why = 'copy-kept', step_id = $2
          WHERE list_id = $1 AND state = 'listed'`,
        [listId, stepId],
      );
      await tx.rows.query(`INSERT INTO disposition_work (list_id, next_at) VALUES ($1, $2)`, [listId, now]);
    });
  }
}
