/** Everything that is read back by turns; `store`: the store as a whole, looked through for what nothing points at. */
export const STORED_KINDS = ['exchange', 'medium', 'log', 'key-file', 'store'] as const;
export type StoredKind = (typeof STORED_KINDS)[number];

/** What can be wrong with a stored object. Its sentence, and what to do, are in fixity.sentences.ts. */
export const STORED_FAULTS = [
  'object-missing',
  'object-changed',
  'rows-differ',
  'key-missing',
  'lock-short',
  'hold-lost',
  'object-stray',
] as const;
export type StoredFault = (typeof STORED_FAULTS)[number];

/** `name`: the id of its row, or the name of the object where it has none. */
export interface Stored {
  readonly kind: StoredKind;
  readonly name: string;
}

export interface FoundFault {
  readonly what: StoredFault;
  /** Where in it, in words and ids of ours: never content. */
  readonly place: string;
}

/** What came of reading one object back. */
export type Outcome = Stored &
  (
    | { readonly is: 'fits'; readonly bytes: number }
    | { readonly is: 'wrong'; readonly bytes: number; readonly faults: readonly FoundFault[] }
    | { readonly is: 'unseen'; readonly bytes: number; readonly because: string }
    /** Everything in it was lawfully destroyed: nothing is promised of it any more. */
    | { readonly is: 'destroyed'; readonly bytes: 0 }
  );

/** How far a round is: kept between batches; where it goes on stands in the rows themselves. */
export interface FixityRound {
  readonly objects: number;
  readonly bytes: number;
  readonly wrong: number;
  readonly unseen: number;
}

export const NEW_FIXITY_ROUND: FixityRound = { objects: 0, bytes: 0, wrong: 0, unseen: 0 };
