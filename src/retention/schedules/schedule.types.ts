import type { Temporal } from 'temporal-polyfill';
import type { Authority, Consent, CutoffEnd, ItemType, Visibility, Words } from './policy.types.js';
import type { DatedEvent, RetentionEventName } from './retention-events.types.js';

/** What the state archive said of an item when it was asked, the last time. */
export interface Appraisal {
  readonly decision: 'permanent' | 'destroy' | 'prolong';
  /** From this day on it counts; of what is to be looked at again, that day. */
  readonly from: string;
  /** By which rule it was asked. */
  readonly seriesRow: string;
  /** Number of the list of reviews. */
  readonly list: string;
}

/** What a schedule asks of an item. */
export interface ItemFacts {
  readonly itemId: string;
  readonly bodyId: string;
  readonly accountId: string;
  readonly type: ItemType;
  /** When it was posted; where that is not known, when it was first seen. */
  readonly createdAt: Date;
  /** Null: it has no text of its own here. */
  readonly visibility: Visibility | null;
  readonly author: 'body' | 'others';
  readonly hasReplyByBody: boolean;
  /** Of the hashtags that rules ask for, those found in any of its versions, as `tagOf` spells them. */
  readonly hashtags: readonly string[];
  /** Recorded of this very item. */
  readonly events: readonly DatedEvent[];
  /** Null or absent: the state archive was not asked. */
  readonly appraisal?: Appraisal | null;
  /** Of an original: the items that repeat or quote it. It is kept as long as any of them. */
  readonly shownBy: readonly string[];
}

export interface AccountScene {
  readonly id: string;
  readonly handle: string;
  readonly character: 'official' | 'mixed' | 'personal';
  readonly custodians: readonly { readonly role: string; readonly from: Date; readonly to: Date | null }[];
  readonly events: readonly DatedEvent[];
}

/** One line of the arithmetic; days as `2030-01-01`. */
export type Step =
  | { readonly step: 'created'; readonly at: string | null; readonly on: string; readonly zone: string }
  | { readonly step: 'event'; readonly event: RetentionEventName; readonly on: string }
  | { readonly step: 'waits'; readonly event: RetentionEventName }
  | { readonly step: 'cutoff'; readonly end: CutoffEnd; readonly ends: string; readonly from: string }
  | {
      readonly step: 'period';
      readonly period: string;
      readonly from: string;
      readonly on: string;
      readonly clamped: boolean;
    }
  | { readonly step: 'permanent' }
  | {
      readonly step: 'transfer';
      readonly period: string;
      readonly from: string;
      readonly on: string;
      readonly clamped: boolean;
    };

/** What one series says of one item. */
export interface Dated {
  /** Null while the event it waits for has not come. */
  readonly startsOn: Temporal.PlainDate | null;
  /** From this day on it may go. Null: never, or not before the event. */
  readonly eligibleOn: Temporal.PlainDate | null;
  readonly permanent: boolean;
  readonly eventId: string | null;
  readonly steps: readonly Step[];
}

export type Verdict = 'destroy' | 'transfer' | 'review' | 'keep';

/** Why a rule fits: what was asked of the item, and what the item is. */
export interface Reason {
  readonly asked:
    | 'body'
    | 'account'
    | 'character'
    | 'custodian-role'
    | 'item-type'
    | 'hashtag'
    | 'visibility'
    | 'author'
    | 'has-reply-by-body';
  readonly is: string;
}

export interface RuleExplained {
  readonly policyId: string;
  readonly version: string;
  readonly versionId: string;
  readonly seriesId: string;
  /** Of the row that stands for the series of this version. */
  readonly seriesRow: string;
  readonly title: Words;
  readonly authority: Authority;
  readonly action: Exclude<Verdict, 'keep'>;
  readonly consents: readonly Consent[];
  /** False of a rule that only limits how long something may be kept. */
  readonly obliges: boolean;
  readonly because: readonly Reason[];
  readonly dated: Dated;
  /** The item that shows this one, where the rule is that item's. */
  readonly through: string | null;
}

export interface Explanation {
  readonly createdAt: Date;
  readonly createdOn: Temporal.PlainDate;
  readonly zone: string;
  readonly facts: ItemFacts;
  /** Every rule that fits, the one that decides first. None: no rule is not permission, the item is kept. */
  readonly rules: readonly RuleExplained[];
  /** Where another rule's action is more careful than that of the one that lasts longest. */
  readonly careful: RuleExplained | null;
  /** Where what the state archive said decides it. */
  readonly appraisal?: Appraisal | null;
}

/** What the schedules say of an item now. `keep`: no rule fits, or the one that decides lasts for ever. */
export interface ItemOutcome {
  readonly itemId: string;
  readonly verdict: Verdict;
  /** From this day on, in the calendar of the body; null: never by itself. */
  readonly eligibleOn: Temporal.PlainDate | null;
  /** Null together: the item is unscheduled. */
  readonly policyId: string | null;
  readonly version: string | null;
  readonly seriesId: string | null;
  readonly seriesRow: string | null;
  readonly authority: Authority | null;
  /** Of every rule that fits: none loses its protection by another that lasts longer. */
  readonly consents: readonly Consent[];
  readonly explanation: Explanation;
}
