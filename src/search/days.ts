import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../platform/index.js';

/** Inclusive local days, as asked for: `2026-05-18`. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** [from, to) in absolute time; null where it is open. */
export interface Window {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** @throws {Refusal} where a day does not exist or the period ends before it begins */
export function readDays({ from, to }: Days): {
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
} {
  const days = { from: day(from), to: day(to) };
  if (days.from && days.to && Temporal.PlainDate.compare(days.from, days.to) > 0) {
    throw new Refusal('invalid-input', `The period ends (${to}) before it begins (${from}). Exchange the two days.`);
  }
  return days;
}

/** What these days are in a zone: they begin and end at its midnights, on 23-hour days too. */
export function windowIn(zone: string, { from, to }: ReturnType<typeof readDays>): Window {
  const start = (date: Temporal.PlainDate): Date => new Date(date.toZonedDateTime(zone).epochMilliseconds);
  return { from: from && start(from), to: to && start(to.add({ days: 1 })) };
}

function day(text: string | undefined): Temporal.PlainDate | null {
  if (text === undefined || text === '') return null;
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day');
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (cause) {
    throw new Refusal('invalid-input', `"${text}" is not a day. Give one such as 2026-05-18.`, {}, { cause });
  }
}
