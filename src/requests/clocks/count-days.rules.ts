import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../platform/http/problems.js';
import type { DueDay, HolidayCalendar, Span, Words } from './clock.types.js';
import { inBoth } from './clock-words.rules.js';

type Day = Temporal.PlainDate;

/** A stretch on which the clock stands still, both days included. */
export interface StandStill {
  readonly from: Day;
  readonly to: Day;
  readonly why: Words;
  readonly authority: Words;
}

/** What counting needs to know of a day. */
export interface Ground {
  readonly calendar: HolidayCalendar;
  readonly pauses: readonly StandStill[];
  /** The statute under which a day counts. */
  readonly authority: Words;
  readonly roll: boolean;
  readonly rollAuthority: Words;
}

export interface Laid {
  readonly days: readonly DueDay[];
  /** The last day of the period, before it is moved to a day on which something can be done. */
  readonly last: Day;
}

/** The days after `from` to the last of a span, each with the reason why it counts or does not. */
export function layOut(from: Day, span: Span, ground: Ground): Laid {
  const days: DueDay[] = [];
  let day = from;
  const next = (): DueDay | null => {
    day = inData(day.add({ days: 1 }), ground.calendar);
    const skipped = pausedOn(day, ground) ?? (countsOnlyWork(span) ? skippedOn(day, ground.calendar) : null);
    if (skipped) days.push(skipped);
    return skipped;
  };
  if (span.unit === 'months') {
    let end = inData(from.add({ months: span.length }), ground.calendar);
    while (Temporal.PlainDate.compare(day, end) < 0) {
      if (next() === null) days.push(countedOn(day, ground, inBoth('day.in-month')));
      else end = inData(end.add({ days: 1 }), ground.calendar);
    }
    return { days, last: day };
  }
  const wanted = daysOf(span);
  for (let counted = 0; counted < wanted;) {
    if (next() !== null) continue;
    counted += 1;
    days.push(countedOn(day, ground, inBoth('day.counted', { n: counted })));
  }
  return { days, last: day };
}

/** The day on which a period that has its last day on `last` ends, and the days between. */
export function rollForward(last: Day, { calendar, roll, rollAuthority }: Ground): Laid {
  const days: DueDay[] = [];
  if (!roll || skippedOn(last, calendar) === null) return { days, last };
  let day = last;
  for (;;) {
    day = inData(day.add({ days: 1 }), calendar);
    const skipped = skippedOn(day, calendar);
    if (skipped === null) break;
    days.push(skipped);
  }
  const why = inBoth('day.rolled-to');
  days.push({ date: day.toString(), counted: false, kind: 'rolled-to', why, authority: rollAuthority });
  return { days, last: day };
}

/** Why the calendar leaves a day out; null where it does not. */
export function skippedOn(day: Day, calendar: HolidayCalendar): DueDay | null {
  const date = day.toString();
  const holiday = calendar.holidays.get(date);
  if (holiday) return { date, counted: false, kind: 'holiday', why: holiday.name, authority: holiday.authority };
  if (!calendar.weekend.includes(day.dayOfWeek)) return null;
  const why = inBoth(day.dayOfWeek === 7 ? 'day.sunday' : 'day.saturday');
  return { date, counted: false, kind: 'weekend', why, authority: calendar.authority };
}

/** @throws {Refusal} where the calendar does not know the year */
export function inData(day: Day, { years, title }: HolidayCalendar): Day {
  if (day.year >= years.from && day.year <= years.to) return day;
  throw new Refusal(
    'invalid-input',
    `${day.toString()} cannot be counted: the calendar "${title.en}" knows the years ${years.from} to ${years.to}.`,
  );
}

function daysOf({ length, unit }: Span): number {
  if (unit === 'weeks') return length * 7;
  return unit === 'working-weeks' ? length * 5 : length;
}

function countsOnlyWork({ unit }: Span): boolean {
  return unit === 'working' || unit === 'working-weeks';
}

function pausedOn(day: Day, { pauses }: Ground): DueDay | null {
  const pause = pauses.find(
    ({ from, to }) => Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0,
  );
  if (!pause) return null;
  return { date: day.toString(), counted: false, kind: 'paused', why: pause.why, authority: pause.authority };
}

function countedOn(day: Day, { authority }: Ground, why: Words): DueDay {
  return { date: day.toString(), counted: true, kind: 'counted', why, authority };
}
