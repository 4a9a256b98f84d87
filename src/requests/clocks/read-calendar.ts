import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { changed } from './changed-calendar.rules.js';
import { ClockBook } from './clock-book.js';
import type { CalendarView, CalendarYear, DayChange } from './clock-views.types.js';
import type { HolidayCalendar } from './clock.types.js';

/** The calendars of laws, with the days that people of this installation put on top. */
@Injectable()
export class ReadCalendar {
  constructor(
    private readonly database: DataSource,
    private readonly book: ClockBook,
  ) {}

  all(actor: Actor): readonly CalendarView[] {
    demand(actor, 'clock.read');
    return this.book.calendarFiles().map(({ id }) => this.viewOf(id));
  }

  async run(
    actor: Actor,
    { calendar: id, year }: { readonly calendar: string; readonly year: number },
  ): Promise<CalendarYear> {
    demand(actor, 'clock.read');
    const view = this.viewOf(id);
    if (year < view.years.from || year > view.years.to) {
      const { from, to } = view.years;
      throw new Refusal(
        'invalid-input',
        `The calendar "${view.title.en}" knows the years ${from} to ${to}. Give one of them.`,
      );
    }
    const [base, changes] = [this.book.calendar(id), await this.changes(id)];
    const calendar = changed(base, changes);
    const days = daysOf(year).flatMap((day) => {
      const holiday = calendar.holidays.get(day);
      return holiday ? [{ day, ...holiday, byHand: base.holidays.get(day) !== holiday }] : [];
    });
    return { ...view, year, days, changes: changes.filter(({ day }) => day.startsWith(`${year}-`)) };
  }

  /** For counting. */
  async calendar(id: string): Promise<HolidayCalendar> {
    return changed(this.book.calendar(id), await this.changes(id));
  }

  async changes(id: string, rows: EntityManager = this.database.manager): Promise<DayChange[]> {
    const found: (Omit<DayChange, 'name'> & { name_en: string | null; name_pl: string | null })[] = await rows.query(
      `SELECT c.id, c.day::text, c.change, c.name_en, c.name_pl, s.text AS reason, c.at, coalesce(p.name, e.actor) AS who
         FROM calendar_day c JOIN audit_event e ON e.id = c.event_id JOIN statement s ON s.event_id = c.event_id
         LEFT JOIN person p ON e.actor = 'person:' || p.id
        WHERE c.calendar = $1 ORDER BY c.number`,
      [id],
    );
    return found.map(({ name_en: en, name_pl: pl, ...row }) => ({
      ...row,
      name: en === null || pl === null ? null : { en, pl },
    }));
  }

  private viewOf(id: string): CalendarView {
    const { title, trust, source, years } = this.book.calendarFile(id);
    const laws = this.book
      .laws()
      .filter((law) => law.calendar === id || law.bodyTypes?.some(({ calendar }) => calendar === id))
      .map((law) => law.id);
    return { id, title, trust, citation: source.citation, url: source.url, years, laws };
  }
}

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let month = 1; month <= 12; month += 1) {
    // Of a month with fewer days the rest are asked for in vain.
    for (let day = 1; day <= 31; day += 1) {
      days.push(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    }
  }
  return days;
}
