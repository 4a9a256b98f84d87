import { Temporal } from 'temporal-polyfill';
import { type Language, say } from '../../platform/sentences/sentences.js';
import { calendarDate, clockTime } from '../../platform/sentences/when.rules.js';
import type { Consent, Cutoff } from './policy.types.js';
import type { RetentionEventName } from './retention-events.types.js';
import type { Reason, Step, Verdict } from './schedule.types.js';
import { schedulesSentences } from './schedules.sentences.js';

type Key = keyof typeof schedulesSentences;

function isKey(key: string): key is Key {
  return key in schedulesSentences;
}

/** A word of the rules for people; one that has none stays as it is. */
export function wordOf(
  kind: 'is' | 'event' | 'consent' | 'cutoff' | 'action' | 'asked',
  word: string,
  language: Language,
): string {
  const key = `${kind}.${word}`;
  return isKey(key) ? say(schedulesSentences, key, language) : word;
}

export function dayInWords(day: string, language: Language): string {
  return calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}

/** `P3Y` → `3 years`. */
export function periodInWords(period: string, language: Language): string {
  if (period === 'permanent') return say(schedulesSentences, 'period.permanent', language);
  const { years, months, weeks, days } = Temporal.Duration.from(period);
  const said = say(schedulesSentences, 'period', language, { years, months, weeks, days }).trim();
  return said === '' ? say(schedulesSentences, 'period.none', language) : said;
}

export function eventInWords(event: RetentionEventName, language: Language): string {
  return wordOf('event', event, language);
}

export function consentInWords(consent: Consent, language: Language): string {
  return wordOf('consent', consent, language);
}

export function cutoffInWords(cutoff: Cutoff, language: Language): string {
  if (typeof cutoff === 'string') return wordOf('cutoff', cutoff, language);
  const event = eventInWords(cutoff.event, language);
  return cutoff.then === undefined ? event : `${event}, ${wordOf('cutoff', cutoff.then, language)}`;
}

export function reasonInWords({ asked, is }: Reason, language: Language): string {
  return `${wordOf('asked', asked, language)}: ${wordOf('is', is, language)}`;
}

/** One line of the arithmetic. */
export function stepInWords(step: Step, language: Language): string {
  const day = (text: string): string => dayInWords(text, language);
  if (step.step === 'period' || step.step === 'transfer') return spanInWords(step, language);
  if (step.step === 'created') {
    const moment = step.at === null ? 'none' : clockTime(step.at, step.zone, language);
    return say(schedulesSentences, 'step.created', language, { on: day(step.on), moment, zone: step.zone });
  }
  if (step.step === 'cutoff') {
    const end = step.end.replaceAll('-', '_');
    return say(schedulesSentences, 'step.cutoff', language, { end, ends: day(step.ends), from: day(step.from) });
  }
  if (step.step === 'permanent') return say(schedulesSentences, 'step.permanent', language);
  const event = eventInWords(step.event, language);
  if (step.step === 'waits') return say(schedulesSentences, 'step.waits', language, { event });
  return say(schedulesSentences, 'step.event', language, { on: day(step.on), event });
}

function spanInWords(step: Extract<Step, { step: 'period' | 'transfer' }>, language: Language): string {
  return say(schedulesSentences, `step.${step.step}`, language, {
    period: periodInWords(step.period, language),
    from: dayInWords(step.from, language),
    on: dayInWords(step.on, language),
    clamped: String(step.clamped),
  });
}

/** What it comes to. `scheduled`: some rule fits. */
export function verdictInWords(
  verdict: Verdict,
  { eligibleOn, scheduled }: { readonly eligibleOn: string | null; readonly scheduled: boolean },
  language: Language,
): string {
  if (!scheduled) return say(schedulesSentences, 'verdict.unscheduled', language);
  if (verdict === 'keep') return say(schedulesSentences, 'verdict.keep', language);
  if (eligibleOn === null) return say(schedulesSentences, 'verdict.waits', language);
  return say(schedulesSentences, `verdict.${verdict}`, language, { on: dayInWords(eligibleOn, language) });
}
