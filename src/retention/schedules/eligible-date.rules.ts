import { Temporal } from 'temporal-polyfill';
import type { Cutoff, CutoffEnd, RecordSeries } from './policy.types.js';
import type { DatedEvent, RetentionEventName } from './retention-events.types.js';
import type { Dated, Step } from './schedule.types.js';

/** What counting begins with. */
export interface CountFrom {
  /** As it is known: RFC 3339, or null where only the day is. */
  readonly at: string | null;
  readonly on: Temporal.PlainDate;
  readonly zone: string;
  /** Of the event the series waits for; null while it has not come. */
  readonly event: DatedEvent | null;
}

/**
 * From which day on an item of a series may go, with its arithmetic: the day of creation or of the event; the end of the
 * month or year it falls into, counting from the day after; the period, in calendar units. Polish law counts "full
 * calendar years from 1 January after" (Dz.U. 2015 poz. 1743): that is the end of the calendar year.
 */
export function datesOf(series: RecordSeries, from: CountFrom, fiscalYearEnds: string | undefined): Dated {
  const created: Step = { step: 'created', at: from.at, on: from.on.toString(), zone: from.zone };
  if (series.period === 'permanent') return permanent(series, from, { fiscalYearEnds, steps: [created] });
  const started = startOf(series.cutoff, from, fiscalYearEnds);
  const steps = [created, ...started.steps];
  const eventId = started.eventId;
  if (started.on === null) return { startsOn: null, eligibleOn: null, permanent: false, eventId, steps };
  const added = addPeriod(started.on, series.period);
  const step: Step = { step: 'period', period: series.period, ...added.told };
  return { startsOn: started.on, eligibleOn: added.on, permanent: false, eventId, steps: [...steps, step] };
}

function permanent(
  series: RecordSeries,
  from: CountFrom,
  { fiscalYearEnds, steps }: { fiscalYearEnds: string | undefined; steps: readonly Step[] },
): Dated {
  const always: Step = { step: 'permanent' };
  if (series.transferAfter === undefined) {
    return { startsOn: null, eligibleOn: null, permanent: true, eventId: null, steps: [...steps, always] };
  }
  const { on, eventId, steps: counted } = startOf(series.cutoff, from, fiscalYearEnds);
  if (on === null)
    return { startsOn: null, eligibleOn: null, permanent: true, eventId, steps: [...steps, ...counted, always] };
  const added = addPeriod(on, series.transferAfter);
  const moved: Step = { step: 'transfer', period: series.transferAfter, ...added.told };
  return { startsOn: on, eligibleOn: added.on, permanent: true, eventId, steps: [...steps, ...counted, always, moved] };
}

interface Started {
  readonly on: Temporal.PlainDate | null;
  readonly eventId: string | null;
  readonly steps: readonly Step[];
}

function startOf(cutoff: Cutoff, from: CountFrom, fiscalYearEnds: string | undefined): Started {
  const wanted = eventOf(cutoff);
  if (wanted === null) return cutOff(from.on, endOf(cutoff), { fiscalYearEnds, eventId: null, before: [] });
  if (from.event === null) return { on: null, eventId: null, steps: [{ step: 'waits', event: wanted }] };
  const happened = Temporal.PlainDate.from(from.event.on);
  // What is created after an event that is recorded of it begins with its creation.
  const on = Temporal.PlainDate.compare(happened, from.on) < 0 ? from.on : happened;
  const step: Step = { step: 'event', event: wanted, on: from.event.on };
  return cutOff(on, endOf(cutoff), { fiscalYearEnds, eventId: from.event.id, before: [step] });
}

function cutOff(
  on: Temporal.PlainDate,
  end: CutoffEnd | null,
  told: {
    readonly fiscalYearEnds: string | undefined;
    readonly eventId: string | null;
    readonly before: readonly Step[];
  },
): Started {
  const { eventId, before } = told;
  if (end === null) return { on, eventId, steps: before };
  const last = lastDay(on, end, told.fiscalYearEnds);
  const next = last.add({ days: 1 });
  const step: Step = { step: 'cutoff', end, ends: last.toString(), from: next.toString() };
  return { on: next, eventId, steps: [...before, step] };
}

/** The event a series waits for. */
export function eventOf(cutoff: Cutoff): RetentionEventName | null {
  return typeof cutoff === 'string' ? null : cutoff.event;
}

function endOf(cutoff: Cutoff): CutoffEnd | null {
  if (typeof cutoff !== 'string') return cutoff.then ?? null;
  return cutoff === 'creation' ? null : cutoff;
}

function lastDay(on: Temporal.PlainDate, end: CutoffEnd, fiscalYearEnds: string | undefined): Temporal.PlainDate {
  if (end === 'end-of-month') return on.with({ day: on.daysInMonth });
  if (end === 'end-of-calendar-year') return on.with({ month: 12, day: 31 });
  const [month = 12, day = 31] = (fiscalYearEnds ?? '12-31').split('-').map(Number);
  const inYear = (year: number): Temporal.PlainDate =>
    Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  const ends = inYear(on.year);
  return Temporal.PlainDate.compare(on, ends) <= 0 ? ends : inYear(on.year + 1);
}

function addPeriod(
  from: Temporal.PlainDate,
  period: string,
): {
  readonly on: Temporal.PlainDate;
  readonly told: { readonly from: string; readonly on: string; readonly clamped: boolean };
} {
  const duration = Temporal.Duration.from(period);
  const on = from.add(duration);
  const { years, months } = duration;
  // 29 February and a year: that year has no such day, and its month's last day stands for it.
  const clamped = from.add({ years, months }).day !== from.day;
  return { on, told: { from: from.toString(), on: on.toString(), clamped } };
}

const PERIOD = /^P(?=\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?$/;

/** What is wrong with a period as somebody wrote it; null: nothing. */
export function periodFault(period: string): string | null {
  if (period === 'permanent') return null;
  if (PERIOD.test(period)) return null;
  const shown = JSON.stringify(period.slice(0, 40));
  if (/^[+-]|-\d/.test(period)) return `${shown} counts backwards. A period is not negative: P3Y, P90D.`;
  if (/T/.test(period)) return `${shown} has hours in it. Retention counts days, weeks, months and years: P3Y, P90D.`;
  return `${shown} is no period. Write it in ISO 8601 with whole days, weeks, months or years, such as P3Y or P90D; or permanent.`;
}

/** Whether a period has no length: then what starts it is all there is. */
export function isEmptyPeriod(period: string): boolean {
  return period !== 'permanent' && Temporal.Duration.from(period).blank;
}
