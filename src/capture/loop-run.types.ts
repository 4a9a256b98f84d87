import type { Connector, ConnectorContext } from '../connectors/index.js';
import type { Stretch } from './judge-page.rules.js';
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
  };
}
