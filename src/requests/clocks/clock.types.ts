/** A deadline of law as data (`exports/clocks/*.yaml`, described by `clock.schema.json`), and a day counted by it. */
import type { Language } from '../../platform/index.js';

/** The same in every language we speak. */
export type Words = Readonly<Record<Language, string>>;

/**
 * `working`: days that the law's calendar does not leave out. `calendar`: every day. `months`: to the day of the same
 * number, else the month's last. `weeks`: seven days each. `working-weeks`: five days that the calendar does not leave
 * out (Ireland).
 */
export type Unit = 'working' | 'calendar' | 'months' | 'weeks' | 'working-weeks';

export interface Span {
  readonly length: number;
  readonly unit: Unit;
}

export interface Source {
  /** As lawyers cite it in that language. */
  readonly citation: Words;
  readonly url: string;
  /** Where the text was read, when not at `url`. */
  readonly read?: string;
}

/** How a request came, where a law makes a difference of it. */
export const VIAS = ['post', 'email', 'fax', 'portal', 'hand'] as const;
export type Via = (typeof VIAS)[number];

export interface ReceiptRule {
  readonly via: readonly Via[];
  /** Counted as received so long after it came. */
  readonly after: Span;
  readonly citation: Words;
}

export interface BodyType {
  readonly id: string;
  readonly title: Words;
  /** Instead of the law's own. */
  readonly period?: Span;
  readonly calendar?: string;
  readonly citation?: Words;
}

export interface PauseRule {
  readonly id: string;
  readonly title: Words;
  /** `restart`: the whole period begins anew after the pause. */
  readonly effect: 'stop' | 'restart';
  /** How often; null: as often as its ground is given. */
  readonly times: number | null;
  readonly citation: Words;
}

export interface ExtensionRule {
  readonly id: string;
  readonly title: Words;
  /** The longest it may be; null: the law sets no number, the body names the day. */
  readonly longest: Span | null;
  /** `receipt`: `longest` is the whole period from receipt. `due`: it follows the last day of the first period. */
  readonly from: 'receipt' | 'due';
  readonly grounds: readonly { readonly id: string; readonly title: Words }[];
  /** What the notice must say, and by when it must be given. */
  readonly notice: Words;
  readonly citation: Words;
}

export interface SecondaryClock {
  readonly id: string;
  readonly title: Words;
  readonly period: Span;
  /** `event`: begins with something that is not the request, named in the title; it has no day yet. */
  readonly after: 'receipt' | 'due' | 'event';
  readonly citation: Words;
}

export interface ClockLaw {
  /** The name of its file, e.g. `us-il`. */
  readonly id: string;
  readonly place: Words;
  readonly title: Words;
  readonly applies: Words;
  readonly source: Source;
  /** The day on which the rule was entered; `source.read` says what it was compared with. */
  readonly checked: string;
  /** A draft is shown, not used, until a named person confirms it. */
  readonly trust: 'verified' | 'draft' | 'confirmed';
  readonly calendar: string;
  /** Null: the law sets no number. */
  readonly period: Span | null;
  /** What its working days are called. */
  readonly called?: 'business' | 'working';
  /** What starts it, e.g. "receipt by the body". The day of it is never counted. */
  readonly start: Words;
  readonly receipt?: readonly ReceiptRule[];
  /** It starts at the latest so long after another office of the same body had the request. */
  readonly elsewhere?: { readonly after: Span; readonly citation: Words };
  /** `forward`: a period that would end on a day its calendar leaves out ends on the next one that counts. */
  readonly roll: 'forward' | 'none';
  readonly rollCitation?: Words;
  readonly bodyTypes?: readonly BodyType[];
  readonly pauses?: readonly PauseRule[];
  readonly extensions?: readonly ExtensionRule[];
  readonly secondary?: readonly SecondaryClock[];
  readonly consequence?: { readonly text: Words; readonly citation: Words };
  readonly notes?: readonly Words[];
}

export interface Holiday {
  readonly name: Words;
  readonly authority: Words;
}

/** The days of one law's calendar that do not count, for whole years. Days are ISO 8601, weekdays 1 (Monday) to 7. */
export interface HolidayCalendar {
  readonly id: string;
  readonly title: Words;
  readonly authority: Words;
  readonly years: { readonly from: number; readonly to: number };
  readonly weekend: readonly number[];
  readonly holidays: { get(day: string): Holiday | undefined };
}

export interface PauseInput {
  /** First and last day on which the clock stands still. */
  readonly from: string;
  readonly to: string;
  /** A pause of the law; its first unless told. */
  readonly kind?: string;
}

export interface DueInput {
  /** Local ISO day, or day and time, of the body. */
  readonly received: string;
  readonly via?: string;
  /** Grounds of extensions. */
  readonly extend?: readonly string[];
  /** The day named in the notice of extension; the longest the law allows unless told. */
  readonly until?: string;
  readonly pauses?: readonly PauseInput[];
  readonly bodyType?: string;
  /** The day on which another office of the same body had it. */
  readonly elsewhere?: string;
}

export interface DueDay {
  readonly date: string;
  readonly counted: boolean;
  readonly kind: 'counted' | 'weekend' | 'holiday' | 'paused' | 'not-begun' | 'rolled-to';
  readonly why: Words;
  readonly authority: Words;
}

export interface DueExtension {
  readonly id: string;
  readonly title: Words;
  readonly grounds: readonly Words[];
  readonly longest: Span | null;
  /** The latest day it allows; null where the law sets none. */
  readonly latest: string | null;
  readonly notice: Words;
  readonly authority: Words;
}

export interface DueSecondary {
  readonly id: string;
  readonly title: Words;
  readonly period: Span;
  /** Null: it begins with something that has not happened. */
  readonly due: string | null;
  readonly authority: Words;
}

/** A due date, unfolded: each day after the start up to the due date, in order. */
export interface Due {
  readonly law: string;
  readonly calendar: string;
  readonly received: string;
  /** The day after which counting begins: that of receipt, of deemed receipt or of a fresh start. */
  readonly start: string;
  readonly due: string;
  /** The due date without any extension: by then a notice of extension must be given. */
  readonly first: string;
  /** The latest day the law allows with every extension it knows; null where one of them has no limit. */
  readonly outer: string | null;
  readonly days: readonly DueDay[];
  readonly authority: Words;
  readonly extensions: readonly DueExtension[];
  readonly secondary: readonly DueSecondary[];
  readonly consequence: { readonly text: Words; readonly authority: Words } | null;
  /** The due date in one sentence, then what else must be known. */
  readonly sentences: Readonly<Record<Language, readonly string[]>>;
}
