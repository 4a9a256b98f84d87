import { Temporal } from 'temporal-polyfill';
import type { Language } from '../../platform/sentences/sentences.js';
import type { Due, DueDay } from './clock.types.js';
import type { Count, Ended } from './count.types.js';
import { capital, cited, type DueKey, dayRange, inWords, listOf, longDay, nthInWords, shortDay, spanInWords, yearDay } from './clock-words.rules.js'; // prettier-ignore

type Told = Omit<Due, 'sentences'> & { readonly ended: Ended };

/** The due date in one sentence, then what else must be known of it. */
export function dueInSentences(count: Count, told: Told): Due['sentences'] {
  const both = (language: Language): string[] => [
    mainSentence(count, told, language),
    ...further(count, told, language),
  ];
  return { en: both('en'), pl: both('pl') };
}

function mainSentence(count: Count, told: Told, language: Language): string {
  const { law, period } = count;
  const called = law.called ?? 'working';
  const nth = nthInWords(period, called, language);
  const fell = told.ended.laid.last.toString();
  const rolled = told.due !== fell;
  const isNamed = count.until !== null;
  const key: DueKey = isNamed ? 'due.named' : rolled ? 'due.rolled' : 'due';
  return inWords(key, language, {
    due: longDay(told.due, language),
    span: spanInWords(period, called, language),
    nth,
    Nth: capital(nth, language),
    start: shortDay(told.start, language),
    extended: count.extensions.map((rule) => extendedBy(rule, called, language)).join(''),
    fell: rolled ? fellOn(fell, count, language) : '',
    first: yearDay(told.first, language),
    without: without(told.ended.laid.days, language),
    cite: cited(told.authority, language),
  });
}

function extendedBy(rule: Count['extensions'][number], called: string, language: Language): string {
  if (rule.longest === null) return '';
  return inWords(rule.from === 'receipt' ? 'due.to' : 'due.by', language, {
    span: spanInWords(rule.longest, called, language),
  });
}

function fellOn(date: string, { ground }: Count, language: Language): string {
  const holiday = ground.calendar.holidays.get(date);
  const day = shortDay(date, language);
  if (holiday) return inWords('fell.holiday', language, { day, name: holiday.name });
  const isSunday = Temporal.PlainDate.from(date).dayOfWeek === 7;
  return inWords(isSunday ? 'fell.sunday' : 'fell.saturday', language, { day });
}

/** `, without 23–24 May (weekend) and 25 May (Memorial Day)`; several weekends are counted, not listed. */
function without(days: readonly DueDay[], language: Language): string {
  const skipped = days.filter(({ counted }) => !counted);
  if (skipped.length === 0) return '';
  const weekends = runs(
    skipped.filter(({ kind }) => kind === 'weekend'),
    () => '',
  );
  const others = runs(
    skipped.filter(({ kind }) => kind !== 'weekend'),
    ({ why }) => why[language],
  );
  const named = others.map(({ from, to, name }) =>
    inWords('skipped.days', language, { days: dayRange(from, to, language), name }),
  );
  const [only] = weekends;
  const told = !only
    ? []
    : weekends.length === 1
      ? [inWords('skipped.weekend', language, { days: dayRange(only.from, only.to, language) })]
      : [inWords('skipped.weekends', language, { n: weekends.length })];
  return inWords('due.without', language, { list: listOf([...told, ...named], language) });
}

interface Run {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** Days that follow each other under one name. */
function runs(days: readonly DueDay[], nameOf: (day: DueDay) => string): Run[] {
  const found: Run[] = [];
  for (const day of days) {
    const last = found.at(-1);
    const name = nameOf(day);
    if (last && last.name === name && follows(last.to, day.date)) found[found.length - 1] = { ...last, to: day.date };
    else found.push({ from: day.date, to: day.date, name });
  }
  return found;
}

function follows(before: string, date: string): boolean {
  return Temporal.PlainDate.from(before).add({ days: 1 }).toString() === date;
}

function further(count: Count, told: Told, language: Language): string[] {
  return [
    ...beginning(count, told, language),
    ...count.extensions.flatMap((rule) => [
      inWords('also.notice', language, {
        first: yearDay(told.first, language),
        notice: rule.notice,
        cite: cited(rule.citation, language),
      }),
      ...(rule.longest === null && count.until === null ? [inWords('also.open', language, { title: rule.title })] : []),
    ]),
    ...(told.outer !== null && told.outer !== told.due && (count.law.extensions ?? []).length > 0
      ? [inWords('also.outer', language, { outer: yearDay(told.outer, language) })]
      : []),
    ...(told.consequence
      ? [
          inWords('also.consequence', language, {
            text: told.consequence.text,
            cite: cited(told.consequence.authority, language),
            Cite: capital(cited(told.consequence.authority, language), language),
          }),
        ]
      : []),
    ...(count.law.trust === 'confirmed' ? [inWords('also.confirmed', language)] : []),
  ];
}

function beginning({ beginning: { because } }: Count, { start }: Told, language: Language): string[] {
  if (because.is === 'receipt') return [];
  const cite = cited(because.authority, language);
  if (because.is === 'restarted') {
    return [inWords('also.restarted', language, { start: yearDay(start, language), title: because.title, cite })];
  }
  const received = yearDay(because.received.toString(), language);
  return [inWords('also.deemed', language, { received, start: yearDay(start, language), cite })];
}
