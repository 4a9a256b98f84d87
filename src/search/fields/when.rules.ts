import { Temporal } from 'temporal-polyfill';

/** Days asked for, inclusive; null is open. */
export interface DaysAsked {
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

const OPEN: DaysAsked = { from: null, to: null };
const RELATIVE = /^(today|yesterday|this-week|this-month|this-year|last-([1-9]\d{0,3})-(days|weeks|months))$/;
const PART = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const COMPARED = /^(>=|<=|>|<)(.+)$/;
const ANY_DAY = Temporal.PlainDate.from('2000-01-01');

/** The one spelling of a period, or null where it is none: `2026-05-18`, `2026-05`, `a..b`, `>=a`, `last-7-days`. */
export function readPeriod(typed: string): string | null {
  const value = typed.toLowerCase();
  const days = periodOn(value, ANY_DAY);
  if (days === null || (days.from === null && days.to === null)) return null;
  return days.from && days.to && Temporal.PlainDate.compare(days.from, days.to) > 0 ? null : value;
}

/** The days a period means on this day; null where it is none. */
export function periodOn(period: string, today: Temporal.PlainDate): DaysAsked | null {
  if (RELATIVE.test(period)) return relative(period, today);
  const compare = COMPARED.exec(period);
  if (compare) return compared(compare[1] ?? '', daysOf(compare[2] ?? ''));
  const [first = '', last, ...others] = period.split('..');
  if (last === undefined) return daysOf(first);
  const [from, to] = [first, last].map((end) => (end === '' ? OPEN : daysOf(end)));
  return others.length === 0 && from && to ? { from: from.from, to: to.to } : null;
}

function compared(sign: string, days: DaysAsked | null): DaysAsked | null {
  const { from, to } = days ?? OPEN;
  if (from === null || to === null) return null;
  switch (sign) {
    case '>=':
      return { from, to: null };
    case '>':
      return { from: to.add({ days: 1 }), to: null };
    case '<=':
      return { from: null, to };
    default:
      return { from: null, to: from.subtract({ days: 1 }) };
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
      // Today is the last of the days counted.
      return { from: today.subtract({ [unit]: Number(count) }).add({ days: 1 }), to: today };
  }
}

/** A day, a month or a year, from its first day to its last. */
function daysOf(text: string): DaysAsked | null {
  const [, year = '0000', month, day] = PART.exec(text) ?? [];
  if (year === '0000') return null;
  try {
    const from = Temporal.PlainDate.from(`${year}-${month ?? '01'}-${day ?? '01'}`, { overflow: 'reject' });
    if (month === undefined) return { from, to: from.with({ month: 12, day: 31 }) };
    return { from, to: day === undefined ? from.with({ day: from.daysInMonth }) : from };
  } catch {
    return null;
  }
}
