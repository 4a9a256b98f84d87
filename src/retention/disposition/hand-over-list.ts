import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, lockList } from './list-rows.js';
import { standingPackage } from './transfer-rows.js';
import { writeListStep } from './write-list-step.js';

export interface HandOver {
  readonly listId: string;
  /** How and with which letter it went. */
  readonly reason: string;
}

/** Says that the package of a transfer went to the receiving archive. Everything in it stays here until that confirms it. */
@Injectable()
export class HandOverList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, reason }: HandOver): Promise<void> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person hands a package over; a part of the system cannot.');
    }
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'hand-over', list, { reason, now });
      const said = {
        reason: statedWords(reason, 'The reason'),
        package: await standingPackage(tx.rows, list),
        credentials: await credentialsOf(tx.rows, actorName(actor), now),
      };
      await writeListStep(tx, actor, { list, action: 'hand-over', to, said, at: now });
    });
  }
}
