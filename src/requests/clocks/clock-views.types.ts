/** What people are shown of clocks: the API and the command line answer it, the page draws it. */
import type { DueDay, Span, Words } from './clock.types.js';

/** A law in a list, in one language. */
export interface ClockLine {
  readonly id: string;
  readonly place: string;
  readonly title: string;
  readonly applies: string;
  readonly trust: 'verified' | 'draft' | 'confirmed';
  readonly checked: string;
  readonly calendar: string;
  readonly period: Span | null;
  /** The period in words; null where the law sets none. */
  readonly periodText: string | null;
  readonly citation: string;
  readonly url: string;
  /** Why a draft is not used; null where the rule is. */
  readonly draft: string | null;
  readonly confirmed: { readonly who: string; readonly at: string; readonly reason: string } | null;
}

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
}

/** A law with everything it knows, in one language. */
export interface ClockDetail extends ClockLine {
  readonly start: string;
  readonly roll: 'forward' | 'none';
  readonly receipt: readonly { readonly via: readonly string[]; readonly after: string; readonly citation: string }[];
  readonly bodyTypes: readonly (Omit<Choice, 'citation'> & { readonly periodText: string | null })[];
  readonly pauses: readonly (Choice & { readonly effect: 'stop' | 'restart'; readonly times: number | null })[];
  readonly extensions: readonly (Choice & {
    /** Null: the body names the day. */
    readonly longest: string | null;
    readonly from: 'receipt' | 'due';
    readonly notice: string;
    readonly grounds: readonly Omit<Choice, 'citation'>[];
  })[];
  readonly secondary: readonly (Choice & {
    readonly periodText: string;
    readonly after: 'receipt' | 'due' | 'event';
  })[];
  readonly consequence: { readonly text: string; readonly citation: string } | null;
  readonly notes: readonly string[];
}

/** A due date unfolded, in one language. */
export interface DueView {
  readonly law: string;
  readonly calendar: string;
  readonly received: string;
  readonly start: string;
  readonly due: string;
  readonly first: string;
  readonly outer: string | null;
  readonly sentence: string;
  readonly further: readonly string[];
  readonly authority: string;
  readonly days: readonly {
    readonly date: string;
    readonly counted: boolean;
    readonly kind: DueDay['kind'];
    readonly why: string;
    readonly authority: string;
  }[];
  readonly extensions: readonly (Choice & {
    readonly grounds: readonly string[];
    readonly latest: string | null;
    readonly notice: string;
  })[];
  readonly secondary: readonly (Choice & { readonly due: string | null; readonly periodText: string })[];
  readonly consequence: { readonly text: string; readonly citation: string } | null;
}

/** What a person of this installation said of one day. */
export interface DayChange {
  readonly id: string;
  readonly day: string;
  readonly change: 'added' | 'removed';
  /** Null of one that was removed. */
  readonly name: Words | null;
  readonly reason: string;
  readonly at: Date;
  readonly who: string;
}

export interface CalendarDayView {
  readonly day: string;
  readonly name: Words;
  readonly authority: Words;
  /** Put there by a person of this installation. */
  readonly byHand: boolean;
}

export interface CalendarView {
  readonly id: string;
  readonly title: Words;
  readonly trust: 'verified' | 'draft';
  readonly citation: Words;
  readonly url: string;
  readonly years: { readonly from: number; readonly to: number };
  /** Ids of the laws that count by it. */
  readonly laws: readonly string[];
}

export interface CalendarYear extends CalendarView {
  readonly year: number;
  /** Days that do not count besides weekends, in order. */
  readonly days: readonly CalendarDayView[];
  /** What people changed about days of that year, in order of time; of several about one day the last is so. */
  readonly changes: readonly DayChange[];
}
