import type { ReactNode } from 'react';
import { calendarDate, clockTime, fullTime } from '../../../src/platform/sentences/when.rules.js';
import { useLanguage } from './language.js';
import { useZone } from './registry.js';

const PRECISION = { full: fullTime, date: calendarDate, clock: clockTime } as const;

/** A moment in the clock of the account's body, with its offset; UTC on hover and in print. */
export function When(props: { at: string; accountId?: string | null; precision?: keyof typeof PRECISION }): ReactNode {
  const zone = useZone(props.accountId ?? null);
  const language = useLanguage();
  return (
    <time className="ak-time" dateTime={props.at} title={`${props.at.slice(0, 19).replace('T', ' ')} UTC`}>
      {PRECISION[props.precision ?? 'full'](props.at, zone, language)}
    </time>
  );
}

export interface Moments {
  readonly full: (at: string) => string;
  readonly date: (at: string) => string;
  readonly clock: (at: string) => string;
}

/** The same as words, for use inside sentences. */
export function useMoments(accountId: string | null): Moments {
  const zone = useZone(accountId);
  const language = useLanguage();
  return {
    full: (at) => fullTime(at, zone, language),
    date: (at) => calendarDate(at, zone, language),
    clock: (at) => clockTime(at, zone, language),
  };
}
