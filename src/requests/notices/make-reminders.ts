import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { Clock, system } from '../../platform/index.js';
import { localDay } from '../request-rows.js';
import type { ReminderKind } from '../request.types.js';
import { writeNotice } from './write-notice.js';

interface Due {
  readonly id: string;
  readonly kind: ReminderKind;
  readonly dueOn: string;
}

const MOST_AT_ONCE = 200;

/** A reminder of the same deadline was written meanwhile by another worker. */
class Written extends Error {
  override readonly name = 'Written';
}

/**
 * Writes down each reminder whose day has come, in the body's own day, once: of several that came while nobody looked,
 * the newest. A clock that stands still reminds nobody.
 */
@Injectable()
export class MakeReminders {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers how many. */
  async run(): Promise<number> {
    const due = await this.due();
    let made = 0;
    for (const { id, kind, dueOn } of due) {
      try {
        await this.trail.write(system('requests'), async (tx) => {
          const at = this.clock.now();
          if (!(await writeNotice(tx, { requestId: id, kind, about: dueOn, at }))) throw new Written();
        });
        made += 1;
      } catch (error) {
        if (!(error instanceof Written)) throw error;
      }
    }
    return made;
  }

  private async due(): Promise<Due[]> {
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const now = this.clock.now();
    return this.database.query(
      `SELECT r.id, m.kind, r.due_on::text AS "dueOn"
         FROM records_request r JOIN unnest($1::uuid[], $2::date[]) AS b (id, today) ON b.id = r.body_id
         LEFT JOIN LATERAL (SELECT s.action FROM request_step s WHERE s.request_id = r.id AND s.action IN ('pause', 'resume')
           ORDER BY s.id DESC LIMIT 1) p ON true
         JOIN LATERAL (SELECT m.kind FROM request_reminder m WHERE m.request_id = r.id AND m.on_day <= b.today
           ORDER BY m.on_day DESC, m.kind LIMIT 1) m ON true
        WHERE r.state NOT IN ('closed', 'withdrawn') AND p.action IS DISTINCT FROM 'pause'
          AND NOT EXISTS (SELECT FROM request_notice n
            WHERE n.request_id = r.id AND n.kind = m.kind AND n.about = r.due_on::text)
        ORDER BY r.due_on, r.id LIMIT ${MOST_AT_ONCE}`,
      [bodies.map(({ id }) => id), bodies.map(({ zone }) => localDay(now, zone))],
    );
  }
}
