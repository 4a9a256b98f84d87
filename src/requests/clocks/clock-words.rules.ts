import { type Language, say } from '../../platform/sentences/sentences.js';
import type { Span, Words } from './clock.types.js';
import { dueSentences } from './due-date.sentences.js';

export type DueKey = keyof typeof dueSentences;
type Values = Readonly<Record<string, string | number | Words>>;

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']; // prettier-ignore
const NTH: Readonly<Record<Language, readonly string[]>> = {
  en: ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth', 'twentieth'], // prettier-ignore
  pl: ['', 'pierwszy', 'drugi', 'trzeci', 'czwarty', 'piąty', 'szósty', 'siódmy', 'ósmy', 'dziewiąty', 'dziesiąty', 'jedenasty', 'dwunasty', 'trzynasty', 'czternasty', 'piętnasty', 'szesnasty', 'siedemnasty', 'osiemnasty', 'dziewiętnasty', 'dwudziesty'], // prettier-ignore
};

/** A sentence in one language; values that have a word for each language are given in it. */
export function inWords(key: DueKey, language: Language, values: Values = {}): string {
  const own = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? value[language] : value,
  ]);
  return say(dueSentences, key, language, Object.fromEntries(own));
}

export function inBoth(key: DueKey, values: Values = {}): Words {
  return { en: inWords(key, 'en', values), pl: inWords(key, 'pl', values) };
}

/** `five business days`, `20 working days`, `one month`; `5 dni roboczych`. */
export function spanInWords({ length, unit }: Span, called: string, language: Language): string {
  return inWords(`span.${unit}`, language, { n: length, words: NUMBERS[length] ?? String(length), called });
}

/** `fourteenth day`, `last day of one month`; `czternasty dzień`. */
export function nthInWords(span: Span, called: string, language: Language): string {
  const nth = NTH[language][span.length] ?? (language === 'en' ? englishNth(span.length) : `${span.length}.`);
  return inWords(`nth.${span.unit}`, language, { nth, called, span: spanInWords(span, called, language) });
}

function englishNth(n: number): string {
  const tail = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${tail}`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function parts(date: string, language: Language): Readonly<Record<'weekday' | 'day' | 'month' | 'year', string>> {
  let format = FORMATS.get(language);
  if (!format) {
    // A day of a calendar has no zone: midnight UTC stands for it here and nowhere else.
    const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    FORMATS.set(language, (format = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', options)));
  }
  const found = new Map(format.formatToParts(new Date(`${date}T00:00:00Z`)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return { weekday: part('weekday'), day: part('day'), month: part('month'), year: part('year') };
}

/** `Thursday 28 May 2026`; `piątek 5 czerwca 2026 r.` */
export function longDay(date: string, language: Language): string {
  const { weekday, day, month, year } = parts(date, language);
  return `${weekday} ${day} ${month} ${year}${language === 'pl' ? ' r.' : ''}`;
}

/** `28 May 2026`; `5 czerwca 2026 r.` */
export function yearDay(date: string, language: Language): string {
  const { day, month, year } = parts(date, language);
  return `${day} ${month} ${year}${language === 'pl' ? ' r.' : ''}`;
}

/** `28 May`; `5 czerwca` */
export function shortDay(date: string, language: Language): string {
  const { day, month } = parts(date, language);
  return `${day} ${month}`;
}

/** `23–24 May`, `30 May – 2 June` */
export function dayRange(from: string, to: string, language: Language): string {
  if (from === to) return shortDay(from, language);
  const [first, last] = [parts(from, language), parts(to, language)];
  if (first.month === last.month) return `${first.day}–${last.day} ${last.month}`;
  return `${first.day} ${first.month} – ${last.day} ${last.month}`;
}

/** `a, b and c`; `a, b i c` */
export function listOf(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { style: 'long', type: 'conjunction' }).format(
    items,
  );
}

/** A citation ends a sentence of ours: it brings no full stop of its own. */
export function bare(text: string): string {
  return text.replace(/[.\s]+$/u, '');
}

export function cited(words: Words, language: Language): string {
  return bare(words[language]);
}

export function capital(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
