import type { AskedScope, Scope } from '../retention/index.js';
import type { Language } from '../platform/index.js';
import type { ErasureCounts, ErasureProgress } from './erasure/erasure.types.js';
import type { HandleSaid } from './handles/handles.types.js';
import type { RequestKind } from './kinds.types.js';
import type { Action, RequestState } from './states.rules.js';

export const CHANNELS = ['post', 'email', 'fax', 'portal', 'hand', 'phone', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];

export const REMINDERS = ['half', 'three-quarters', 'nine-tenths', 'day-before'] as const;
export type ReminderKind = (typeof REMINDERS)[number];

/** Who asks and in which words: personal data, kept in its row and nowhere else. */
export interface Letter {
  readonly name: string;
  /** E-mail address, telephone number or the like, by which the same requester is known again. */
  readonly contact: string | null;
  readonly address: string | null;
  readonly text: string;
}

export interface NewRequest {
  readonly bodyId: string;
  readonly kind: RequestKind;
  /** Name of the law whose clock and exemption codes apply, e.g. `us-il`; none for an order that names its own day. */
  readonly law?: string;
  /** A type of body or request that the law treats otherwise; what a body in its country usually is unless told. */
  readonly bodyType?: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly letter: Letter;
  /** RFC 3339, not later than now. */
  readonly receivedAt: string;
  /** Stated by hand where no law works it out: a local day. */
  readonly dueOn?: string;
  /** What it asks about; kept from destruction from this moment on. Only an erasure may leave it open. */
  readonly scope?: AskedScope;
  /** Every item needs a second reviewer. */
  readonly secondReview?: boolean;
  /** Only what this requester was not given before. */
  readonly onlyNew?: boolean;
}

/** What a step says beside its action; the log commits to it. Days are local, `2026-05-28`. */
export interface StepSaid {
  readonly ground?: string;
  /** Where the letter is found: its number, its day. */
  readonly letter?: string;
  /** Of a pause: which the law means. Of an extension: its ground in the law's list. */
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly until?: string;
  readonly due?: string | null;
  readonly outer?: string | null;
  readonly authority?: Readonly<Record<Language, string>>;
  readonly bodyType?: string;
  /** Of a recount: the day it was due until then. */
  readonly before?: string | null;
  /** Of a recount: what was changed in the law's calendar. */
  readonly changed?: CalendarChange;
  readonly scope?: Scope;
  /** Of what was collected by person: the handles taken for the requester's. `ground`: why, where no code proves them. */
  readonly person?: readonly HandleSaid[];
  readonly counts?: Counts;
  /** Of an erasure. */
  readonly erasure?: ErasureCounts;
}

/** A day that people added to a calendar or took away from it. */
export interface CalendarChange {
  /** Its row: a request is counted anew once for it. */
  readonly id: string;
  readonly calendar: string;
  readonly day: string;
  readonly change: 'added' | 'removed';
  /** What an added day is called. */
  readonly name: Readonly<Record<Language, string>> | null;
}

/** Sentence 15: found = released + in part + withheld + not about the request. */
export interface Counts {
  readonly found: number;
  readonly released: number;
  readonly inPart: number;
  readonly withheld: number;
  readonly notAbout: number;
  /** Of the items released in whole or part. */
  readonly versions: number;
}

export interface StepView extends StepSaid {
  readonly action: Action | 'receive' | 'recount';
  readonly fromState: RequestState;
  readonly toState: RequestState;
  readonly at: string;
  readonly by: string;
}

export interface Progress {
  readonly found: number;
  readonly decided: number;
  readonly undecided: number;
  /** Of the decided, those a second person has looked at. */
  readonly second: number;
  readonly responsive: number;
  readonly inPart: number;
  readonly withhold: number;
  readonly notAbout: number;
}

export interface RequestSummary {
  readonly id: string;
  readonly number: string;
  readonly bodyId: string;
  readonly zone: string;
  readonly kind: RequestKind;
  readonly law: string | null;
  readonly state: RequestState;
  readonly paused: boolean;
  readonly requester: string;
  readonly receivedAt: string;
  /** Local days; null where no deadline is set. While paused, as it stood before. */
  readonly dueOn: string | null;
  readonly outerOn: string | null;
  readonly overdue: boolean;
}

export interface RequestView extends RequestSummary {
  readonly channel: Channel;
  /** The type of body or request by which the law counts. */
  readonly bodyType: string | null;
  readonly language: Language;
  readonly letter: Letter | null;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly authority: Readonly<Record<Language, string>> | null;
  readonly scope: Scope | null;
  readonly holdId: string | null;
  readonly secondReview: boolean;
  readonly onlyNew: boolean;
  readonly steps: readonly StepView[];
  readonly reminders: readonly { readonly kind: ReminderKind; readonly onDay: string }[];
  /** What may be done now, and by which permission. */
  readonly actions: readonly Action[];
  /** Earlier requests of the same requester, the newest first. */
  readonly earlier: readonly { readonly id: string; readonly number: string }[];
  /** Null until the set is frozen. */
  readonly progress: Progress | null;
  readonly counts: Counts | null;
  /** Of an erasure in place of both; null until the set is frozen. */
  readonly erasure: ErasureProgress | null;
}
