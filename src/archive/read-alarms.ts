import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type MarkStanding, ReadMarks } from '../audit/index.js';
import { Clock, Config } from '../platform/index.js';
import { alarmOf, type DailyStanding, markAlarms } from './alarm.rules.js';
import type { DeskAlarm } from './views.types.js';

const DAY_MS = 86_400_000;

/** Findings about stored objects stand until they end, or until somebody has looked at them. */
const STANDINGS = `
  SELECT w.name AS work, w.done_at AS "doneAt", w.unseen,
         CASE w.name WHEN 'fixity' THEN (SELECT count(*)::int FROM fixity_fault f WHERE f.ended_at IS NULL AND f.looked_at IS NULL)
           ELSE w.wrong END AS wrong,
         CASE w.name WHEN 'fixity' THEN (SELECT count(*)::int FROM fixity f WHERE f.verified_at < $1 AND f.kind <> 'store')
           ELSE 0 END AS late
    FROM daily_work w ORDER BY w.name`;

/** What the daily work found, or that it was not done; and who outside does not mark our log any more. */
@Injectable()
export class ReadAlarms {
  private readonly sources: (() => Promise<DeskAlarm[]>)[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly marks: ReadMarks,
  ) {}

  /** For modules that stand to the right of this one. */
  register(source: () => Promise<DeskAlarm[]>): void {
    this.sources.push(source);
  }

  async run(): Promise<DeskAlarm[]> {
    const [standings, [first], marks]: [DailyStanding[], { at: Date }[], MarkStanding[]] = await Promise.all([
      this.database.query(STANDINGS, [new Date(this.clock.now().getTime() - this.config.fixity.days * DAY_MS)]),
      this.database.query(`SELECT at FROM exchange ORDER BY id LIMIT 1`),
      this.marks.standings(),
    ]);
    const seen = { now: this.clock.now(), since: first?.at ?? null };
    const daily = standings.flatMap((standing) => alarmOf(standing, seen) ?? []);
    const others = await Promise.all(this.sources.map((source) => source()));
    return [...(await this.rebuild()), ...daily, ...markAlarms(marks), ...others.flat()];
  }

  /** Until a person has confirmed an archive that was brought back, it says so at the top. */
  private async rebuild(): Promise<DeskAlarm[]> {
    const rows: { done: Date | null; lost: number }[] = await this.database.query(
      `SELECT finished_at AS done, coalesce((SELECT sum((l->>'count')::int) FROM jsonb_array_elements(lost) l), 0)::int AS lost
         FROM archive_rebuild WHERE confirmed_at IS NULL`,
    );
    return rows.map(({ done, lost }) => ({
      work: 'rebuild',
      is: done === null ? 'overdue' : 'wrong',
      things: lost,
      doneAt: done?.toISOString() ?? null,
    }));
  }
}
