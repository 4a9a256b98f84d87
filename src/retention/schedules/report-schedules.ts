import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { dayIn } from './schedule-memo.rules.js';

export interface ScheduleReport {
  /** When the last night's work was done; null: never. What is told is as of then. */
  readonly asOf: string | null;
  readonly bodies: readonly {
    readonly bodyId: string;
    readonly body: string;
    readonly items: number;
    /** The goal is none. */
    readonly unscheduled: number;
    /** Not worked out yet: they came since. */
    readonly waiting: number;
    readonly accounts: readonly { readonly accountId: string; readonly handle: string; readonly unscheduled: number }[];
    readonly history: readonly { readonly on: string; readonly items: number; readonly unscheduled: number }[];
    readonly coming: readonly {
      /** `2026-11`; earlier ones and today's are `due`. */
      readonly month: string;
      readonly destroy: number;
      readonly transfer: number;
      readonly review: number;
    }[];
  }[];
}

/** How many items no rule fits, over time, and what comes due by month. */
@Injectable()
export class ReportSchedules {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `months`: how far it looks ahead. */
  async run(actor: Actor, { months }: { readonly months: number }): Promise<ScheduleReport> {
    demand(actor, 'policy.read');
    const [work] = await this.database.query<{ at: Date | null }[]>(
      `SELECT greatest((SELECT done_at FROM daily_work WHERE name = 'schedules'), (SELECT done_at FROM schedule_round)) AS at`,
    );
    const bodies: { id: string; name: string; zone: string }[] = await this.database.query(
      `SELECT id, name, zone FROM body ORDER BY name, id`,
    );
    const told = [];
    for (const body of bodies) told.push(await this.ofBody(body, months));
    return { asOf: work?.at?.toISOString() ?? null, bodies: told };
  }

  private async ofBody(
    { id, name, zone }: { readonly id: string; readonly name: string; readonly zone: string },
    months: number,
  ): Promise<ScheduleReport['bodies'][number]> {
    const [[counts], accounts, history, coming] = await Promise.all([
      this.database.query<{ items: number; unscheduled: number; waiting: number }[]>(
        `SELECT count(s.item_id)::int AS items, count(s.item_id) FILTER (WHERE s.series_id IS NULL)::int AS unscheduled,
                count(*) FILTER (WHERE s.item_id IS NULL)::int AS waiting
           FROM item i JOIN item_key k ON k.item_id = i.id LEFT JOIN item_schedule s ON s.item_id = i.id WHERE i.body_id = $1`,
        [id],
      ),
      this.database.query<{ accountId: string; handle: string; unscheduled: number }[]>(
        `SELECT s.account_id AS "accountId", a.handle, count(*)::int AS unscheduled
           FROM item_schedule s JOIN account a ON a.id = s.account_id
          WHERE s.body_id = $1 AND s.series_id IS NULL GROUP BY s.account_id, a.handle ORDER BY 3 DESC, 2`,
        [id],
      ),
      this.database.query<{ on: string; items: number; unscheduled: number }[]>(
        `SELECT to_char(on_day, 'YYYY-MM-DD') AS on, items::int, unscheduled::int FROM schedule_count
          WHERE body_id = $1 ORDER BY on_day DESC LIMIT 400`,
        [id],
      ),
      this.coming(id, zone, months),
    ]);
    return { bodyId: id, body: name, ...(counts ?? NOTHING), accounts, history: history.toReversed(), coming };
  }

  private async coming(
    bodyId: string,
    zone: string,
    months: number,
  ): Promise<ScheduleReport['bodies'][number]['coming']> {
    return this.database.query(
      `SELECT CASE WHEN s.eligible_on <= $2::date THEN 'due' ELSE to_char(s.eligible_on, 'YYYY-MM') END AS month,
              count(*) FILTER (WHERE s.verdict = 'destroy')::int AS destroy,
              count(*) FILTER (WHERE s.verdict = 'transfer')::int AS transfer,
              count(*) FILTER (WHERE s.verdict = 'review')::int AS review
         FROM item_schedule s
        WHERE s.body_id = $1 AND s.verdict <> 'keep' AND s.eligible_on < ($2::date + make_interval(months => $3))
        GROUP BY 1 ORDER BY min(s.eligible_on)`,
      [bodyId, dayIn(this.clock.now(), zone).toString(), months],
    );
  }
}

const NOTHING = { items: 0, unscheduled: 0, waiting: 0 };
