import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { FourEyes } from '../../identity/index.js';
import { type Actor, actorName, Clock, demand } from '../../platform/index.js';
import { credentialsOf, demandListStep, type ListRow, lockList } from './list-rows.js';
import { type ListStepSaid, writeListStep } from './write-list-step.js';

/**
 * The second person: not who proposed the list and not who went through it, with credentials that neither of them made.
 * Nothing is destroyed by it yet.
 */
@Injectable()
export class ApproveList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fourEyes: FourEyes,
  ) {}

  async run(actor: Actor, { listId }: { readonly listId: string }): Promise<void> {
    demand(actor, 'disposition.approve');
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'approve', list, { now });
      for (const by of await this.firsts(tx.rows, list)) {
        const proposed = {
          by,
          permission: 'disposition.approve',
          what: list.about.action === 'transfer' ? 'this transfer' : 'this destruction',
        } as const;
        await this.fourEyes.demandSecond(tx.rows, actor, proposed);
      }
      const said = {
        credentials: await credentialsOf(tx.rows, actorName(actor), now),
        proposer: await credentialsOf(tx.rows, list.proposedBy, now),
      };
      await writeListStep(tx, actor, { list, action: 'approve', to, said, at: now });
    });
  }

  /** Who went through it, who decided what stands on it, and who proposed it where a person did. */
  private async firsts(rows: EntityManager, list: ListRow): Promise<string[]> {
    const reviews: { by: string; said: ListStepSaid }[] = await rows.query(
      `SELECT by, said FROM disposition_step WHERE list_id = $1 AND action = 'review'`,
      [list.id],
    );
    const reviewers = reviews.flatMap(({ by, said }) => [by, ...(said.deciders ?? [])]);
    const proposer = list.proposedBy.startsWith('person:') ? [list.proposedBy] : [];
    return [...new Set([...reviewers, ...proposer])];
  }
}
