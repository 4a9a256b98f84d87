import type { ItemSummary, RestrictedPlace } from '../../archive/index.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';

/** What is decided of an item that its author asks to have erased. */
export const ERASURE_DECISIONS = ['undecided', 'erase', 'restrict', 'refuse'] as const;
export type ErasureDecision = (typeof ERASURE_DECISIONS)[number];
export const DECIDED = ['erase', 'restrict', 'refuse'] as const;
export type Decided = (typeof DECIDED)[number];

/** Of Article 17(3) GDPR: (b) a legal duty to keep, (d) archiving in the public interest, (e) legal claims. */
export const ARTICLES = ['b', 'd', 'e'] as const;
export type Article = (typeof ARTICLES)[number];

/** Why something is not erased. */
export interface ErasureGround {
  readonly article: Article;
  /** Of (b) the series or rule that obliges to keep it; of (e) the matter. Null where `why` says all of it. */
  readonly duty: string | null;
  /** Of (b): the first day on which it may go, in the body's calendar; null: it is kept for ever, or until an event that has not come. */
  readonly until: string | null;
}

/** What a decision says beside its word; the log commits to it. */
export interface ErasureSaid {
  /** In a person's words. */
  readonly why: string | null;
  readonly grounds: readonly ErasureGround[];
  /** What of the item is restricted: all of it, places in it, nothing. */
  readonly restricts: 'all' | 'places' | 'nothing';
  readonly places: readonly RestrictedPlace[];
  /** Of the places, what they look like; the letter names them. */
  readonly kinds: readonly SuggestionKind[];
}

export type ReasonProposed =
  | { readonly reason: 'held'; readonly holds: readonly string[] }
  | { readonly reason: 'duty'; readonly duty: string; readonly until: string | null }
  | { readonly reason: 'archival'; readonly duty: string }
  | { readonly reason: 'no-duty' }
  | { readonly reason: 'details'; readonly places: number; readonly kinds: readonly SuggestionKind[] };

/** What schedules and holds speak for, shown beside the facts; a person decides. */
export interface Proposal {
  readonly decision: Decided;
  readonly grounds: readonly ErasureGround[];
  /** Whether the personal details in it are restricted beside. */
  readonly restrictsDetails: boolean;
  readonly reasons: readonly ReasonProposed[];
}

export interface ErasureView extends ErasureSaid {
  readonly itemId: string;
  /** Those the set was frozen with. */
  readonly versions: number;
  readonly revision: number;
  readonly decision: ErasureDecision;
  readonly at: string | null;
  readonly by: string | null;
  readonly batch: string | null;
  /** `listed`: on a disposition list that is not carried out yet. */
  readonly state: 'kept' | 'listed' | 'destroyed';
  readonly list: { readonly id: string; readonly number: string } | null;
  /** How many items of others repeat or quote it: they stay, without its bytes. */
  readonly repeatedBy: number;
  /** Null of what is destroyed. */
  readonly proposal: (Proposal & { readonly sentences: Readonly<Record<'en' | 'pl', readonly string[]>> }) | null;
  readonly item: ItemSummary | null;
}

/** found = erased + restricted + refused, when nothing is undecided and what is to be erased is destroyed. */
export interface ErasureCounts {
  readonly found: number;
  readonly erased: number;
  readonly restricted: number;
  readonly refused: number;
}

export interface ErasureProgress extends ErasureCounts {
  readonly undecided: number;
  /** Decided to be erased and not destroyed yet; those of them that stand on no open list. */
  readonly waiting: number;
  readonly unordered: number;
  /** Of the refused, those in which places are restricted beside. */
  readonly details: number;
  readonly lists: readonly { readonly id: string; readonly number: string; readonly state: string }[];
}
