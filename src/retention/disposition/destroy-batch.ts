import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DestroyItems } from '../../archive/index.js';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, newId, retryTransaction, Stopped } from '../../platform/index.js';
import { LivingHolds } from '../living-holds.js';
import { ScheduleOf } from '../schedules/index.js';
import type { ListAbout } from './disposition.types.js';
import type { ListState } from './disposition-states.rules.js';
import { localDay } from './notice.rules.js';
import { type EntryVerdict, judgeEntry } from './settle-entry.rules.js';
import { writeListStep } from './write-list-step.js';

/** Few enough that captures and holds wait only a moment for a batch. */
const BATCH = 200;

interface Carried {
  readonly id: string;
  readonly state: ListState;
  readonly zone: string;
  readonly about: ListAbout;
  readonly series_row: string | null;
}

/**
 * One batch of a list, in one transaction: the items' keys are locked, holds and schedules are asked once more, what
 * must stay is settled as kept, and the rest goes. Of a batch that does not commit nothing has happened.
 */
@Injectable()
export class DestroyBatch {
  // oxlint-disable-next-line max-params -- whoever has a say in whether an item goes
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly holds: LivingHolds,
    private readonly schedule: ScheduleOf,
    private readonly destroyItems: DestroyItems,
  ) {}

  /** Answers how many entries were settled; at none the list is executed. `owner`: whose lease the list must be under. */
  async run(actor: Actor, { listId, owner }: { readonly listId: string; readonly owner: string }): Promise<number> {
    return retryTransaction(() =>
      this.trail.write(actor, async (tx) => {
        const list = await this.carried(tx.rows, listId, owner);
        const entries: { item_id: string }[] = await tx.rows.query(
          `SELECT item_id FROM disposition_entry WHERE list_id = $1 AND state = 'listed' ORDER BY item_id LIMIT ${BATCH} FOR UPDATE`,
          [listId],
        );
        if (entries.length === 0) {
          await writeListStep(tx, actor, { list, action: 'finish', to: 'executed', said: {}, at: this.clock.now() });
          return 0;
        }
        const ids = entries.map((entry) => entry.item_id);
        const verdicts = await this.judge(tx.rows, list, ids);
        await this.keep(tx, list, verdicts);
        await this.destroy(
          tx,
          list,
          ids.filter((id) => verdicts.get(id)?.is === 'destroy'),
        );
        return entries.length;
      }),
    );
  }

  /** The list, if it is still ours to carry out: its work is locked until the commit, so that nobody else takes it over. */
  private async carried(rows: EntityManager, listId: string, owner: string): Promise<Carried> {
    const [ours] = await rows.query(
      `SELECT FROM disposition_work WHERE list_id = $1 AND lease_owner = $2 AND lease_until > $3 FOR UPDATE`,
      [listId, owner, this.clock.now()],
    );
    const [list] = await rows.query<Carried[]>(
      `SELECT l.id, l.state, b.zone, l.about, l.series_row FROM disposition_list l JOIN body b ON b.id = l.body_id
        WHERE l.id = $1 FOR UPDATE OF l`,
      [listId],
    );
    if (!ours || list?.state !== 'executing') throw new Stopped('taken over');
    return list;
  }

  private async judge(
    rows: EntityManager,
    list: Carried,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, EntryVerdict>> {
    // 1. Keys: captures and new holds take these rows too; what they do comes whole before this, or after it.
    const locked: { item_id: string }[] = await rows.query(
      `SELECT item_id FROM item_key WHERE item_id = ANY($1::uuid[]) ORDER BY item_id FOR UPDATE`,
      [ids],
    );
    const alive = new Set(locked.map((row) => row.item_id));
    // 2. Holds, as they stand now.
    const over = new Map(await this.holds.over(rows, [...alive]));
    // 3. Schedules, as they stand now.
    const outcomes = await this.schedule.run(
      rows,
      ids.filter((id) => alive.has(id) && !over.has(id)),
    );
    // 4. Of a transfer: what came since it was handed over is nowhere but here.
    const handedOver = list.about.action === 'transfer' ? await this.handedOver(rows, list.id, ids) : new Map();
    const judgedBy = {
      kind: list.about.action,
      seriesRow: list.series_row,
      consents: list.about.consents,
      today: localDay(this.clock.now(), list.zone),
    };
    return new Map(
      ids.map((id) => {
        const holds = (over.get(id) ?? []).map((hold) => hold.id);
        const item = { alive: alive.has(id), holds, outcome: outcomes.get(id), handedOver: handedOver.get(id) };
        return [id, judgeEntry(item, judgedBy)];
      }),
    );
  }

  private async handedOver(
    rows: EntityManager,
    listId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { here: number; there: number }>> {
    const found: { id: string; here: number; there: number }[] = await rows.query(
      `SELECT t.item_id AS id, t.versions + t.findings AS there,
              (SELECT count(*) FROM snapshot s WHERE s.item_id = t.item_id)::int
                + (SELECT count(*) FROM finding f WHERE f.item_id = t.item_id)::int AS here
         FROM transfer_receipt r JOIN transfer_package p ON p.id = r.package_id
         JOIN transfer_item t ON t.event_id = p.built_event
        WHERE r.list_id = $1 AND t.item_id = ANY($2::uuid[])`,
      [listId, ids],
    );
    return new Map(found.map(({ id, ...counts }) => [id, counts]));
  }

  private async keep(tx: AuditedTx, { id: list }: Carried, verdicts: ReadonlyMap<string, EntryVerdict>): Promise<void> {
    const kept = [...verdicts].flatMap(([item, verdict]) => (verdict.is === 'keep' ? [{ item, ...verdict }] : []));
    if (kept.length === 0) return;
    await tx.rows.query(
      `UPDATE disposition_entry e SET state = 'kept', why = k.why, about = k.about
         FROM unnest($2::uuid[], $3::text[], $4::jsonb[]) AS k (item_id, why, about)
        WHERE e.list_id = $1 AND e.item_id = k.item_id`,
      [
        list,
        kept.map(({ item }) => item),
        kept.map(({ why }) => why),
        kept.map(({ about }) => (about === null ? null : JSON.stringify(about))),
      ],
    );
    await tx.recordAll(
      kept.flatMap(({ item, why }) =>
        why === 'withdrawn' || why === 'copy-kept'
          ? []
          : [{ type: 'disposition.kept' as const, facts: { list, item, why } }],
      ),
    );
  }

  /** THE TRUTH CHANGES: from this commit on these items are unreadable, wherever they stand. */
  private async destroy(tx: AuditedTx, { id: list, about }: Carried, itemIds: readonly string[]): Promise<void> {
    if (itemIds.length === 0) return;
    const [dispositionId, event] = [newId(), newId()];
    const { policy, version, series, authority } = about;
    await tx.rows.query(
      `INSERT INTO disposition (id, authority, executed_at, list_id, class, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [dispositionId, authority.citation.en, this.clock.now(), list, `${policy} ${version}, ${series}`, event],
    );
    await tx.rows.query(`INSERT INTO disposition_item (disposition_id, item_id) SELECT $1, unnest($2::uuid[])`, [
      dispositionId,
      itemIds,
    ]);
    await tx.rows.query(
      `UPDATE disposition_entry SET state = 'destroyed', disposition_id = $3 WHERE list_id = $1 AND item_id = ANY($2::uuid[])`,
      [list, itemIds, dispositionId],
    );
    await this.destroyItems.run(tx, { dispositionId, itemIds });
    await tx.record('disposition.executed', { disposition: dispositionId, items: itemIds.length }, { id: event });
  }
}
