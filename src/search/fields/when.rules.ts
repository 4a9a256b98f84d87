import { Temporal } from 'temporal-polyfill';

/** Days asked for, inclusive; null is open. `relative`: counted from today when it is looked for. */
export interface DaysAsked {
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

const RELATIVE = /^(today|yesterday|this-week|this-month|this-year|last-([1-9]\d{0,3})-(days|weeks|months))$/;
const PART = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The one spelling of a period, or null where it is none: `2026-05-18`, `2026-05`, `a..b`, `>=a`, `last-7-days`. */
export function readPeriod(typed: string): string | null {
  const value = typed.toLowerCase();
  if (RELATIVE.test(value)) return value;
  const [, sign = '', rest = ''] = /^(>=|<=|>|<)?(.+)$/.exec(value) ?? [];
  if (sign !== '') return PART.test(rest) && daysOf(rest) ? value : null;
  const ends = value.split('..');
  if (ends.length > 2 || ends.every((end) => end === '')) return null;
  if (ends.length === 1) return daysOf(value) ? value : null;
  if (!ends.every((end) => end === '' || daysOf(end))) return null;
  const { from, to } = periodOn(value, Temporal.PlainDate.from('2000-01-01'));
  return from && to && Temporal.PlainDate.compare(from, to) > 0 ? null : value;
}

/** The days a period means on this day. `period` is as `readPeriod` spells it. */
export function periodOn(period: string, today: Temporal.PlainDate): DaysAsked {
  if (RELATIVE.test(period)) return relative(period, today);
  const [, sign = '', rest = ''] = /^(>=|<=|>|<)?(.+)$/.exec(period) ?? [];
  if (sign !== '') return compared(sign, daysOf(rest));
  const [from = '', to] = period.split('..');
  if (to === undefined) return daysOf(from) ?? { from: null, to: null };
  return { from: daysOf(from)?.from ?? null, to: daysOf(to)?.to ?? null };
}

function compared(sign: string, days: DaysAsked | null): DaysAsked {
  switch (sign) {
    case '>=':
      return { from: days?.from ?? null, to: null };
    case '>':
      return { from: days?.to?.add({ days: 1 }) ?? null, to: null };
    case '<=':
      return { from: null, to: days?.to ?? null };
    default:
      return { from: null, to: days?.from?.subtract({ days: 1 }) ?? null };
  }
}

function relative(period: string, today: Temporal.PlainDate): DaysAsked {
  const [, , count = '0', unit = 'days'] = RELATIVE.exec(period) ?? [];
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: today.subtract({ days: 1 }), to: today.subtract({ days: 1 }) };
    case 'this-week':
      return { from: today.subtract({ days: today.dayOfWeek - 1 }), to: today };
    case 'this-month':
      return { from: today.with({ day: 1 }), to: today };
    case 'this-year':
      return { from: today.with({ month: 1, day: 1 }), to: today };
    default:
      // The days are counted with today as the last of them.
      return { from: today.subtract({ [unit]: Number(count) }).add({ days: 1 }), to: today };
  }
}

/** A day, a month or a year, from its first day to its last. */
function daysOf(text: string): DaysAsked | null {
  const [, year, month, day] = PART.exec(text) ?? [];
  if (year === undefined || Number(year) < 1) return null;
  const fields = { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) };
  try {
    const from = Temporal.PlainDate.from(fields, { overflow: 'reject' });
    if (month === undefined) return { from, to: from.with({ month: 12, day: 31 }) };
    return { from, to: day === undefined ? from.with({ day: from.daysInMonth }) : from };
  } catch {
    return null;
  }
}
