import { Temporal } from 'temporal-polyfill';
import { keyFileLockUntil } from '../../archive/lock.rules.js';

/** The calendar day of a moment in a zone. */
export function localDay(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The first day on which a list that was reviewed on `day` may be approved: the days of notice are whole days and the
 * day of the review is none of them. Without notice it is the day itself.
 */
export function approvableOn(day: string, noticeDays: number): string {
  const first = noticeDays === 0 ? 0 : noticeDays + 1;
  return Temporal.PlainDate.from(day).add({ days: first }).toString();
}

/**
 * The day after which no key file holds what was destroyed at `at`: one made in the last moment before is kept its full
 * time, and goes in the night after.
 */
export function keysGoneAfter(at: Date, zone: string): string {
  return Temporal.PlainDate.from(localDay(keyFileLockUntil(at), zone))
    .add({ days: 1 })
    .toString();
}
