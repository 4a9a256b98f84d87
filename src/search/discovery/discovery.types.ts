/** What people are answered while they type; the page draws it. */
import type { FoundItemView } from '../show-found.js';

export type Engine = 'postgres' | 'meilisearch';

/** A word as it was typed, and words of the archive that may have been meant. */
export interface WordMeant {
  readonly typed: string;
  readonly also: readonly string[];
}

/** How the index stands beside the log. */
export interface IndexStanding {
  readonly engine: Engine;
  /** `absent`: nothing has been put into it yet. */
  readonly index: 'ready' | 'absent' | 'unreachable';
  /** Why it cannot be reached, as a sentence; null where it can. */
  readonly because: string | null;
  /** Events of the log that it has not followed yet. */
  readonly behind: number;
  /** The most typing mistakes in one long word that are forgiven. */
  readonly typos: 1 | 2;
}

/** Suggestions, never a count: what is looked for exactly, and how many there are, record search says. */
export interface Discovered extends Omit<IndexStanding, 'because'> {
  readonly items: readonly FoundItemView[];
  /** Further items may answer. */
  readonly more: boolean;
  /** Of words that may have been mistyped. Empty where the engine does not tell. */
  readonly meant: readonly WordMeant[];
  /** The same as a record search; null where there is no word to look for. */
  readonly exact: string | null;
  /** Why nothing was looked for: too little was typed, or a person is named, which only record search does and writes down. */
  readonly instead: 'too-short' | 'person' | null;
}
