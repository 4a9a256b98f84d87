import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ItemRecord, readItemJson } from '../../archive/index.js';
import { type Duty, dutiesOf, holdName, LivingHolds, ScheduleOf } from '../../retention/index.js';
import { type LockedRequest, localDay } from '../request-rows.js';
import { suggestPlaces, type SuggestedPlace } from './suggest-places.rules.js';

/** What is known of an item that bears on whether it may be erased. */
export interface ItemErasureFacts {
  readonly holds: readonly string[];
  readonly duties: readonly Duty[];
  readonly details: readonly SuggestedPlace[];
  /** Each version that the set was frozen with, by its number; none of what is destroyed. */
  readonly records: ReadonlyMap<number, ItemRecord>;
  readonly repeatedBy: number;
}

/** Holds, duties and personal details of items as they stand in this very transaction; destroyed ones are left out. */
@Injectable()
export class ReadErasureFacts {
  constructor(
    private readonly holds: LivingHolds,
    private readonly schedule: ScheduleOf,
  ) {}

  async run(
    rows: EntityManager,
    request: Pick<LockedRequest, 'id' | 'bodyId' | 'zone'>,
    { itemIds, now }: { readonly itemIds: readonly string[]; readonly now: Date },
  ): Promise<ReadonlyMap<string, ItemErasureFacts>> {
    const records = await recordsOf(rows, request.id, itemIds);
    const alive = [...records.keys()];
    const held = new Map(await this.holds.over(rows, alive));
    const outcomes = await this.schedule.run(rows, alive);
    const repeated = await repeatedBy(rows, alive);
    const [body] = await rows.query<{ country: string }[]>(`SELECT country FROM body WHERE id = $1`, [request.bodyId]);
    const today = localDay(now, request.zone);
    return new Map(
      alive.map((id) => {
        const outcome = outcomes.get(id);
        const own = records.get(id) ?? new Map<number, ItemRecord>();
        const facts = {
          holds: (held.get(id) ?? []).map((hold) => holdName(hold, 'en')),
          duties: outcome === undefined ? [] : dutiesOf(outcome, today),
          details: [...own].flatMap(([number, record]) => suggestPlaces(record, number, body?.country ?? '')),
          records: own,
          repeatedBy: repeated.get(id) ?? 0,
        };
        return [id, facts];
      }),
    );
  }
}

async function recordsOf(
  rows: EntityManager,
  requestId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, ItemRecord>>> {
  const found: { item_id: string; number: number; item_json: Buffer }[] = await rows.query(
    `SELECT b.item_id, b.number, b.item_json FROM request_item i JOIN item_key k ON k.item_id = i.item_id
       JOIN snapshot_body b ON b.item_id = i.item_id AND b.number <= i.versions
      WHERE i.request_id = $1 AND i.item_id = ANY($2::uuid[]) ORDER BY b.item_id, b.number`,
    [requestId, itemIds],
  );
  const byItem = new Map<string, Map<number, ItemRecord>>();
  for (const { item_id: item, number, item_json: json } of found) {
    const own = byItem.get(item) ?? new Map<number, ItemRecord>();
    byItem.set(item, own.set(number, readItemJson(json)));
  }
  return byItem;
}

async function repeatedBy(rows: EntityManager, itemIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found: { id: string; count: number }[] = await rows.query(
    `SELECT id, count(DISTINCT item_id)::int AS count FROM (
       SELECT reposted_id AS id, item_id FROM item_watch WHERE reposted_id = ANY($1::uuid[])
       UNION ALL SELECT quoted_id, item_id FROM item_watch WHERE quoted_id = ANY($1::uuid[])) t GROUP BY id`,
    [itemIds],
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}
