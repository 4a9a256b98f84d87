import type { ClockLaw, DueInput, HolidayCalendar } from './clock.types.js';
import { dueDate } from './due-date.rules.js';

/** A clock that runs, as its owner keeps it. */
export interface OpenClock {
  readonly id: string;
  readonly law: ClockLaw;
  readonly input: DueInput;
  /** As it was last counted. */
  readonly due: string;
}

export interface MovedDue {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The clocks that come out otherwise than they were counted, e.g. once a holiday was proclaimed. `calendarOf` gives the
 * calendar of a law, or of the body type where it has one of its own, as it is now.
 */
export function movedDues(
  open: readonly OpenClock[],
  calendarOf: (law: ClockLaw, bodyType: string | undefined) => HolidayCalendar,
): MovedDue[] {
  return open
    .map(({ id, law, input, due }) => ({
      id,
      before: due,
      after: dueDate(law, input, calendarOf(law, input.bodyType)).due,
    }))
    .filter(({ before, after }) => before !== after);
}
