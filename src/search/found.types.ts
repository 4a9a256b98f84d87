/** What people are shown of a search; the page draws it. */
import type { SearchedField } from './document.rules.js';

/** Where the words were found: a part of one field, with the stretches that answer the search. */
export interface Snippet {
  /** Number of the version. */
  readonly version: number;
  /** It stands in what the item repeats or quotes. */
  readonly repeated: boolean;
  readonly field: SearchedField['name'];
  readonly text: string;
  /** [from, to) in UTF-16 units of `text`. */
  readonly marks: readonly (readonly [number, number])[];
  /** Text before or after it was left out. */
  readonly clipped: boolean;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** Exact counts over everything found, the largest first; months in the zone of the body, the newest first. */
export interface Facets {
  readonly account: readonly FacetCount[];
  readonly platform: readonly FacetCount[];
  readonly type: readonly FacetCount[];
  readonly state: readonly FacetCount[];
  readonly month: readonly FacetCount[];
  /** By handle, the 100 who wrote most. Null where more than 50,000 items are found: then they are not read for it. */
  readonly author: readonly FacetCount[] | null;
}
