import type { RetentionEventName } from './retention-events.types.js';

export interface Words {
  readonly en: string;
  readonly pl: string;
}

export interface Authority {
  readonly citation: Words;
  readonly url: string;
}

export const ITEM_TYPES = ['post', 'reply', 'repost', 'entry', 'profile', 'original'] as const;
export const VISIBILITIES = ['public', 'unlisted', 'followers', 'direct'] as const;
export const AUTHORS = ['body', 'others'] as const;
export const ACTIONS = ['destroy', 'transfer', 'review-by-state-archive'] as const;
/** What has to be on file before an item goes, besides the second person. */
export const CONSENTS = [
  'archive-director',
  'evidentiary-value-lost',
  'state-archive-expertise',
  'records-commission',
] as const;
export const CUTOFF_ENDS = ['end-of-month', 'end-of-calendar-year', 'end-of-fiscal-year'] as const;

export type ItemType = (typeof ITEM_TYPES)[number];
export type Visibility = (typeof VISIBILITIES)[number];
export type Consent = (typeof CONSENTS)[number];
export type CutoffEnd = (typeof CUTOFF_ENDS)[number];

/** What must hold of an item, all of it; of a list, one. */
export interface MatchRule {
  readonly bodies?: readonly string[];
  /** Id or handle, with or without the server. */
  readonly accounts?: readonly string[];
  readonly characters?: readonly ('official' | 'mixed' | 'personal')[];
  /** The role of whoever answered for the account when the item was created. */
  readonly custodianRoles?: readonly string[];
  readonly itemTypes?: readonly ItemType[];
  /** In any version of it. */
  readonly hashtags?: readonly string[];
  readonly visibility?: readonly Visibility[];
  /** Whose words these are: the body's own, from any of its accounts, or somebody else's. */
  readonly authors?: readonly (typeof AUTHORS)[number][];
  readonly hasReplyByBody?: boolean;
}

/** Where counting starts: at the creation or the event, or at the end of the month or year it falls into. */
export type Cutoff = 'creation' | CutoffEnd | { readonly event: RetentionEventName; readonly then?: CutoffEnd };

/** A class of items under one rule. */
export interface RecordSeries {
  readonly id: string;
  readonly title: Words;
  /** Where it differs from that of the policy. */
  readonly authority?: Authority;
  readonly cutoff: Cutoff;
  /** ISO 8601 in calendar units, `P3Y` or `P90D`; or `permanent`. */
  readonly period: string;
  readonly action: (typeof ACTIONS)[number];
  /** Of what is permanent: when it goes to the archive that keeps it for ever. */
  readonly transferAfter?: string;
  readonly consents?: readonly Consent[];
  /** Any of these; a series without any is a class that nothing falls into by itself. */
  readonly match?: readonly MatchRule[];
  readonly notes?: Words;
}

/** A schedule as its file (`retention-policies/*.yaml`) has it. */
export interface Policy {
  readonly id: string;
  readonly title: Words;
  /** `US`, `US-IL`, `PL`, `EU`. */
  readonly jurisdiction: string;
  readonly version: string;
  readonly effective: { readonly from: string; readonly until?: string };
  /** Whether a later version also decides what was created under an earlier one. */
  readonly decides: 'all-items' | 'items-created-while-effective';
  readonly authority: Authority;
  /** False: it limits how long something may be kept, and obliges nobody to keep it so long. Else it is a duty. */
  readonly obliges?: boolean;
  readonly trust: 'verified' | 'draft';
  /** When its source was looked at. */
  readonly checked: string;
  /** The last day of the fiscal year, `09-30`; needed where a cutoff is its end. */
  readonly fiscalYearEnds?: string;
  readonly series: readonly RecordSeries[];
  readonly notes?: Words;
}

/** A policy that was loaded for a body: from then on it decides, from the day on which it takes effect. */
export interface LoadedPolicy {
  readonly versionId: string;
  readonly policy: Policy;
  /** The row of each series, by its id. */
  readonly seriesRows: ReadonlyMap<string, string>;
}
