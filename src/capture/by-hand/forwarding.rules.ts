/**
 * 44 U.S.C. 2911(a): an officer who sends a record from an account of their own copies it to an official one at once, or
 * forwards a complete copy not later than 20 days after it was created or sent. Read in a secondary source only, so that
 * nobody leans on it: the day is shown as a draft until the statute has been compared.
 */
import { Temporal } from 'temporal-polyfill';

export const FORWARDING_DAYS = 20;

export interface ForwardingClock {
  /** The last day, local to the body. */
  readonly dueOn: string;
  /** 0 where it came in time. */
  readonly daysLate: number;
}

/** The day of creation is not counted. */
export function countForwarding(created: Date, received: Date, zone: string): ForwardingClock {
  const [from, to] = [created, received].map((time) =>
    Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(zone).toPlainDate(),
  );
  if (!from || !to) throw new Error('Two days are needed');
  const due = from.add({ days: FORWARDING_DAYS });
  return { dueOn: due.toString(), daysLate: Math.max(0, due.until(to, { largestUnit: 'day' }).days) };
}
