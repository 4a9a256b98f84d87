import { Temporal } from 'temporal-polyfill';

/** A fault of a file that fits its schema; `path` leads to the value that is wrong. */
export interface PlacedFault {
  readonly path: readonly string[];
  readonly text: string;
}

/** Whether a text is a day that exists. */
export function dayFaults(day: string, path: readonly string[]): PlacedFault[] {
  try {
    Temporal.PlainDate.from(day, { overflow: 'reject' });
    return [];
  } catch {
    return [{ path, text: `There is no day ${day}.` }];
  }
}
