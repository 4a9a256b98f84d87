import type { ClockLaw, Source, Words } from './clock.types.js';

/** A calendar as its file (`exports/clocks/calendars/*.yaml`) has it. */
export interface CalendarFile {
  readonly id: string;
  readonly title: Words;
  readonly source: Source;
  readonly checked: string;
  readonly trust: 'verified' | 'draft';
  readonly weekend: readonly number[];
  readonly years: { readonly from: number; readonly to: number };
  readonly regions?: readonly { readonly code: string; readonly name?: Words }[];
  readonly days?: readonly { readonly rule: string; readonly name: Words; readonly citation?: Words }[];
  readonly names?: Readonly<Record<string, string>>;
  readonly added?: readonly { readonly day: string; readonly name: Words; readonly citation: Words }[];
  readonly removed?: readonly { readonly day: string; readonly citation: Words }[];
}

export interface FileFault {
  /** Below the folder that was read. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface ReadFile<T> {
  readonly file: string;
  readonly value: T;
  /** Lower-case hex SHA-256 of the file's bytes. */
  readonly sha256: string;
}

export interface ClockFiles {
  readonly laws: readonly ReadFile<ClockLaw>[];
  readonly calendars: readonly ReadFile<CalendarFile>[];
  readonly faults: readonly FileFault[];
}
