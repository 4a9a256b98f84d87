import type { LoopName } from '../pace.rules.js';

/** Half of what came was not later than `median`, 95 of 100 not later than `most`. Milliseconds. */
export interface Delays {
  readonly median: number;
  readonly most: number;
}

/** How late what was new came, by the platform's own time. */
export interface LatencyView {
  readonly accountId: string;
  /** Counted back from now: 1 or 30. */
  readonly days: number;
  /** Null: all of them together. */
  readonly loop: LoopName | null;
  readonly versions: number;
  readonly observed: Delays;
  /** In the archive. */
  readonly durable: Delays;
}
