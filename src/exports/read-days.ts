import { Temporal } from 'temporal-polyfill';
import { type Days, readDays } from '../platform/index.js';

/**
 * The instants that inclusive local days mean in a zone: the first day's midnight, and the last millisecond before the
 * midnight after the last day; on 23-hour days too. Null = open.
 *
 * @throws {Refusal} where a day does not exist or the period ends before it begins
 */
export function windowOf(zone: string, days: Days): { readonly from: string | null; readonly to: string | null } {
  const { from, to } = readDays(days);
  const midnight = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  return {
    from: from && new Date(midnight(from)).toISOString(),
    to: to && new Date(midnight(to.add({ days: 1 })) - 1).toISOString(),
  };
}

/** RFC 3339 with the offset of the zone: `2026-05-18T00:00:00-05:00`. */
export function inZone(at: string | null, zone: string): string | null {
  if (at === null) return null;
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return local.toString({ smallestUnit: 'second', timeZoneName: 'never' });
}
