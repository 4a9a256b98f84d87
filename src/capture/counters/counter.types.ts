/** What was here of an account's own items at the moment its platform counted them. */
export interface HeldThen {
  readonly posts: number;
  readonly replies: number;
  readonly reposts: number;
  /** Of these three, hidden at the source. */
  readonly hidden: number;
  /** Of these three, addressed to some persons only. */
  readonly direct: number;
  /** Not found by one look, and not yet by a second: in none of the three. */
  readonly suspected: number;
  /** No longer at the source: in none of the three. */
  readonly gone: number;
  /** Destroyed here by a disposition, while the platform may still show them; replies of others may be among them. */
  readonly destroyed: number;
  /** What was posted before the account was added is still being fetched. */
  readonly backfilling: boolean;
  /** The archive looks with the account's own access. */
  readonly access: boolean;
}

export const REASONS = [
  'suspected',
  'destroyed',
  'direct',
  'hidden',
  'backfilling',
  'followers-only',
  'missed',
  'counter-drifts',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Explained {
  /** Platform less archive. */
  readonly difference: number;
  /** What of it no known reason accounts for. */
  readonly unexplained: number;
  /** Reasons that account for it, or may; `items` where they can be counted. */
  readonly reasons: readonly { readonly why: Reason; readonly items: number | null }[];
}

/** Days in a row after which an unexplained difference is for a person to look at. */
export const LASTING_DAYS = 3;

export interface CounterView {
  readonly accountId: string;
  readonly handle: string;
  readonly zone: string;
  /** When the platform said so. */
  readonly seenAt: string;
  readonly says: number;
  readonly held: HeldThen;
  /** Still at the source, as far as we know: posts, replies and reposts. */
  readonly present: number;
  readonly difference: number;
  readonly unexplained: number;
  readonly reasons: Explained['reasons'];
  /** Unexplained for so many days on end: somebody is to look. */
  readonly lasting: boolean;
  readonly inWords: { readonly en: readonly string[]; readonly pl: readonly string[] };
  /** The newest first. */
  readonly history: readonly CounterDay[];
}

export interface CounterDay {
  readonly on: string;
  readonly says: number;
  readonly present: number;
  readonly unexplained: number;
}
