import type { EntityManager } from 'typeorm';
import type { DiscoveryDocument } from './discovery-document.rules.js';
import type { Engine, WordMeant } from './discovery.types.js';

/** What was typed, as words; the last may be a beginning. */
export interface Wanted {
  readonly words: readonly string[];
  /** Of this account only; null: of all. */
  readonly accountId: string | null;
  readonly limit: number;
}

/** Ids of items, the best first. They are looked up in the tables before anything of them is shown. */
export interface Suggested {
  readonly ids: readonly string[];
  readonly meant: readonly WordMeant[];
}

export interface Change {
  readonly put: readonly DiscoveryDocument[];
  /** Ids of items that may be in it no longer; of some nothing is in it. */
  readonly remove: readonly string[];
}

/** The index that answers, and the one that is built beside it. */
export type Side = 'live' | 'beside';

/** What was begun elsewhere and is to be waited for. */
export type Ticket = readonly number[];

/**
 * An index of words that forgives typing mistakes. It may be thrown away: everything in it is in the tables, and it is
 * trusted with nothing but the order of suggestions. Changes are made by one at a time, in the order of the truth.
 *
 * @throws {Refusal} `index-unavailable` where it cannot be reached, with a sentence that says why
 */
export abstract class DiscoveryIndex {
  abstract readonly engine: Engine;

  /** The most typing mistakes in one long word that are forgiven. */
  abstract typos(): Promise<1 | 2>;

  /** Whether there is one. */
  abstract exists(): Promise<boolean>;

  abstract find(wanted: Wanted): Promise<Suggested>;

  /** Takes a change over. `rows`: the transaction under whose lock it is made. */
  abstract change(rows: EntityManager, change: Change, sides: readonly Side[]): Promise<Ticket>;

  /** Until everything taken over is done; what was removed is then in no payload that waits or has been dealt with either. */
  abstract done(ticket: Ticket, options: { readonly removed: boolean }): Promise<void>;

  /** An empty one beside, whatever was left of an earlier. */
  abstract begin(rows: EntityManager): Promise<void>;

  /** The one beside answers from now on; the one before is gone. */
  abstract swap(rows: EntityManager): Promise<void>;

  /** Nothing is left of it. */
  abstract drop(rows: EntityManager): Promise<void>;

  /** How many items it holds, by account and month; null where it holds none: what it suggests comes out of the tables. */
  abstract counts(): Promise<ReadonlyMap<string, number> | null>;

  /** The ids it holds of one account and month. */
  abstract idsOf(bucket: string): Promise<readonly string[]>;

  /** Of these the ids of those that it does not hold as they are. */
  abstract lacking(documents: readonly DiscoveryDocument[]): Promise<readonly string[]>;

  /** Ids of items by which something stands in it that should not, ten at the most, where the counts do not tell. */
  abstract strays(): Promise<readonly string[]>;
}
