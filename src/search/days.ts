import type { Temporal } from 'temporal-polyfill';
import type { readDays } from '../platform/index.js';

/** [from, to) in absolute time; null where it is open. */
export interface Window {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** What these days are in a zone: they begin and end at its midnights, on 23-hour days too. */
export function windowIn(zone: string, { from, to }: ReturnType<typeof readDays>): Window {
  const start = (date: Temporal.PlainDate): Date => new Date(date.toZonedDateTime(zone).epochMilliseconds);
  return { from: from && start(from), to: to && start(to.add({ days: 1 })) };
}
