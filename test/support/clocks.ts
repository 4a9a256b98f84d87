import { join } from 'node:path';
import { buildCalendar } from '../../src/requests/clocks/build-calendar.js';
import type { ClockLaw, Due, DueInput, HolidayCalendar } from '../../src/requests/clocks/clock.types.js';
import { dueDate } from '../../src/requests/clocks/due-date.rules.js';
import { readClockFiles } from '../../src/requests/clocks/read-clock-files.js';
import { REPOSITORY } from './repository.js';

export const CLOCKS = join(REPOSITORY, 'exports/clocks');
export const clockFiles = readClockFiles(CLOCKS, CLOCKS);

const calendars = new Map<string, HolidayCalendar>();

export function lawOf(id: string): ClockLaw {
  const found = clockFiles.laws.find(({ value }) => value.id === id);
  if (!found) throw new Error(`There is no law ${id}`);
  return found.value;
}

export function calendarOf(id: string): HolidayCalendar {
  const built = calendars.get(id);
  if (built) return built;
  const file = clockFiles.calendars.find(({ value }) => value.id === id);
  if (!file) throw new Error(`There is no calendar ${id}`);
  const calendar = buildCalendar(file.value);
  calendars.set(id, calendar);
  return calendar;
}

/** As the operation does it, on the calendar as its file has it. */
export function dueOf(id: string, received: string, input: Partial<DueInput> = {}): Due {
  const law = lawOf(id);
  const own = law.bodyTypes?.find((type) => type.id === input.bodyType)?.calendar;
  return dueDate(law, { ...input, received }, calendarOf(own ?? law.calendar));
}
