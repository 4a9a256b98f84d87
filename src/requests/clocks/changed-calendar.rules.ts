import type { DayChange } from './clock-views.types.js';
import type { Holiday, HolidayCalendar } from './clock.types.js';

/** A calendar with what people said on top; of several things said of one day the last is so. */
export function changed(base: HolidayCalendar, changes: readonly DayChange[]): HolidayCalendar {
  if (changes.length === 0) return base;
  const said = new Map(changes.map((change) => [change.day, holidayOf(change)]));
  return {
    ...base,
    holidays: { get: (day) => (said.has(day) ? (said.get(day) ?? undefined) : base.holidays.get(day)) },
  };
}

function holidayOf({ name, who, reason }: DayChange): Holiday | null {
  if (name === null) return null;
  return { name, authority: { en: `${who}: ${reason}`, pl: `${who}: ${reason}` } };
}
