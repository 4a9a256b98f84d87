/** How an item stood over the log of a sample; `held` goes before the others, whatever the item's state. */
export const STRATA = ['present', 'suspected', 'gone', 'hidden', 'held', 'destroyed', 'all'] as const;
export type Stratum = (typeof STRATA)[number];

export const STRATIFY = ['none', 'state'] as const;
export type Stratify = (typeof STRATIFY)[number];

export interface StratumCount {
  readonly stratum: Stratum;
  /** In the population. */
  readonly items: number;
  /** Of them in the sample. */
  readonly drawn: number;
}

export interface DrawnItem {
  /** From 1: the number of its working paper. */
  readonly place: number;
  readonly itemId: string;
  readonly stratum: Stratum;
  /** By it the order was made: SHA-256 in hex. */
  readonly rank: string;
}

/** What a sample is, whole: enough to draw it again. The log commits to its very text. */
export interface SampleSaid {
  readonly method: string;
  readonly seed: string;
  readonly n: number;
  readonly stratify: Stratify;
  readonly accountIds: readonly string[] | null;
  /** Inclusive local days of the item's body, of posting; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Entries of the log that were taken into account. */
  readonly logSize: number;
  readonly root: string;
  readonly origin: string;
  readonly population: number;
  readonly strata: readonly StratumCount[];
  readonly drawn: readonly DrawnItem[];
}

export interface SampleView extends SampleSaid {
  readonly id: string;
  readonly at: string;
  readonly by: string;
}

export type SampleSummary = Omit<SampleView, 'drawn' | 'method'>;

export interface AskedSample {
  readonly n: number;
  readonly seed: string;
  readonly stratify: Stratify;
  readonly accountIds?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** As the log stood at this size; now unless told. */
  readonly logSize?: number | undefined;
}

/** Written into every sample: whoever reads it can draw the same without this program. */
export const METHOD =
  'Population: every post, reply, repost and entry the log names below the size given (posts shown only because another ' +
  'repeats them and profiles are no items), also those destroyed since they were recorded. Rank of an item: SHA-256 over the UTF-8 text of the seed, one line feed (0x0A) and ' +
  'the item’s id in lower case, in lower-case hex. Within each stratum the items with the smallest ranks are drawn. ' +
  'Strata by state: destroyed; else held (a hold that was not released names it); else present, suspected, gone or hidden. ' +
  'Allocation: one for each stratum that has items; the rest in proportion to the items of each stratum that are left, by ' +
  'largest remainder, ties in the order of the strata’s names.';
