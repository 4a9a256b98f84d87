import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { demandListStep, lockList } from './list-rows.js';
import { dropPackage } from './transfer-rows.js';
import { writeListStep } from './write-list-step.js';

/** The receiving archive did not take the package: it is removed, and another can be made of the same approved list. */
@Injectable()
export class RefuseReceipt {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, reason }: { readonly listId: string; readonly reason: string }): Promise<void> {
    demand(actor, 'disposition.manage');
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'refuse-receipt', list, { reason, now });
      const said = { reason: statedWords(reason, 'The reason') };
      await writeListStep(tx, actor, { list, action: 'refuse-receipt', to, said, at: now });
      await dropPackage(tx, listId);
    });
  }
}
