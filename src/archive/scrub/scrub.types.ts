/** What of a destroyed item a database keeps beside its rows, and where this scrub may not reach. */
export type Elsewhere =
  /** A standby: it follows the log of changes, and is scrubbed with it once it has caught up. */
  | { readonly kind: 'standby'; readonly name: string }
  /** A slot that keeps the log of changes for somebody who has not fetched it. */
  | { readonly kind: 'slot'; readonly name: string }
  /** The log of changes is copied away as it is written. */
  | { readonly kind: 'archive'; readonly name: string };

export type ScrubStep = 'tables' | 'log';

export interface Scrubbed {
  /** False: nothing was destroyed since the last whole scrub, and nothing was done. */
  readonly needed: boolean;
  /** Items destroyed since the last whole scrub. */
  readonly destroyed: number;
  /** Tables written anew, with their indexes. */
  readonly tables: readonly string[];
  /** Of these, where older rows are still seen by somebody who reads. */
  readonly seen: readonly string[];
  /** Files of the log of changes that are gone, and how many still stand. Null where we may not touch it. */
  readonly log: { readonly gone: number; readonly left: number } | null;
  readonly elsewhere: readonly Elsewhere[];
  /** The day after which no sealed copy of a destroyed key is kept; null where no key file holds one. */
  readonly keysUntil: string | null;
  /** Nothing of what was destroyed is left in this database. */
  readonly whole: boolean;
}
