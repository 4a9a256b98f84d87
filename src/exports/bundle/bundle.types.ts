import type { KeptCheckpoint, Log } from '../../audit/index.js';
import type { AccountView, BodyView, GapView, ItemView, KnownAccountView } from '../../archive/index.js';
import type { Language } from '../../platform/index.js';

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

export interface BundlePlan {
  readonly exportId: string;
  /** ASCII; the name of the bag's folder and of the file. */
  readonly name: string;
  /** When the export was marked in the log; stands for "now" everywhere in the bundle. */
  readonly at: string;
  readonly languages: readonly Language[];
  readonly clock: 'real' | 'simulated';
  readonly asked: Asked;
  /** What the export's mark in the log commits to: HMAC-SHA256(salt, text) is its `scope`. Salt in hex. */
  readonly scope: { readonly text: string; readonly salt: string };
  readonly bodies: readonly BodyView[];
  /** Begins the numbers of printed pages. */
  readonly pagePrefix: string;
  readonly accounts: readonly AccountView[];
  readonly knownAccounts: readonly KnownAccountView[];
  readonly gaps: readonly GapView[];
  readonly ranges: readonly AccountRange[];
  readonly checkpoint: KeptCheckpoint;
  readonly origin: string;
  /** Raw Ed25519 key of the log. */
  readonly publicKey: Buffer;
}

export interface OpenedPart {
  /** `item.json`, `field:text` …, `medium-1` … */
  readonly name: string;
  readonly bytes: Buffer;
  readonly salt: Buffer;
}

export interface OpenedParts {
  readonly partsTxt: Buffer;
  readonly parts: readonly OpenedPart[];
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
  items(): AsyncIterable<ItemView>;
  partsOf(snapshotId: string): Promise<OpenedParts>;
  /** Null when it was destroyed or never kept. */
  exchange(exchangeId: string): Promise<OpenedExchange | null>;
}

export type BundleLog = Pick<Log, 'entriesOfAccount' | 'entriesAt' | 'proofText' | 'proveConsistency'>;

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

/** Counts that must add up: entries = released + withheld + outside + events + boundaries. */
export interface Reconciliation {
  readonly entries: number;
  readonly released: number;
  readonly withheld: number;
  readonly outside: number;
  readonly events: number;
  readonly boundaries: number;
}

export type Disposition = 'released' | 'withheld' | 'outside' | 'event' | 'boundary';

/** Called as work goes on: `done` of `total` units of a step. A caller may throw to stop the build. */
export type Progress = (step: BuildStep, done: number, total: number) => Promise<void>;
export type BuildStep =
  'waiting' | 'items' | 'records' | 'exchanges' | 'pages' | 'pdf' | 'sealing' | 'packing' | 'done';
