import { periodFault } from './eligible-date.rules.js';
import type { Policy, RecordSeries, Words } from './policy.types.js';
import type { RetentionEventName } from './retention-events.types.js';

/** A row of a table by the names of its columns, as they stand in its first line. */
export type TableRow = Readonly<Record<string, string>>;

export interface Imported {
  readonly series: readonly RecordSeries[];
  readonly left: readonly { readonly row: string; readonly why: string }[];
}

type Read = { readonly series: RecordSeries } | { readonly why: string } | null;

const both = (text: string): Words => ({ en: text, pl: text });
const YEARS_END = 'end-of-calendar-year';
const B_CONSENTS = ['archive-director', 'evidentiary-value-lost'] as const;

export function importTable(
  rows: readonly TableRow[],
  read: (row: TableRow) => Read,
  nameOf: (row: TableRow) => string,
): Imported {
  const series: RecordSeries[] = [];
  const left: { row: string; why: string }[] = [];
  for (const row of rows) {
    const found = read(row);
    if (found === null) continue;
    if ('why' in found) left.push({ row: nameOf(row), why: found.why });
    else if (series.some(({ id }) => id.toLowerCase() === found.series.id.toLowerCase()))
      left.push({ row: nameOf(row), why: 'its symbol stands there twice' });
    else series.push(found.series);
  }
  return { series, left };
}

/** A class of a Polish JRWA; a row without a category is a heading. */
export function jrwaRow(row: TableRow): Read {
  const [symbol, title, category, notes] = ['symbol', 'hasło', 'kategoria', 'uwagi'].map((name) =>
    (row[name] ?? '').trim(),
  );
  if (!symbol || !category) return null;
  const rule = ruleOfCategory(category);
  if (rule === null) return { why: `the category "${category}" is none of A, B5, BE10, Bc` };
  const bare = { id: symbol, title: both(title || symbol), ...(notes ? { notes: both(notes) } : {}) };
  return { series: { ...bare, ...rule } };
}

function ruleOfCategory(category: string): Omit<RecordSeries, 'id' | 'title'> | null {
  if (/^A$/i.test(category)) {
    return { cutoff: YEARS_END, period: 'permanent', transferAfter: 'P25Y', action: 'transfer' };
  }
  if (/^BC$/i.test(category)) {
    return { cutoff: { event: 'used-up' }, period: 'P0D', action: 'destroy', consents: B_CONSENTS };
  }
  const [, expertise, years] = /^B(E?)[\s-]?(\d{1,3})$/i.exec(category) ?? [];
  if (years === undefined || Number(years) === 0) return null;
  const period = `P${Number(years)}Y`;
  if (expertise === '') return { cutoff: YEARS_END, period, action: 'destroy', consents: B_CONSENTS };
  const consents = [...B_CONSENTS, 'state-archive-expertise'] as const;
  return { cutoff: YEARS_END, period, action: 'review-by-state-archive', consents };
}

const NARA_EVENTS: readonly (readonly [RegExp, RecordSeries['cutoff']])[] = [
  [/end of (the )?(fy|fiscal year)/i, 'end-of-fiscal-year'],
  [/end of (the )?(cy|calendar year)/i, 'end-of-calendar-year'],
  [/end of (the )?month/i, 'end-of-month'],
  [/final action/i, { event: 'final-action' satisfies RetentionEventName }],
  [/no longer needed/i, { event: 'no-longer-needed' satisfies RetentionEventName }],
  [/superse|obsolete/i, { event: 'superseded' satisfies RetentionEventName }],
];

/** The columns of NARA's machine-implementable GRS, by what their names begin with or hold. */
const NARA_COLUMNS = {
  grs: /^grs( number| no\.?)?$|grs schedule/i,
  item: /item( number| no\.?)?$/i,
  title: /title|records? description/i,
  years: /^retention.*year/i,
  type: /retention type/i,
  event: /event type/i,
  authority: /authority/i,
  final: /final disposition|disposition type|temporary|permanent/i,
  text: /instruction/i,
} as const;

type NaraColumn = keyof typeof NARA_COLUMNS;

/** @returns null where a column without which nothing can be counted is missing, with its name */
export function naraColumns(
  names: readonly string[],
): { readonly lacks: string } | Readonly<Partial<Record<NaraColumn, string>>> {
  const found: Partial<Record<NaraColumn, string>> = {};
  for (const [column, pattern] of Object.entries(NARA_COLUMNS)) {
    const name = names.find((one) => pattern.test(one.trim()) && !Object.values(found).includes(one));
    if (name !== undefined && column in NARA_COLUMNS) Object.assign(found, { [column]: name });
  }
  const needed = { item: 'Item Number', years: 'Retention (in years)', type: 'Retention Type' } as const;
  const lacks = Object.entries(needed).find(([column]) => !(column in found));
  return lacks ? { lacks: lacks[1] } : found;
}

export function naraRow(columns: Readonly<Partial<Record<NaraColumn, string>>>): (row: TableRow) => Read {
  return (row) => {
    const at = (column: NaraColumn): string => (row[columns[column] ?? ''] ?? '').trim();
    const item = at('item');
    if (item === '') return null;
    const cutoff = naraCutoff(at('type'), at('event'));
    if (cutoff === null) return { why: `its event "${at('event') || at('type')}" is none that can be counted` };
    const period = naraPeriod(at('years'), at('text'));
    if (period === null) return { why: `its retention "${at('years')}" is no number of years` };
    const id = [at('grs'), item]
      .filter((part) => part !== '')
      .join('-')
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-');
    const authority = at('authority');
    const bare = {
      id,
      title: both(at('title') || id),
      ...(authority === ''
        ? {}
        : { authority: { citation: both(authority), url: 'https://www.archives.gov/records-mgmt/grs' } }),
    };
    if (!/permanent/i.test(at('final'))) return { series: { ...bare, cutoff, period, action: 'destroy' } };
    return { series: { ...bare, cutoff, period: 'permanent', transferAfter: period, action: 'transfer' } };
  };
}

function naraCutoff(type: string, event: string): RecordSeries['cutoff'] | null {
  if (/^creation_age$/i.test(type)) return 'creation';
  if (!/^event_age$/i.test(type)) return null;
  return NARA_EVENTS.find(([pattern]) => pattern.test(event))?.[1] ?? null;
}

/** Years as the column has them; where the instruction speaks of days, those. */
function naraPeriod(years: string, text: string): string | null {
  const [, days] = /\b(\d{1,3}) days?\b/i.exec(text) ?? [];
  const number = Number(years);
  if (years === '' || !Number.isFinite(number) || number < 0) return null;
  if (days !== undefined && number < 1) return `P${days}D`;
  const months = number * 12;
  const period = Number.isInteger(number) ? `P${number}Y` : Number.isInteger(months) ? `P${months}M` : '';
  return periodFault(period) === null ? period : null;
}

/** A draft of its own to be edited: which items belong to which series no table says. */
export function importedPolicy(
  kind: 'nara-grs' | 'jrwa',
  { id, today, series }: { readonly id: string; readonly today: string; readonly series: readonly RecordSeries[] },
): Policy {
  const common = {
    id,
    version: `imported-${today}`,
    effective: { from: today },
    trust: 'draft',
    checked: today,
    series,
  } as const;
  return kind === 'jrwa'
    ? {
        ...common,
        title: { en: 'Classes of files (JRWA), imported', pl: 'Jednolity rzeczowy wykaz akt, zaimportowany' },
        jurisdiction: 'PL',
        decides: 'items-created-while-effective',
        authority: {
          citation: {
            en: 'JRWA of the body; Act of 14 July 1983 on archives, Art. 5',
            pl: 'JRWA podmiotu; ustawa z 14 lipca 1983 r., art. 5',
          },
          url: 'https://lexlege.pl/ustawa-o-narodowym-zasobie-archiwalnym-i-archiwach/art-5/',
        },
      }
    : {
        ...common,
        title: { en: 'General Records Schedules, imported', pl: 'General Records Schedules, zaimportowane' },
        jurisdiction: 'US',
        decides: 'all-items',
        authority: {
          citation: both('NARA, General Records Schedules'),
          url: 'https://www.archives.gov/records-mgmt/grs',
        },
        fiscalYearEnds: '09-30',
      };
}
