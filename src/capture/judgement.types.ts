import type { FoundItem, FoundItems, ItemRecord, OwnedRange, VersionCause } from '../archive/index.js';
import type { GoneCause, ItemBody, ItemRef, VisibilityActor } from '../connectors/index.js';

export interface Stretch {
  readonly from: Date;
  /** Null while it lasts. */
  readonly to: Date | null;
}

export interface Judgement {
  readonly drafts: readonly Draft[];
  /** Everything a look showed, changed or not. */
  readonly seen: readonly Seen[];
  readonly missing: readonly Missing[];
  /** Per exchange of the page: whole ranges of items, by item id. */
  readonly owned: readonly OwnedRange[][];
  readonly turned: readonly Turned[];
  /** Items seen that stay destroyed, by the throw-away id their bytes are sealed under. */
  readonly suppressed: readonly string[];
}

/** A version to be written. */
export interface Draft {
  readonly itemId: string;
  readonly isNew: boolean;
  readonly found: FoundItem | null;
  /** As the page names it. */
  readonly ref: ItemRef;
  /** As it is kept: the same, but for what was destroyed and is captured again. */
  readonly kept: ItemRef;
  readonly body: ItemBody;
  readonly kind: ItemBody['kind'] | 'original';
  readonly number: number;
  readonly cause: VersionCause;
  readonly contentHash: Buffer;
  readonly exchange: number;
  readonly observedAt: Date;
  readonly platformAt: Date | null;
  readonly postedAt: Date | null;
  readonly capturedLate: boolean;
}

export interface Seen {
  readonly itemId: string;
  readonly isNew: boolean;
  readonly found: FoundItem | null;
  readonly exchange: number;
  readonly at: Date;
  readonly body: ItemBody;
  readonly changed: boolean;
  readonly counts: Readonly<Record<string, number>>;
}

export interface Missing {
  readonly found: FoundItem;
  readonly exchange: number;
  readonly at: Date;
  readonly ground: 'asserted' | 'lookup' | 'listing';
  readonly cause: GoneCause;
  /** A look of the same moment that did not find it either. */
  readonly confirmedBy: number | null;
  readonly sourceAt: Date | null;
}

/** No longer shown to the public, or shown again. */
export interface Turned {
  readonly itemId: string;
  readonly found: FoundItem | null;
  readonly exchange: number;
  readonly at: Date;
  readonly sourceAt: Date | null;
  readonly shown: boolean;
  readonly by: VisibilityActor;
}

export interface Known extends FoundItems {
  /** Newest body and platform times of every version, of the items whose observations differ from what is known. */
  readonly before: ReadonlyMap<string, { readonly newest: ItemRecord; readonly platformTimes: ReadonlySet<number> }>;
}

export interface JudgeOptions {
  readonly contentHash: (body: ItemBody) => Buffer;
  readonly newId: () => string;
  readonly accountUri: string;
  /** Stretches in which the account was not seen; what was posted in one is captured late. */
  readonly unseen: readonly Stretch[];
}
