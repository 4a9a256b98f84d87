import { Temporal } from 'temporal-polyfill';
import { Refusal } from './http/problems.js';

/** Inclusive local days, as asked for: `2026-05-18`. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A moment in RFC 3339. @throws {Refusal} where it is none */
export function readTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new Refusal('invalid-input', `"${text}" is not a time. Give one such as 2027-01-01T00:00:00Z.`);
}

/** A calendar day as a person writes it: `2026-05-18`. @throws {Refusal} where there is no such day */
export function readDay(text: string): Temporal.PlainDate {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day');
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (cause) {
    throw new Refusal('invalid-input', `"${text}" is not a day. Give one such as 2026-05-18.`, {}, { cause });
  }
}

/** Null where a day is left open. @throws {Refusal} where a day does not exist or the period ends before it begins */
export function readDays(days: Days): {
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
} {
  const [from, to] = [days.from, days.to].map((text) => (text === undefined || text === '' ? null : readDay(text)));
  if (from && to && Temporal.PlainDate.compare(from, to) > 0) {
    const text = `The period ends (${days.to}) before it begins (${days.from}). Exchange the two days.`;
    throw new Refusal('invalid-input', text);
  }
  return { from: from ?? null, to: to ?? null };
}
