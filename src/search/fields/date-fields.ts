import { Temporal } from 'temporal-polyfill';
import { type Window, windowIn } from '../days.js';
import type { Bind, Scene, SearchField } from '../search-field.js';
import { periodOn, readPeriod } from './when.rules.js';

const POSTED = 'coalesce(w.posted_at, i.first_seen_at)';
const EXPECTED = {
  en: 'a day such as 2026-05-18, a month, a year, 2026-05-18..2026-05-20, >=2026-05-18, today, yesterday, this-week, this-month, this-year or last-7-days',
  pl: 'dzień, np. 2026-05-18, miesiąc, rok, 2026-05-18..2026-05-20, >=2026-05-18, today (dziś), yesterday (wczoraj), this-week, this-month, this-year albo last-7-days',
};

interface ZoneWindow extends Window {
  readonly bodyIds: readonly string[];
}

/** What a period is for each zone of the bodies: its days begin and end at their midnights. */
function windowsOf(period: string, { bodies, now }: Scene): ZoneWindow[] {
  const zones = [...new Set(bodies.map(({ zone }) => zone))];
  return zones.map((zone) => {
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
    const bodyIds = bodies.filter((body) => body.zone === zone).map(({ id }) => id);
    return { bodyIds, ...windowIn(zone, periodOn(period, today) ?? { from: null, to: null }) };
  });
}

function within(column: string, windows: readonly ZoneWindow[], bind: Bind): string {
  const [only] = windows;
  if (!only) return 'false';
  const bounds = ({ from, to }: Window): string =>
    [
      ...(from ? [`${column} >= ${bind(from, 'timestamptz')}`] : []),
      ...(to ? [`${column} < ${bind(to, 'timestamptz')}`] : []),
    ].join(' AND ') || 'true';
  if (windows.length === 1) return `(${bounds(only)})`;
  return `(${windows.map((one) => `(i.body_id = ANY(${bind(one.bodyIds, 'uuid[]')}) AND ${bounds(one)})`).join(' OR ')})`;
}

/** The outermost of the zones' own bounds; null where one is open. */
function outermost(windows: readonly ZoneWindow[]): Window {
  return {
    from: bound(
      windows.map(({ from }) => from),
      Math.min,
    ),
    to: bound(
      windows.map(({ to }) => to),
      Math.max,
    ),
  };
}

function bound(times: readonly (Date | null)[], pick: (...times: number[]) => number): Date | null {
  const closed = times.flatMap((time) => time?.getTime() ?? []);
  return closed.length === 0 || closed.length < times.length ? null : new Date(pick(...closed));
}

function read(typed: string): { value: string } | { expected: typeof EXPECTED } {
  const value = readPeriod(typed);
  return value === null ? { expected: EXPECTED } : { value };
}

const date: SearchField = {
  name: 'date',
  example: 'date:2026-05-18..2026-05-20',
  help: {
    en: "When it was posted, in the body's own days: a day, month or year, a range, or counted from today (last-7-days).",
    pl: 'Kiedy opublikowano, według dni podmiotu: dzień, miesiąc, rok, zakres albo licząc od dziś (last-7-days).',
  },
  read,
  inWords: (value, language) => (language === 'pl' ? `opublikowano: ${value}` : `posted ${value}`),
  mean: (value, scene) => {
    const windows = windowsOf(value, scene);
    return { in: 'item', posted: outermost(windows), sql: (bind) => within(POSTED, windows, bind) };
  },
};

const captured: SearchField = {
  name: 'captured',
  example: 'captured:today',
  help: {
    en: "When it was first captured, in the body's own days.",
    pl: 'Kiedy po raz pierwszy zapisano, według dni podmiotu.',
  },
  read,
  inWords: (value, language) => (language === 'pl' ? `zapisano: ${value}` : `first captured ${value}`),
  mean: (value, scene) => {
    const windows = windowsOf(value, scene);
    return { in: 'item', sql: (bind) => within('i.first_seen_at', windows, bind) };
  },
};

export const DATE_FIELDS: readonly SearchField[] = [date, captured];
