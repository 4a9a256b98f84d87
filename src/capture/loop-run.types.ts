import type { Connector, ConnectorContext, ItemBody, ItemRef, Page } from '../connectors/index.js';
import type { Known, Stretch } from './judgement.types.js';
import type { LoopName } from './pace.rules.js';
import type { KnownGap } from './track-gaps.js';

/** One run of one loop over one account, its settings frozen. */
export interface LoopRun {
  readonly captureId: string;
  readonly loop: LoopName;
  readonly account: {
    readonly id: string;
    readonly bodyId: string;
    readonly canonicalUri: string;
    readonly addedAt: Date;
  };
  readonly connector: Connector;
  readonly context: ConnectorContext;
  /** What was posted in one of these is captured late: before the account was added, and every gap. */
  readonly unseen: readonly Stretch[];
  /** Of the items it asks about, those a hold keeps. */
  readonly held: ReadonlySet<string>;
  /** This loop's, open when the run began. */
  readonly openGap: KnownGap | null;
  /**
   * What comes from a file or a person says what was, not what is: of what is known already it may say less, and where it
   * differs a person decides. Pure. Absent: a page means all it says.
   */
  readonly sift?: (page: Page, known: Known, contentHash: (body: ItemBody) => Buffer) => SiftedPage;
  /** Called while one thing takes long, so that the run stays ours. Throws LeaseLost where it is not any more. */
  readonly goOn: () => Promise<void>;
}

/** A page without what is known already, and what it says otherwise than is known. */
export interface SiftedPage {
  readonly page: Page;
  /** What it shows as it is known: the bytes are theirs all the same. */
  readonly alike: readonly Shown[];
  readonly differs: readonly Differs[];
}

export interface Shown {
  readonly itemId: string;
  readonly exchange: number;
  readonly range: readonly [number, number];
}

/** An item as a file shows it, unlike what is known. */
export interface Differs extends Shown {
  /** Which of its fields. */
  readonly fields: readonly string[];
  readonly contentHash: Buffer;
  readonly ref: ItemRef;
  readonly body: ItemBody;
}

/** What pages brought, summed over a run. */
export interface RunCounts {
  readonly new: number;
  readonly changed: number;
  /** No longer at the source, by how sure that is. */
  readonly asserted: number;
  readonly confirmed: number;
  readonly suspected: number;
  readonly restored: number;
  readonly exchanges: number;
  readonly kept: number;
  readonly late: number;
  /** Of a file: shown as they are known, and otherwise. */
  readonly alike: number;
  readonly differing: number;
}

export const NO_COUNTS: RunCounts = {
  new: 0,
  changed: 0,
  asserted: 0,
  confirmed: 0,
  suspected: 0,
  restored: 0,
  exchanges: 0,
  kept: 0,
  late: 0,
  alike: 0,
  differing: 0,
};

export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    new: a.new + b.new,
    changed: a.changed + b.changed,
    asserted: a.asserted + b.asserted,
    confirmed: a.confirmed + b.confirmed,
    suspected: a.suspected + b.suspected,
    restored: a.restored + b.restored,
    exchanges: a.exchanges + b.exchanges,
    kept: a.kept + b.kept,
    late: a.late + b.late,
    alike: a.alike + b.alike,
    differing: a.differing + b.differing,
  };
}
