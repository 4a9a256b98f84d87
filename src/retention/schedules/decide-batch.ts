import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/index.js';
import type { ScheduleScene } from './schedule-item.rules.js';
import { ScheduleOf } from './schedule-of.js';
import type { ItemOutcome } from './schedule.types.js';

/** Works out some items and writes down what came out otherwise than before; what was destroyed is struck off. */
@Injectable()
export class DecideBatch {
  constructor(
    private readonly clock: Clock,
    private readonly schedules: ScheduleOf,
  ) {}

  /** Answers how many came out otherwise. */
  async run(
    rows: EntityManager,
    scenes: ReadonlyMap<string, ScheduleScene>,
    itemIds: readonly string[],
  ): Promise<number> {
    const outcomes = [...(await this.schedules.within(rows, scenes, itemIds)).values()];
    const of = (pick: (outcome: ItemOutcome) => unknown): unknown[] => outcomes.map(pick);
    const [{ changed } = { changed: 0 }]: { changed: number }[] = await rows.query(
      `WITH gone AS (
         DELETE FROM item_schedule s WHERE s.item_id = ANY($1::uuid[]) AND s.item_id <> ALL($2::uuid[])),
       written AS (
         INSERT INTO item_schedule AS s (item_id, body_id, account_id, created_on, verdict, eligible_on, series_id, matched, evaluated_at)
         SELECT item_id, body_id, account_id, created_on, verdict, eligible_on, series_id, matched::json, $10
           FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::text[], $7::date[], $8::uuid[], $9::text[])
             AS x (item_id, body_id, account_id, created_on, verdict, eligible_on, series_id, matched)
         ON CONFLICT (item_id) DO UPDATE SET verdict = excluded.verdict, eligible_on = excluded.eligible_on,
           series_id = excluded.series_id, matched = excluded.matched, created_on = excluded.created_on,
           account_id = excluded.account_id, evaluated_at = excluded.evaluated_at
         WHERE (s.verdict, s.eligible_on, s.series_id, s.created_on, s.account_id, s.matched::text) IS DISTINCT FROM
           (excluded.verdict, excluded.eligible_on, excluded.series_id, excluded.created_on, excluded.account_id, excluded.matched::text)
         RETURNING 1)
       SELECT count(*)::int AS changed FROM written`,
      [
        itemIds,
        of(({ itemId }) => itemId),
        of(({ explanation }) => explanation.facts.bodyId),
        of(({ explanation }) => explanation.facts.accountId),
        of(({ explanation }) => explanation.createdOn.toString()),
        of(({ verdict }) => verdict),
        of(({ eligibleOn }) => eligibleOn?.toString() ?? null),
        of(({ seriesRow }) => seriesRow),
        of(matchedOf),
        this.clock.now(),
      ],
    );
    return changed;
  }
}

/** Every rule that fits: its series, the first day counted, the day it may go, the event. */
function matchedOf({ explanation }: ItemOutcome): string {
  return JSON.stringify(
    explanation.rules.map(({ seriesRow, dated }) => [
      seriesRow,
      dated.startsOn?.toString() ?? null,
      dated.eligibleOn?.toString() ?? null,
      dated.eventId,
    ]),
  );
}
