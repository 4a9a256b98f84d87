import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/index.js';
import { dayIn } from './schedule-memo.rules.js';

export interface SeriesCount {
  /** Decided by it, by what last night came to. */
  readonly items: number;
  /** Of them those that may go by today. */
  readonly due: number;
  /** The next day after today on which one may go; null where there is none. */
  readonly next: string | null;
}

export const NO_ITEMS: SeriesCount = { items: 0, due: 0, next: null };

const BY_SERIES = `
  SELECT p.version_id AS version, p.series, count(s.item_id)::int AS items,
         count(s.item_id) FILTER (WHERE s.verdict <> 'keep' AND s.eligible_on <= t.today)::int AS due,
         to_char(min(s.eligible_on) FILTER (WHERE s.verdict <> 'keep' AND s.eligible_on > t.today), 'YYYY-MM-DD') AS next
    FROM policy_version v JOIN policy_series p ON p.version_id = v.id JOIN item_schedule s ON s.series_id = p.id
    JOIN unnest($1::uuid[], $2::date[]) AS t (body_id, today) ON t.body_id = v.body_id
   WHERE $3::uuid IS NULL OR v.id = $3 GROUP BY p.version_id, p.series`;

/** How many items the versions in force decide, and what comes next, by what the schedules came to last night. */
@Injectable()
export class CountSeries {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Series that decide nothing are left out. */
  async run(
    versionId: string | null = null,
  ): Promise<readonly (SeriesCount & { readonly version: string; readonly series: string })[]> {
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const now = this.clock.now();
    const today = bodies.map(({ zone }) => dayIn(now, zone).toString());
    return this.database.query(BY_SERIES, [bodies.map(({ id }) => id), today, versionId]);
  }

  /** When they were worked out; null: never. */
  async asOf(): Promise<string | null> {
    const [work] = await this.database.query<{ at: Date | null }[]>(
      `SELECT greatest((SELECT done_at FROM daily_work WHERE name = 'schedules'), (SELECT done_at FROM schedule_round)) AS at`,
    );
    return work?.at?.toISOString() ?? null;
  }
}

/** Of several series as of one. */
export function sumOf(counts: readonly SeriesCount[]): SeriesCount {
  const next = counts.flatMap((one) => one.next ?? []).toSorted()[0] ?? null;
  return counts.reduce((sum, { items, due }) => ({ ...sum, items: sum.items + items, due: sum.due + due }), {
    ...NO_ITEMS,
    next,
  });
}
