import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';
import { alarmOf, type DailyStanding } from './alarm.rules.js';
import type { DeskAlarm } from './views.types.js';

/** What the daily work found, or that it was not done. */
@Injectable()
export class ReadAlarms {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<DeskAlarm[]> {
    const [standings, [first]]: [DailyStanding[], { at: Date }[]] = await Promise.all([
      this.database.query(`SELECT name AS work, done_at AS "doneAt", wrong, unseen FROM daily_work ORDER BY name`),
      this.database.query(`SELECT at FROM exchange ORDER BY id LIMIT 1`),
    ]);
    const seen = { now: this.clock.now(), since: first?.at ?? null };
    return standings.flatMap((standing) => alarmOf(standing, seen) ?? []);
  }
}
