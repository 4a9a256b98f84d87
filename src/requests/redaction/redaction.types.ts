import type { ItemRecord, ItemView } from '../../archive/index.js';
import type { FieldName } from './item-fields.rules.js';
import type { Run } from './redact-text.rules.js';
import type { SuggestionKind } from './suggestion.types.js';

/** A region of a picture as it is shown, upright: in its own pixels, or, as reviewers mark it, in ten-thousandths of its sides. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is covered: a stretch of a field, its author, a picture or video whole, a region of a picture. */
export type Target =
  | { readonly kind: 'text'; readonly field: FieldName; readonly start: number; readonly end: number }
  | { readonly kind: 'author' }
  | { readonly kind: 'medium'; readonly ordinal: number }
  | ({ readonly kind: 'region'; readonly ordinal: number } & Region);

/** Over one version, which it never touches: what is stored stays, what leaves is made anew. */
export interface Redaction {
  readonly snapshotId: string;
  readonly code: string;
  readonly target: Target;
}

export type Decision = 'released' | 'in-part' | 'withheld' | 'not-responsive';

export interface Ruling {
  readonly decision: Decision;
  /** Grounds of withholding the item whole. */
  readonly codes: readonly string[];
  readonly redactions: readonly Redaction[];
}

export interface ItemToRedact {
  /** Its number in the bundle. */
  readonly no: number;
  /** With every version that the bundle would show. */
  readonly view: ItemView;
  /** What `item.json` of each version holds, by snapshot. */
  readonly records: ReadonlyMap<string, ItemRecord>;
  /** SHA-256 of the original bytes in hex, by medium. */
  readonly digests: ReadonlyMap<string, string>;
  /** Of the body (ISO 3166). */
  readonly country: string;
}

/** Somebody who is not named in a bundle, by all that would name them. */
export interface MaskedPerson {
  /** The author's canonical URI. */
  readonly uri: string;
  /** Null where a box with the code stands instead. */
  readonly pseudonym: string | null;
  readonly code: string;
  readonly handles: readonly string[];
  readonly names: readonly string[];
  /** Somebody who keeps their name is called alike: a handle counts only with its server. */
  readonly needsServer?: boolean;
}

export type WithheldKind =
  SuggestionKind | 'text' | 'handle' | 'person' | 'post-address' | 'platform-id' | 'medium-digest' | 'file-name';

/** Something that may stand in no file of the bundle. It is looked for there, and never written there. */
export interface WithheldThing {
  /** Number of the item in the bundle. */
  readonly item: number;
  readonly kind: WithheldKind;
  readonly text: string;
  /** Of a stretch of a text: what stands before and after it; null at an end. */
  readonly beside?: Beside;
}

export interface Beside {
  readonly before: string | null;
  readonly after: string | null;
}

export interface MediumOutcome {
  readonly ordinal: number;
  readonly mediumId: string | null;
  /** `redrawn`: with its regions covered, by `redactPicture`; the original bytes stay behind. */
  readonly outcome: 'whole' | 'redrawn' | 'withheld';
  readonly codes: readonly string[];
  readonly regions: readonly Region[];
}

export interface RedactedVersion {
  readonly snapshotId: string;
  /** Fields that are covered in part or whole; the view holds the same as plain text. */
  readonly runs: ReadonlyMap<FieldName, readonly Run[]>;
  /** Parts of the commitment that may be opened, and those whose line in parts.txt alone is shown. */
  readonly shownParts: readonly string[];
  readonly withheldParts: readonly string[];
  readonly media: readonly MediumOutcome[];
}

/** A place where something withheld elsewhere in the item can still be read. */
export interface Exposure {
  readonly snapshotId: string;
  /** Or `medium-1` … where the same picture stands uncovered; then start and end are 0. */
  readonly field: FieldName;
  readonly start: number;
  readonly end: number;
  /** The code it is withheld under. */
  readonly code: string;
}

export interface RedactedItem {
  readonly decision: Decision;
  /** What may leave; null where the item is not about the request. */
  readonly view: ItemView | null;
  /** None where the item is withheld whole. */
  readonly versions: readonly RedactedVersion[];
  readonly withheld: readonly WithheldThing[];
  /** A bundle is not built while there are any: each is covered too, or its original uncovered. */
  readonly exposed: readonly Exposure[];
}

/** A text that a box covers; pseudonyms are not among them, for masks reach over the whole bundle. */
export interface ToldString {
  readonly text: string;
  readonly code: string;
  readonly beside: Beside;
}
