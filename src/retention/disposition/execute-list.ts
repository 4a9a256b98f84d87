import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, lockList } from './list-rows.js';
import { writeListStep } from './write-list-step.js';

/** Puts an approved list to work: from here on it cannot be taken back, and whichever worker comes first carries it out. */
@Injectable()
export class ExecuteList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId }: { readonly listId: string }): Promise<void> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person has a list carried out; a part of the system cannot.');
    }
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'execute', list, { now });
      const said = { credentials: await credentialsOf(tx.rows, actorName(actor), now) };
      await writeListStep(tx, actor, { list, action: 'execute', to, said, at: now });
      await tx.rows.query(`INSERT INTO disposition_work (list_id, next_at) VALUES ($1, $2)`, [listId, now]);
    });
  }
}
