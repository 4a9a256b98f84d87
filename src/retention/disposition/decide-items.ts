import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, readDay, Refusal } from '../../platform/index.js';
import { EXPERTISE } from './disposition-states.rules.js';
import type { Decision, EntryState } from './disposition.types.js';
import { refuseOthers } from './exclude-items.js';
import { credentialsOf, demandListStep, type ListRow, lockList } from './list-rows.js';
import { localDay } from './notice.rules.js';
import { writeListStep } from './write-list-step.js';

const MOST = 1_000;
const A_TIME = 1_000;

export interface NewDecision {
  readonly listId: string;
  readonly decision: Decision;
  /** Everything that is still listed unless told. */
  readonly itemIds?: readonly string[];
  /** Why; of what may be destroyed, the finding that its evidentiary value is lost. */
  readonly reason: string;
  /** The day from which it counts; of what is kept on, that on which it is looked at again. */
  readonly from?: string;
}

/**
 * Writes down what the state archive said of items on a list that it was given, item by item in the log. Its paper is on
 * file before; that something may be destroyed needs the consent of its director as well. Nothing goes by it: what may go
 * now comes on a list of its own, which a second person approves.
 */
@Injectable()
export class DecideItems {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: NewDecision): Promise<{ readonly items: number }> {
    demand(actor, 'disposition.manage');
    const asked = input.itemIds === undefined ? null : [...new Set(input.itemIds)].toSorted();
    if (asked?.length === 0) throw new Refusal('invalid-input', 'Name the items, or all of them. Nothing was changed.');
    if (asked !== null && asked.length > MOST) {
      throw new Refusal('too-large', `Name at most ${MOST} items at once, or all of them. Nothing was changed.`);
    }
    return this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, input.listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'decide', list, { reason: input.reason, now });
      const from = fromDay(input, localDay(now, list.zone));
      refuseUnfounded(input.decision, list);
      const items = await this.listed(tx, list, asked);
      const said = {
        reason: statedWords(input.reason, 'The reason'),
        decision: { is: input.decision, from, papers: await papersOf(tx, list) },
        seen: items.length,
        ...(asked === null ? {} : { items }),
        credentials: await credentialsOf(tx.rows, actorName(actor), now),
      };
      const stepId = await writeListStep(tx, actor, { list, action: 'decide', to, said, at: now });
      for (let i = 0; i < items.length; i += A_TIME) {
        await this.appraise(tx, { list, stepId, decision: input.decision, from, items: items.slice(i, i + A_TIME) });
      }
      if (items.length === list.listed) {
        await writeListStep(tx, actor, { list, action: 'conclude', to: 'concluded', said: {}, at: now });
      }
      return { items: items.length };
    });
  }

  private async listed(tx: AuditedTx, list: ListRow, asked: readonly string[] | null): Promise<readonly string[]> {
    const rows = await tx.rows.query<{ item_id: string; state: EntryState }[]>(
      `SELECT item_id, state FROM disposition_entry
        WHERE list_id = $1 AND CASE WHEN $2::uuid[] IS NULL THEN state = 'listed' ELSE item_id = ANY($2) END
        ORDER BY item_id FOR UPDATE`,
      [list.id, asked],
    );
    if (asked !== null) refuseOthers(asked, rows, list.number);
    return asked ?? rows.map((row) => row.item_id);
  }

  private async appraise(
    tx: AuditedTx,
    made: {
      readonly list: ListRow;
      readonly stepId: string;
      readonly decision: Decision;
      readonly from: string;
      readonly items: readonly string[];
    },
  ): Promise<void> {
    const { list, stepId, decision, from, items } = made;
    const events = items.map(() => newId());
    await tx.rows.query(
      `INSERT INTO item_appraisal (id, list_id, item_id, series_row, decision, from_day, step_id, event_id)
       SELECT id, $3, item_id, $4, $5, $6, $7, event_id
         FROM unnest($1::uuid[], $2::uuid[], $8::uuid[]) AS x (id, item_id, event_id)`,
      [items.map(() => newId()), items, list.id, list.seriesRow, decision, from, stepId, events],
    );
    await tx.rows.query(
      `UPDATE disposition_entry SET state = 'decided', step_id = $3 WHERE list_id = $1 AND item_id = ANY($2::uuid[])`,
      [list.id, items, stepId],
    );
    await tx.recordAll(
      items.map((item, i) => ({
        type: 'item.appraised' as const,
        facts: { list: list.id, item, decision, from: `${from}T00:00:00.000Z` },
        id: events[i] ?? newId(),
      })),
    );
  }
}

function fromDay({ decision, from }: NewDecision, today: string): string {
  if (decision === 'prolong' && from === undefined) {
    throw new Refusal('invalid-input', 'Say on which day it is to be looked at again. Nothing was changed.');
  }
  if (from === undefined) return today;
  if (decision === 'destroy') {
    throw new Refusal(
      'invalid-input',
      'What may be destroyed may be from today on: a day is named only of what is permanent or kept on. Nothing was changed.',
    );
  }
  const day = readDay(from).toString();
  if (decision === 'prolong' ? day > today : day >= today) return day;
  throw new Refusal('invalid-input', `The day ${day} is past. Name one that is still to come. Nothing was changed.`);
}

function refuseUnfounded(decision: Decision, { consents, number }: ListRow): void {
  if (decision !== 'destroy' || consents.includes('archive-director')) return;
  throw new Refusal(
    'wrong-state',
    `That items of the list ${number} may be destroyed needs the consent of the director of the state archive (archive-director) beside the expertise (${EXPERTISE}). File it first: akta disposition consent. Nothing was changed.`,
    { missing: 'consents', consents: ['archive-director'] },
  );
}

async function papersOf(tx: AuditedTx, list: ListRow): Promise<readonly string[]> {
  const papers: { id: string }[] = await tx.rows.query(
    `SELECT id FROM disposition_consent WHERE list_id = $1 ORDER BY id`,
    [list.id],
  );
  return papers.map(({ id }) => id);
}
