import { Temporal } from 'temporal-polyfill';
import type { readDays } from '../../platform/index.js';

export interface MonthSpan {
  readonly bodyId: string;
  /** `2026-05` */
  readonly month: string;
  readonly from: Date;
  readonly to: Date;
}

/** This month and those before it, by each body's own clock; the newest first. */
export function monthsBack(
  bodies: readonly { readonly id: string; readonly zone: string }[],
  { now, months }: { readonly now: Date; readonly months: number },
): MonthSpan[] {
  return bodies.flatMap(({ id, zone }) => {
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
    return Array.from({ length: months }, (_, i) => {
      const first = today.with({ day: 1 }).subtract({ months: i });
      return {
        bodyId: id,
        month: first.toPlainYearMonth().toString(),
        from: begins(first, zone),
        to: begins(first.add({ months: 1 }), zone),
      };
    });
  });
}

/** Of a moment, by a clock. */
export function yearOf(at: string, zone: string): number {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).year;
}

export function dayOf(now: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * From the first of these days to the end of the last, by each body's own clock; what is left open is so many months
 * back, and today.
 */
export function daysOf(
  bodies: readonly { readonly id: string; readonly zone: string }[],
  { now, months, from, to }: { readonly now: Date; readonly months: number } & ReadDays,
): { readonly bodyId: string; readonly from: Date; readonly to: Date }[] {
  return bodies.map(({ id, zone }) => {
    const last = to ?? Temporal.PlainDate.from(dayOf(now, zone));
    const first = from ?? last.subtract({ months });
    return { bodyId: id, from: begins(first, zone), to: begins(last.add({ days: 1 }), zone) };
  });
}

type ReadDays = ReturnType<typeof readDays>;

function begins(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}
