import type { Language } from './sentences.js';

const LOCALES = { en: 'en-US', pl: 'pl-PL' } as const;
const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) cache.set(key, (format = new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options })));
  return format;
}

/** `18:57` in English, `18.57` in Polish, in the zone given. */
export function clockTime(at: string | Date, zone: string, language: Language): string {
  const text = formatter(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
  return language === 'pl' ? text.replace(':', '.') : text;
}

/** `19 May 2026` in English, `19 maja 2026 r.` in Polish. */
export function calendarDate(at: string | Date, zone: string, language: Language): string {
  if (language === 'pl') {
    return `${formatter('pl', zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))} r.`;
  }
  const parts = formatter('en', zone, { day: 'numeric', month: 'long', year: 'numeric' }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('day')} ${part('month')} ${part('year')}`;
}

/** `UTC−05:00`: every time shown to a person carries it. */
export function zoneOffset(at: string | Date, zone: string): string {
  const parts = formatter('en', zone, { timeZoneName: 'longOffset' }).formatToParts(new Date(at));
  const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  return (name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC')).replace('-', '−');
}

/** Date, time and offset: `19 May 2026, 18:57 (UTC−05:00)`; `19 maja 2026 r., 18.57 (UTC−05:00)`. */
export function fullTime(at: string | Date, zone: string, language: Language): string {
  return `${calendarDate(at, zone, language)}, ${clockTime(at, zone, language)} (${zoneOffset(at, zone)})`;
}
