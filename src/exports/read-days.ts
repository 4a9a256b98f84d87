import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../platform/index.js';

/**
 * The instants that inclusive local days mean in a zone: the first day's midnight, and the last millisecond before the
 * midnight after the last day; on 23-hour days too. Null = open.
 *
 * @throws {Refusal} where a day does not exist or the period ends before it begins
 */
export function windowOf(
  zone: string,
  days: { readonly from?: string | undefined; readonly to?: string | undefined },
): { readonly from: string | null; readonly to: string | null } {
  const from = dayOf(days.from);
  const to = dayOf(days.to);
  if (from && to && Temporal.PlainDate.compare(from, to) > 0) {
    throw new Refusal(
      'invalid-input',
      `The period ends (${days.to}) before it begins (${days.from}). Exchange the two days.`,
    );
  }
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

function dayOf(text: string | undefined): Temporal.PlainDate | null {
  if (text === undefined || text === '') return null;
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day');
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (cause) {
    throw new Refusal('invalid-input', `"${text}" is not a day. Give one such as 2026-05-18.`, {}, { cause });
  }
}
