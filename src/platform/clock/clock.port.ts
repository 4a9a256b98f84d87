/** The only source of "now". Nothing else reads the system clock, so that a test or the demo can travel in time. */
export abstract class Clock {
  abstract now(): Date;
  /** A simulated clock is declared: in the log's first entry, in every bundle and on its first page. */
  abstract readonly kind: 'real' | 'simulated';
  /** Resolves when `milliseconds` of this clock have passed, or at once when the signal aborts. */
  abstract sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
