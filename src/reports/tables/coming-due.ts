import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { dayOf } from './months.rules.js';
import { type Cell, type MadeReport, type MakesReport, type ReportAsked, section } from './report.types.js';

/** Every item that was worked out stands in one line of its body: the lines sum up to all of them. */
const COMING = `
  SELECT b.name, x.month, x.destroy, x.transfer, x.review, x.items FROM (
    SELECT s.body_id,
           CASE WHEN s.series_id IS NULL THEN 'unscheduled' WHEN s.verdict = 'keep' THEN 'permanent'
                WHEN s.eligible_on IS NULL THEN 'waits' WHEN s.eligible_on <= t.today THEN 'due'
                WHEN s.eligible_on < t.today + make_interval(months => $3) THEN to_char(s.eligible_on, 'YYYY-MM')
                ELSE 'later' END AS month,
           count(*) FILTER (WHERE s.verdict = 'destroy')::int AS destroy,
           count(*) FILTER (WHERE s.verdict = 'transfer')::int AS transfer,
           count(*) FILTER (WHERE s.verdict = 'review')::int AS review, count(*)::int AS items, min(s.eligible_on) AS first
      FROM item_schedule s JOIN unnest($1::uuid[], $2::date[]) AS t (body_id, today) ON t.body_id = s.body_id
     GROUP BY 1, 2) x JOIN body b ON b.id = x.body_id
   ORDER BY b.name, b.id, array_position(ARRAY['due'], x.month) NULLS LAST,
            array_position(ARRAY['later', 'waits', 'permanent', 'unscheduled'], x.month) NULLS FIRST, x.month`;

/** What may go when, by month, by what the schedules came to last night. */
@Injectable()
export class ComingDue implements MakesReport {
  readonly name = 'coming-due';

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { months }: ReportAsked): Promise<MadeReport> {
    demand(actor, 'policy.read');
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const now = this.clock.now();
    const [[work], rows]: [{ at: Date | null }[], Record<string, Cell>[]] = await Promise.all([
      this.database.query(
        `SELECT greatest((SELECT done_at FROM daily_work WHERE name = 'schedules'), (SELECT done_at FROM schedule_round)) AS at`,
      ),
      this.database.query(COMING, [bodies.map(({ id }) => id), bodies.map(({ zone }) => dayOf(now, zone)), months]),
    ]);
    const cells = rows.map(({ name, month, destroy, transfer, review, items }) => [
      name ?? null,
      month ?? null,
      destroy ?? 0,
      transfer ?? 0,
      review ?? 0,
      items ?? 0,
    ]);
    const columns = ['body', 'month', 'destroy#', 'transfer#', 'review#', 'items#'];
    return { name: this.name, asOf: work?.at?.toISOString() ?? null, sections: [section('months', columns, cells)] };
  }
}
