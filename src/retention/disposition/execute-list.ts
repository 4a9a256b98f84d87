import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
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
      await demandConfirmed(tx.rows);
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'execute', list, { now });
      const said = { credentials: await credentialsOf(tx.rows, actorName(actor), now) };
      await writeListStep(tx, actor, { list, action: 'execute', to, said, at: now });
      await tx.rows.query(`INSERT INTO disposition_work (list_id, next_at) VALUES ($1, $2)`, [listId, now]);
    });
  }
}

/** What was destroyed or held just before a database was lost may be missing: somebody looks first. The database refuses too. */
async function demandConfirmed(rows: EntityManager): Promise<void> {
  const [open] = await rows.query<unknown[]>(`SELECT FROM archive_rebuild WHERE confirmed_at IS NULL`);
  if (open === undefined) return;
  throw new Refusal(
    'wrong-state',
    'This archive was brought back after its database was lost or replaced, and nobody has confirmed it yet: nothing is destroyed in it. A records officer looks at what was lost, and confirms: akta rebuild confirm',
  );
}
