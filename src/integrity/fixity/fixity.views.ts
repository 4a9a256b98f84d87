import type { StoredFault, StoredKind } from './fixity.types.js';

/** A finding about one stored object. Times RFC 3339 UTC. */
export interface StoredFaultView {
  readonly id: string;
  readonly kind: StoredKind;
  readonly name: string;
  readonly what: StoredFault;
  readonly place: string;
  /** Of an official account whose recorded answer it is; null of what belongs to none. */
  readonly account: string | null;
  /** Its name in the store, where it has one of its own. */
  readonly object: string | null;
  readonly foundAt: string;
  readonly lookedAt: string | null;
  readonly lookedBy: string | null;
  readonly said: string | null;
  readonly endedAt: string | null;
  readonly ended: 'whole-again' | 'destroyed' | null;
}

export interface FixityView {
  /** Everything stored is to be read back within so many days. */
  readonly days: number;
  readonly objects: number;
  /** Read back within those days, and then as recorded. */
  readonly within: number;
  /** The same in hundred, rounded down. */
  readonly percent: number;
  /** Stored and not read back yet. */
  readonly never: number;
  /** What was not read back for longest, of what ever was. */
  readonly oldest: string | null;
  /** When a round was last through; null: never. */
  readonly doneAt: string | null;
  readonly kinds: readonly {
    readonly kind: StoredKind;
    readonly objects: number;
    readonly within: number;
    readonly never: number;
  }[];
  /** Findings that have not ended, and those of them nobody has looked at. */
  readonly open: number;
  readonly unlooked: number;
  readonly faults: readonly StoredFaultView[];
}
