import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, lockList } from './list-rows.js';
import { writeListStep } from './write-list-step.js';

export interface Submission {
  readonly listId: string;
  /** How many items were on the list that was gone through; what was added since is not let pass. */
  readonly seen: number;
}

/** Says that a list of reviews was gone through and given to the state archive: it grows no more. */
@Injectable()
export class SubmitList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, seen }: Submission): Promise<void> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person goes through a list; a part of the system cannot.');
    }
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'submit', list, { seen, now });
      const said = { seen, credentials: await credentialsOf(tx.rows, actorName(actor), now) };
      await writeListStep(tx, actor, { list, action: 'submit', to, said, at: now });
    });
  }
}
