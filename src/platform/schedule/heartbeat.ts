import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.port.js';
import { describe, loggers } from '../logging/loggers.js';

/** How one timer is doing. Times RFC 3339 UTC, of the archive's clock. */
export interface Beat {
  readonly running: boolean;
  readonly lastSuccess: string | null;
  readonly lastFailure: string | null;
  readonly milliseconds: number | null;
}

const NEVER: Beat = { running: false, lastSuccess: null, lastFailure: null, milliseconds: null };

/**
 * Every timer goes through it. A beat that comes while the one before still works is left out, a failure is logged and
 * waits for the next beat, and closing down waits for the work in hand.
 */
@Injectable()
export class Heartbeat implements BeforeApplicationShutdown {
  private readonly states = new Map<string, Beat>();
  private readonly working = new Set<Promise<void>>();
  private readonly end = new AbortController();

  constructor(private readonly clock: Clock) {}

  get closing(): boolean {
    return this.end.signal.aborted;
  }

  /** The signal asks `work` to come to an end at the next place where nothing is lost. */
  async beat(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const state = this.states.get(name) ?? NEVER;
    if (this.closing || state.running) return;
    const run = this.run(name, state, work);
    this.working.add(run);
    await run;
    this.working.delete(run);
  }

  beats(): Readonly<Record<string, Beat>> {
    return Object.fromEntries(this.states);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await Promise.all(this.working);
  }

  private async run(name: string, before: Beat, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    this.states.set(name, { ...before, running: true });
    const began = performance.now();
    const ended = (): Beat => ({ ...before, running: false, milliseconds: Math.round(performance.now() - began) });
    try {
      await work(this.end.signal);
      this.states.set(name, { ...ended(), lastSuccess: this.clock.now().toISOString() });
    } catch (error) {
      this.states.set(name, { ...ended(), lastFailure: this.clock.now().toISOString() });
      loggers.schedule.error('A timer failed and waits for its next beat', { timer: name, ...describe(error) });
    }
  }
}
