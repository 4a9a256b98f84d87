import { Injectable } from '@nestjs/common';
import { statement, statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { changed } from './changed-calendar.rules.js';
import { ClockBook } from './clock-book.js';
import { dayOf } from './clock-input.rules.js';
import { inData } from './count-days.rules.js';
import type { CalendarYear } from './clock-views.types.js';
import { ReadCalendar } from './read-calendar.js';

export interface DayChangeInput {
  readonly calendar: string;
  /** ISO day. */
  readonly day: string;
  readonly change: 'added' | 'removed';
  /** What the day is called; needed of one that is added. `pl` is as `en` unless told. */
  readonly name?: { readonly en: string; readonly pl?: string };
  readonly reason: string;
}

/**
 * A day that does not count is put on top of a calendar, or one that was there is made to count again. Whoever counts
 * from now on counts so; who keeps due dates follows `calendar.day-added` and `calendar.day-removed`.
 */
@Injectable()
export class ChangeCalendarDay {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly book: ClockBook,
    private readonly calendars: ReadCalendar,
  ) {}

  async run(actor: Actor, input: DayChangeInput): Promise<CalendarYear> {
    demand(actor, 'clock.manage');
    const base = this.book.calendar(input.calendar);
    const date = inData(dayOf(input.day, 'The day'), base);
    const isAdded = input.change === 'added';
    const en = isAdded ? statedWords(input.name?.en ?? '', 'The name of the day') : null;
    const pl = isAdded ? statedWords(input.name?.pl ?? en ?? '', 'The Polish name of the day') : null;
    const reason = statedWords(input.reason, 'The reason');
    await this.trail.write(actor, async (tx) => {
      // Two people may change one day at once: the second looks at what the first left.
      await tx.rows.query(`SELECT pg_advisory_xact_lock(hashtext('akta.calendar.' || $1))`, [base.id]);
      const now = changed(base, await this.calendars.changes(base.id, tx.rows)).holidays.get(input.day);
      if (isAdded === (now !== undefined))
        throw new Refusal('already-exists', standing(input.day, base.title.en, now?.name.en));
      const [id, said] = [newId(), statement(reason)];
      const type = isAdded ? 'calendar.day-added' : 'calendar.day-removed';
      await tx.record(type, { day: id, commit: said.digest }, { id: said.id });
      await said.keep(tx);
      await tx.rows.query(
        `INSERT INTO calendar_day (id, calendar, day, change, name_en, name_pl, at, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, base.id, input.day, input.change, en, pl, this.clock.now(), said.id],
      );
    });
    return this.calendars.run(actor, { calendar: base.id, year: date.year });
  }
}

function standing(day: string, calendar: string, name: string | undefined): string {
  if (name === undefined) return `${day} is no holiday of the calendar "${calendar}", so there is nothing to remove.`;
  return `${day} is left out already by the calendar "${calendar}": ${name}.`;
}
