import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../platform/index.js';
import { localDay } from './request-rows.js';
import type { ReminderKind } from './request.types.js';

/** Something about a request that is due on the desk today. */
export interface Duty {
  readonly requestId: string;
  readonly number: string;
  readonly bodyId: string;
  readonly zone: string;
  readonly dueOn: string;
  /** The newest reminder that has come; `overdue` from the day after the deadline; null where only the calendar moved. */
  readonly why: ReminderKind | 'overdue' | null;
  /** The newest step of the request was a recount, because a calendar was changed: what it did. */
  readonly recount: 'moved' | 'stuck' | null;
  /** The day it was due until that recount. */
  readonly before: string | null;
}

/** What the newest step did to the deadline, where it is a recount; that only the law's outer day moved is not told. */
const NEWEST_STEP = `
  SELECT CASE WHEN s.action <> 'recount' THEN NULL WHEN (s.said->'due') IS NULL THEN 'stuck'
              WHEN s.said->>'before' <> s.said->>'due' THEN 'moved' END AS recount,
         CASE WHEN s.action = 'recount' THEN s.said->>'before' END AS before
    FROM request_step s WHERE s.request_id = r.id ORDER BY s.id DESC LIMIT 1`;

/** What the desk has to say of deadlines: one line a request, the nearest deadline first. A paused clock reminds nobody;
 * that a calendar moved a deadline is told until the next step is taken. */
@Injectable()
export class ReadDuties {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<Duty[]> {
    demand(actor, 'request.read');
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const now = this.clock.now();
    return this.database.query(
      `SELECT r.id AS "requestId", r.number, r.body_id AS "bodyId", b.zone, r.due_on::text AS "dueOn",
              CASE WHEN p.action = 'pause' THEN NULL WHEN r.due_on < b.today THEN 'overdue' ELSE m.kind END AS why,
              l.recount, l.before
         FROM records_request r JOIN unnest($1::uuid[], $2::text[], $3::date[]) AS b (id, zone, today) ON b.id = r.body_id
         LEFT JOIN LATERAL (SELECT s.action FROM request_step s WHERE s.request_id = r.id AND s.action IN ('pause', 'resume')
           ORDER BY s.id DESC LIMIT 1) p ON true
         LEFT JOIN LATERAL (${NEWEST_STEP}) l ON true
         LEFT JOIN LATERAL (SELECT m.kind FROM request_reminder m WHERE m.request_id = r.id AND m.on_day <= b.today
           ORDER BY m.on_day DESC, m.kind LIMIT 1) m ON true
        WHERE r.state NOT IN ('closed', 'withdrawn') AND (l.recount IS NOT NULL
          OR p.action IS DISTINCT FROM 'pause' AND (r.due_on < b.today OR m.kind IS NOT NULL))
        ORDER BY r.due_on, r.id LIMIT 500`,
      [bodies.map(({ id }) => id), bodies.map(({ zone }) => zone), bodies.map(({ zone }) => localDay(now, zone))],
    );
  }
}
