import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { FourEyes } from '../../identity/index.js';
import { type Actor, actorName, Clock, demand, newId, readDay, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, type ListRow, lockList } from './list-rows.js';
import { localDay } from './notice.rules.js';
import { readPaper } from './read-paper.js';
import { standingPackage } from './transfer-rows.js';
import { writeListStep } from './write-list-step.js';

export interface Receipt {
  readonly listId: string;
  /** As the receiving archive numbers what it took. */
  readonly accession: string;
  /** The day its paper bears: `2031-02-14`. */
  readonly receivedOn: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/**
 * Files the paper in which the receiving archive says that it took the package over. A second person does: neither who
 * proposed the list, went through it, asked for the package nor who handed it over. Only from here on anything can go.
 */
@Injectable()
export class ConfirmReceipt {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fourEyes: FourEyes,
  ) {}

  async run(actor: Actor, input: Receipt): Promise<void> {
    demand(actor, 'disposition.approve');
    const paper = readPaper(input, 'receipt');
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, input.listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'confirm-receipt', list, { now });
      const { by: firsts, handedOverAt } = await this.firsts(tx.rows, list);
      for (const by of firsts) {
        const proposed = { by, permission: 'disposition.approve', what: 'this transfer' } as const;
        await this.fourEyes.demandSecond(tx.rows, actor, proposed);
      }
      const { id: packageId, archive } = await standingPackage(tx.rows, list);
      const accession = statedWords(input.accession, 'The accession number');
      const receivedOn = dayOf(input.receivedOn, localDay(handedOverAt, list.zone), localDay(now, list.zone));
      const receipt = { id: newId(), package: packageId, archive, accession, receivedOn, ...paper };
      const said = { receipt, credentials: await credentialsOf(tx.rows, actorName(actor), now) };
      const stepId = await writeListStep(tx, actor, { list, action: 'confirm-receipt', to, said, at: now });
      await tx.rows.query(
        `INSERT INTO transfer_receipt (id, list_id, package_id, archive, accession, received_on, file_name, content, step_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [receipt.id, list.id, packageId, archive, accession, receivedOn, paper.fileName, input.content, stepId],
      );
    });
  }

  private async firsts(rows: EntityManager, list: ListRow): Promise<{ by: string[]; handedOverAt: Date }> {
    const steps: { by: string; action: string; at: Date }[] = await rows.query(
      `SELECT by, action, at FROM disposition_step
        WHERE list_id = $1 AND action IN ('review', 'package', 'hand-over') ORDER BY id`,
      [list.id],
    );
    const proposer = list.proposedBy.startsWith('person:') ? [list.proposedBy] : [];
    return {
      by: [...new Set([...steps.map(({ by }) => by), ...proposer])],
      handedOverAt: steps.findLast(({ action }) => action === 'hand-over')?.at ?? list.proposedAt,
    };
  }
}

function dayOf(given: string, handedOver: string, today: string): string {
  const day = readDay(given).toString();
  if (day <= today && day >= handedOver) return day;
  throw new Refusal(
    'invalid-input',
    `A receipt bears a day from the hand-over (${handedOver}) to today. Nothing was changed.`,
  );
}
