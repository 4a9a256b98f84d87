import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../../platform/index.js';
import type { EntryState } from './disposition.types.js';
import { demandListStep, lockList } from './list-rows.js';
import { writeListStep } from './write-list-step.js';

const MOST = 1_000;

export interface Exclusion {
  readonly listId: string;
  readonly itemIds: readonly string[];
  readonly reason: string;
}

/** Takes items off a list, with a reason: they stay, and no later night puts them on a list of the same rule again. */
@Injectable()
export class ExcludeItems {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { listId, itemIds, reason }: Exclusion): Promise<void> {
    demand(actor, 'disposition.manage');
    const items = [...new Set(itemIds)].toSorted();
    if (items.length === 0) throw new Refusal('invalid-input', 'Name the items to exclude. Nothing was changed.');
    if (items.length > MOST)
      throw new Refusal('too-large', `Exclude at most ${MOST} items at once. Nothing was changed.`);
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'exclude', list, { reason, now });
      const said = { reason: statedWords(reason, 'The reason'), items };
      const known = await tx.rows.query<{ item_id: string; state: EntryState }[]>(
        `SELECT item_id, state FROM disposition_entry WHERE list_id = $1 AND item_id = ANY($2::uuid[]) ORDER BY 1 FOR UPDATE`,
        [listId, items],
      );
      refuseOthers(items, known, list.number);
      const stepId = await writeListStep(tx, actor, { list, action: 'exclude', to, said, at: now });
      await tx.rows.query(
        `UPDATE disposition_entry SET state = 'excluded', step_id = $3 WHERE list_id = $1 AND item_id = ANY($2::uuid[])`,
        [listId, items, stepId],
      );
    });
  }
}

/** @throws {Refusal} for what is not on the list, or settled */
export function refuseOthers(
  items: readonly string[],
  known: readonly { readonly item_id: string; readonly state: EntryState }[],
  number: string,
): void {
  const states = new Map(known.map(({ item_id: id, state }) => [id, state]));
  const strange = items.find((id) => !states.has(id));
  if (strange !== undefined) {
    throw new Refusal('not-found', `The item ${strange} is not on the list ${number}. Nothing was changed.`, {
      item: strange,
    });
  }
  const settled = items.find((id) => states.get(id) !== 'listed');
  if (settled === undefined) return;
  throw new Refusal(
    'wrong-state',
    `The item ${settled} is no longer listed on ${number}: it is ${states.get(settled)}. Nothing was changed.`,
    { item: settled },
  );
}
