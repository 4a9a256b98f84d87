import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditedTx, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, newId, Refusal } from '../../platform/index.js';
import { LivingHolds } from '../living-holds.js';
import { heldSentence } from '../hold-name.rules.js';
import type { Consent } from '../schedules/policy.types.js';
import { consentsOf, ScheduleOf } from '../schedules/index.js';
import { TakeNumber } from '../take-number.js';
import type { ListAbout } from './disposition.types.js';
import { credentialsOf } from './list-rows.js';
import { localDay } from './notice.rules.js';
import { writeListStep } from './write-list-step.js';

export interface ErasureOrder {
  readonly request: { readonly id: string; readonly number: string; readonly bodyId: string; readonly zone: string };
  readonly itemIds: readonly string[];
  /** Who decided that they are erased, as the log writes it. */
  readonly deciders: readonly string[];
}

const AUTHORITY = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj';

/**
 * Puts what is to be erased at a person's request on a disposition list of its own, gone through by whoever orders it:
 * from there on it goes the way of every destruction. Whoever decided or ordered it does not approve it.
 */
@Injectable()
export class OrderErasure {
  // oxlint-disable-next-line max-params -- from decisions to a numbered list
  constructor(
    private readonly clock: Clock,
    private readonly numbers: TakeNumber,
    private readonly holds: LivingHolds,
    private readonly schedule: ScheduleOf,
  ) {}

  /** Answers the list. @throws {Refusal} where one of the items is under a hold, or stands on another list */
  async within(
    tx: AuditedTx,
    actor: Actor,
    { request, itemIds, deciders }: ErasureOrder,
  ): Promise<{ readonly id: string; readonly number: string }> {
    await this.refuseHeld(tx.rows, itemIds);
    const now = this.clock.now();
    const about = await this.aboutOf(tx.rows, request.number, itemIds);
    const [id, event] = [newId(), newId()];
    const number = await this.numbers.run(tx.rows, request.bodyId, 'disposition');
    const { text, salt, digest } = commitJson(about);
    await tx.rows.query(
      `INSERT INTO disposition_list (id, body_id, number, series_row, request_id, consents, action, about, salt, state,
         approvable_on, proposed_at, proposed_by, event_id)
       VALUES ($1, $2, $3, NULL, $4, $5, 'destroy', $6, $7, 'proposed', $8, $9, $10, $11)`,
      [
        id,
        request.bodyId,
        number,
        request.id,
        about.consents,
        text,
        salt,
        localDay(now, request.zone),
        now,
        actorName(actor),
        event,
      ],
    );
    await this.enter(tx.rows, { id, event }, itemIds);
    const facts = { list: id, body: request.bodyId, items: itemIds.length, commit: digest };
    await tx.record('disposition.proposed', facts, { id: event });
    const said = {
      seen: itemIds.length,
      noticeDays: 0,
      credentials: await credentialsOf(tx.rows, actorName(actor), now),
      deciders,
    };
    const list = { id, state: 'proposed' } as const;
    await writeListStep(tx, actor, { list, action: 'review', to: 'reviewed', said, at: now });
    return { id, number };
  }

  /** Asked again in the transaction that destroys; here so that nobody approves in vain. */
  private async refuseHeld(rows: EntityManager, itemIds: readonly string[]): Promise<void> {
    const [held] = await this.holds.over(rows, itemIds);
    if (!held) return;
    const [item, holds] = held;
    throw new Refusal('under-hold', heldSentence(item, holds, 'en'), {
      items: [{ id: item, holds: holds.map((hold) => hold.id) }],
      sentences: { en: heldSentence(item, holds, 'en'), pl: heldSentence(item, holds, 'pl') },
    });
  }

  private async aboutOf(rows: EntityManager, number: string, itemIds: readonly string[]): Promise<ListAbout> {
    const outcomes = await this.schedule.run(rows, itemIds);
    const consents = new Set<Consent>([...outcomes.values()].flatMap(consentsOf));
    return {
      policy: 'eu-gdpr',
      version: '2016/679',
      series: 'Art. 17',
      title: {
        en: `Erasure at the request of the person concerned, request ${number}`,
        pl: `Usunięcie na żądanie osoby, której dane dotyczą, wniosek ${number}`,
      },
      action: 'destroy',
      authority: {
        citation: {
          en: `Regulation (EU) 2016/679, Art. 17(1); request ${number}`,
          pl: `RODO, art. 17 ust. 1; wniosek ${number}`,
        },
        url: AUTHORITY,
      },
      consents: [...consents].toSorted(),
    };
  }

  private async enter(
    rows: EntityManager,
    { id, event }: { readonly id: string; readonly event: string },
    itemIds: readonly string[],
  ): Promise<void> {
    const added = await rows.query<{ item_id: string }[]>(
      `INSERT INTO disposition_entry (list_id, item_id, event_id)
       SELECT $1, k.item_id, $3 FROM item_key k WHERE k.item_id = ANY($2::uuid[]) ORDER BY k.item_id FOR KEY SHARE
       ON CONFLICT DO NOTHING RETURNING item_id`,
      [id, itemIds, event],
    );
    const entered = new Set(added.map((row) => row.item_id));
    const left = itemIds.find((item) => !entered.has(item));
    if (left === undefined) return;
    const [other] = await rows.query<{ number: string }[]>(
      `SELECT l.number FROM disposition_entry e JOIN disposition_list l ON l.id = e.list_id
        WHERE e.item_id = $1 AND e.state = 'listed' AND e.list_id <> $2`,
      [left, id],
    );
    const where = other ? `stands on the disposition list ${other.number} already` : 'has been destroyed already';
    throw new Refusal('wrong-state', `The item ${left} ${where}. Nothing was changed.`, { item: left });
  }
}
