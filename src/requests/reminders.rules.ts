import { Temporal } from 'temporal-polyfill';
import type { ReminderKind } from './request.types.js';

const PARTS: readonly (readonly [ReminderKind, number])[] = [
  ['half', 50],
  ['three-quarters', 75],
  ['nine-tenths', 90],
];

/**
 * The days on which the owner of a deadline is reminded: when half, three quarters and nine tenths of the days that
 * count have gone, in whole days and rather early than late, and on the day before. None on the day of receipt.
 * `counted`: the days the law counts, in order; every day from receipt on where none are told.
 */
export function remindersOf(
  receivedOn: string,
  dueOn: string,
  counted: readonly string[] = [],
): readonly { readonly kind: ReminderKind; readonly onDay: string }[] {
  const received = Temporal.PlainDate.from(receivedOn);
  const due = Temporal.PlainDate.from(dueOn);
  const days = received.until(due, { largestUnit: 'days' }).days;
  const gone = (percent: number): Temporal.PlainDate => {
    if (counted.length === 0) return received.add({ days: Math.floor((days * percent) / 100) });
    const last = counted[Math.floor((counted.length * percent) / 100) - 1];
    return last === undefined ? received : Temporal.PlainDate.from(last);
  };
  const parts = PARTS.map(([kind, percent]) => ({
    kind,
    day: gone(percent),
  }));
  return [...parts, { kind: 'day-before' as const, day: due.subtract({ days: 1 }) }]
    .filter(({ day }) => Temporal.PlainDate.compare(day, received) > 0 && Temporal.PlainDate.compare(day, due) <= 0)
    .map(({ kind, day }) => ({ kind, onDay: day.toString() }));
}
