import Holidays from 'date-holidays';
import type { CalendarFile } from './clock-files.types.js';
import { dayFaults, type PlacedFault } from '../../platform/index.js';
import type { Holiday, HolidayCalendar, Words } from './clock.types.js';

type Region = NonNullable<CalendarFile['regions']>[number];

/**
 * The holidays of a calendar file: what `date-holidays` computes for its regions and rules, with the single days that
 * the file adds and removes. A year is computed when a day of it is first asked for.
 */
export function buildCalendar(file: CalendarFile): HolidayCalendar {
  const { id, title, source, years, weekend } = file;
  const known = new Map<number, ReadonlyMap<string, Holiday>>();
  const get = (day: string): Holiday | undefined => {
    const year = Number(day.slice(0, 4));
    let found = known.get(year);
    if (!found) known.set(year, (found = holidaysIn(file, year)));
    return found.get(day);
  };
  return { id, title, authority: source.citation, years, weekend, holidays: { get } };
}

function holidaysIn(file: CalendarFile, year: number): ReadonlyMap<string, Holiday> {
  const authority = file.source.citation;
  const holidays = new Map<string, Holiday>();
  for (const [day, name] of regionDays(file, year)) holidays.set(day, { name, authority });
  for (const { rule, name, citation } of file.days ?? []) {
    for (const [day, named] of ruleDays(rule, name, year)) {
      holidays.set(day, { name: named, authority: citation ?? authority });
    }
  }
  for (const { day } of file.removed ?? []) holidays.delete(day);
  for (const { day, name, citation } of file.added ?? []) holidays.set(day, { name, authority: citation });
  return holidays;
}

/** What a calendar says that cannot be so. */
export function calendarFaults(file: CalendarFile): PlacedFault[] {
  return [
    ...dayFaults(file.checked, ['checked']),
    ...singleDays(file.added, 'added'),
    ...singleDays(file.removed, 'removed'),
    ...(file.years.from > file.years.to ? [{ path: ['years'], text: 'The years end before they begin.' }] : []),
    ...(file.regions ?? []).flatMap(({ code }, i) =>
      isRegion(code) ? [] : [{ path: ['regions', String(i)], text: `date-holidays knows no region ${code}.` }],
    ),
    ...(file.days ?? []).flatMap(({ rule }, i) =>
      parses(rule)
        ? []
        : [{ path: ['days', String(i), 'rule'], text: `"${rule}" is no rule that date-holidays reads.` }],
    ),
  ];
}

function singleDays(list: readonly { readonly day: string }[] | undefined, name: string): PlacedFault[] {
  return (list ?? []).flatMap(({ day }, i) => dayFaults(day, [name, String(i), 'day']));
}

/** A day that is a holiday in some of several regions is named with them. */
function regionDays({ regions = [], names = {} }: CalendarFile, year: number): [string, Words][] {
  const found = new Map<string, { readonly name: Words; readonly regions: Region[] }>();
  for (const region of regions) {
    const polish = new Map(holidaysOf(region.code, year, 'pl').map(({ day, name }) => [day, name]));
    for (const { day, name, plain } of holidaysOf(region.code, year, 'en')) {
      const own = names[plain];
      const pl = own === undefined ? (polish.get(day) ?? name) : plain === name ? own : `${own} (dzień zastępczy)`;
      const known = found.get(day) ?? { name: { en: name, pl }, regions: [] };
      found.set(day, { name: known.name, regions: [...known.regions, region] });
    }
  }
  return Array.from(found, ([day, { name, regions: inRegions }]) => [
    day,
    inRegions.length === regions.length ? name : inSome(name, inRegions),
  ]);
}

function inSome(name: Words, regions: readonly Region[]): Words {
  const of = (language: 'en' | 'pl'): string =>
    regions.map((region) => region.name?.[language] ?? region.code).join(', ');
  return { en: `${name.en} (${of('en')})`, pl: `${name.pl} (${of('pl')})` };
}

interface Named {
  readonly day: string;
  readonly name: string;
  /** Without what is added for a substitute day. */
  readonly plain: string;
}

function holidaysOf(code: string, year: number, language: string): Named[] {
  return (regionOf(code).getHolidays(year, language) ?? [])
    .filter(({ type }) => type === 'public')
    .map(({ date, name }) => ({ day: date.slice(0, 10), name, plain: name.replace(/ \(substitute day\)$/, '') }));
}

const opened = new Map<string, Holidays>();

/** The rules of a region are read once. */
function regionOf(code: string): Holidays {
  let holidays = opened.get(code);
  if (!holidays) {
    const [country = '', state = ''] = code.split('-');
    opened.set(code, (holidays = new Holidays()));
    holidays.init(country, state);
  }
  return holidays;
}

/** A rule may give the day itself and, where that falls on a weekend, the weekday on which it is kept. */
function ruleDays(rule: string, name: Words, year: number): [string, Words][] {
  const holidays = new Holidays();
  holidays.setHoliday(rule, { name: { en: name.en }, type: 'public' });
  const days = (holidays.getHolidays(year) ?? []).map(({ date }) => date.slice(0, 10));
  const kept = { en: `${name.en} (observed)`, pl: `${name.pl} (dzień zastępczy)` };
  return days.map((day) => [day, isKeptInstead(day, rule) ? kept : name]);
}

/** `2026-07-03` of `07-04 and if saturday then previous friday`. */
function isKeptInstead(day: string, rule: string): boolean {
  return /^\d{2}-\d{2} and if /.test(rule) && day.slice(5) !== rule.slice(0, 5);
}

function isRegion(code: string): boolean {
  const [country = '', state = ''] = code.split('-');
  const holidays = new Holidays();
  const countries: Record<string, string> = holidays.getCountries();
  if (!Object.hasOwn(countries, country)) return false;
  const states: Record<string, string> | null = state === '' ? {} : holidays.getStates(country);
  return state === '' || (states !== null && Object.hasOwn(states, state));
}

function parses(rule: string): boolean {
  return new Holidays().setHoliday(rule, { name: { en: 'x' }, type: 'public' });
}
