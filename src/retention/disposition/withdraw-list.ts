import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock } from '../../platform/index.js';
import { demandListStep, lockList } from './list-rows.js';
import { dropPackage } from './transfer-rows.js';
import { writeListStep } from './write-list-step.js';

/** Ends a list before anything of it is destroyed: everything on it stays. */
@Injectable()
export class WithdrawList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, reason }: { readonly listId: string; readonly reason: string }): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'withdraw', list, { reason, now });
      const said = { reason: statedWords(reason, 'The reason') };
      const stepId = await writeListStep(tx, actor, { list, action: 'withdraw', to, said, at: now });
      await tx.rows.query(
        `UPDATE disposition_entry SET state = 'kept', why = 'withdrawn', step_id = $2 WHERE list_id = $1 AND state = 'listed'`,
        [listId, stepId],
      );
      await dropPackage(tx, listId);
    });
  }
}
