import type { CosignedCheckpoint, KeptCheckpoint, KeptHandover, Log, StampedCheckpoint } from '../../audit/index.js';
import type {
  AccountView,
  BodyView,
  GapView,
  ItemView,
  KnownAccountView,
  LargePart,
  VersionView,
} from '../../archive/index.js';
import type { StorageTold } from '../../integrity/index.js';
import type { Language } from '../../platform/index.js';
import type { ExemptionUse, MediumOutcome, Run } from '../../requests/index.js';
import type { BundleProfile } from '../profile.types.js';
import type { CustodyStep } from './custody.types.js';

/** What was asked for, as it was asked and as it was understood. */
export interface Asked {
  readonly accounts: readonly string[];
  /** Local calendar days of the body, both inclusive; null = open. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly zone: string;
  /** First and last instant meant, RFC 3339 UTC, both inclusive; null = open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Words searched for, and the state asked for; null = everything. */
  readonly text: string | null;
  readonly state: string | null;
  /** The name of the person who made the export. */
  readonly by: string;
}

/**
 * The stretch first..last of an account's own gapless sequence that a bundle holds in full. The entries first−1 and
 * last+1 travel with it: the one before is older than the window, the one after younger, or the mark this export set
 * in the account's sequence when it began. So nothing can be left out at either end. Empty when last = first − 1.
 */
export interface AccountRange {
  readonly account: string;
  readonly first: number;
  readonly last: number;
}

/** An item whose destruction the log holds at `seq`. */
export interface DestroyedRecord {
  readonly item: string;
  readonly seq: number;
}

/** What the log holds of an account when an export of it was frozen, at `seq`: which of its items had been destroyed. */
export interface AccountHead {
  readonly account: string;
  readonly seq: number;
  /** Those with a version in the stretch, in the order of the log. */
  readonly destroyed: readonly DestroyedRecord[];
}

/** What is said of the log from outside it, and of the records by it. */
export interface BundleMarks {
  /** Of each timestamp authority the newest. */
  readonly stamped: readonly StampedCheckpoint[];
  /** The newest that witnesses signed; null = none did. */
  readonly cosigned: CosignedCheckpoint | null;
  /** Of an earlier bundle; null = there is none. */
  readonly earlier: KeptCheckpoint | null;
  /** One an account. */
  readonly heads: readonly AccountHead[];
}

/** Found = released + in part + withheld + not about the request. Only what is counted as an item. */
export interface ReleaseCounts {
  readonly found: number;
  readonly released: number;
  readonly inPart: number;
  readonly withheld: number;
  readonly notAbout: number;
}

/** What a bundle says of the request it answers; nothing of who asked. */
export interface BundleRelease {
  readonly number: string;
  /** Null where the codes are the body's own. */
  readonly law: string | null;
  readonly lawTitle: Readonly<Record<Language, string>>;
  readonly receivedAt: string;
  /** When what was found was frozen, and how many entries the log had then: nothing later is in the bundle. */
  readonly frozenAt: string;
  readonly logSize: number;
  readonly counts: ReleaseCounts;
  /** Of each code that is used: what the exemption log says of it. */
  readonly codes: Readonly<
    Record<string, { readonly citation: string; readonly title: Readonly<Record<Language, string>> }>
  >;
}

export interface BundlePlan {
  readonly exportId: string;
  /** ASCII; the name of the bag's folder and of the file. */
  readonly name: string;
  /** When the export was marked in the log; stands for "now" everywhere in the bundle. */
  readonly at: string;
  readonly languages: readonly Language[];
  readonly profile: BundleProfile;
  /** Null where nothing was taken out: the bundle is marked so. */
  readonly release: BundleRelease | null;
  /** Of an unredacted bundle: who approved it; null where the archive has one person only. */
  readonly approvedBy: string | null;
  /** In the order of the log. */
  readonly custody: readonly CustodyStep[];
  readonly clock: 'real' | 'simulated';
  readonly asked: Asked;
  /** What the export's mark in the log commits to: HMAC-SHA256(salt, text) is its `scope`. Salt in hex. */
  readonly scope: { readonly text: string; readonly salt: string };
  /** What was last found of the store when the export was marked; null: nothing was examined by then. */
  readonly storage: StorageTold | null;
  readonly bodies: readonly BodyView[];
  /** Begins the numbers of printed pages. */
  readonly pagePrefix: string;
  readonly accounts: readonly AccountView[];
  readonly knownAccounts: readonly KnownAccountView[];
  readonly gaps: readonly GapView[];
  readonly ranges: readonly AccountRange[];
  /** Of more records than this the proofs stand in one file. */
  readonly mostProofFiles: number;
  readonly checkpoint: KeptCheckpoint;
  readonly marks: BundleMarks;
  readonly origin: string;
  /** Raw Ed25519 key of the log. */
  readonly publicKey: Buffer;
  /** How it came to be that key, where it was another before. */
  readonly handovers: readonly Pick<KeptHandover, 'size' | 'note'>[];
}

export interface OpenedPart {
  /** `item.json`, `field:text` …, `medium-1` … */
  readonly name: string;
  readonly bytes: Buffer;
  readonly salt: Buffer;
}

/** What stands in the place of a medium that does not leave as it is: drawn anew, or a black field. */
export interface DrawnMedium {
  readonly ordinal: number;
  readonly bytes: Buffer;
  readonly mime: string;
}

export interface OpenedParts {
  readonly partsTxt: Buffer;
  /** Those that may leave; the others are named in partsTxt. */
  readonly parts: readonly OpenedPart[];
  /** Media among them that are too large to hold. */
  readonly large?: readonly LargePart[];
  readonly drawn?: readonly DrawnMedium[];
}

/** What became of a version, where something of it does not leave. */
export interface VersionRedaction {
  /** Parts of the commitment whose line in parts.txt alone is shown. */
  readonly withheldParts: readonly string[];
  /** Fields that are covered in part or whole, by name. */
  readonly fields: Readonly<Record<string, readonly Run[]>>;
  readonly media: readonly Pick<MediumOutcome, 'ordinal' | 'outcome' | 'codes' | 'regions'>[];
}

export type BundleVersion = VersionView & { readonly redaction?: VersionRedaction };

/** An item as a bundle shows it. `redaction` is there where something of it does not leave. */
export interface BundleItem extends Omit<ItemView, 'versions'> {
  readonly versions: readonly BundleVersion[];
  readonly redaction?: {
    readonly decision: 'released' | 'in-part' | 'withheld';
    /** Of an item withheld whole. */
    readonly codes: readonly string[];
    readonly grounds: readonly ExemptionUse[];
  };
}

export interface OpenedExchange {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly status: number;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly receivedAt: string;
  readonly masked: readonly { readonly start: number; readonly end: number; readonly reason: string }[];
  /** Bytes of destroyed owners are absent from the record: their ranges are in `owners` with `destroyed`. */
  readonly body: Buffer;
  readonly owners: readonly {
    readonly itemId: string;
    readonly ranges: readonly (readonly [number, number])[];
    readonly destroyed: boolean;
  }[];
}

/** What the archive opens for a bundle. Everything is already filtered to what may leave. */
export interface BundleContent {
  /** In scope, oldest first, with the versions and findings the log held when the export was marked. */
  items(): AsyncIterable<BundleItem>;
  partsOf(snapshotId: string): Promise<OpenedParts>;
  /** Null when it was destroyed, was never kept, or may not leave. */
  exchange(exchangeId: string): Promise<OpenedExchange | null>;
}

export type BundleLog = Pick<
  Log,
  'entriesOfAccount' | 'entriesAt' | 'proofText' | 'proofTexts' | 'proofPaths' | 'proveConsistency'
>;

export interface BundleCounts {
  readonly items: number;
  readonly versions: number;
  readonly gone: number;
  readonly capturedLate: number;
  readonly gaps: number;
  readonly gapMinutes: number;
  /** In the bundle, but not counted as items. */
  readonly profiles: number;
  readonly originals: number;
  readonly files: number;
}

/** Counts that must add up: entries = released + withheld + destroyed + outside + events + boundaries. */
export interface Reconciliation {
  readonly entries: number;
  readonly released: number;
  readonly withheld: number;
  readonly destroyed: number;
  readonly outside: number;
  readonly events: number;
  readonly boundaries: number;
}

export type Disposition = 'released' | 'withheld' | 'destroyed' | 'outside' | 'event' | 'boundary';

/** Called as work goes on: `done` of `total` units of a step. A caller may throw to stop the build. */
export type Progress = (step: BuildStep, done: number, total: number) => Promise<void>;
export type BuildStep =
  | 'waiting'
  | 'items'
  | 'records'
  | 'exchanges'
  | 'forms'
  | 'pages'
  | 'pdf'
  | 'checking'
  | 'sealing'
  | 'packing'
  | 'done';
