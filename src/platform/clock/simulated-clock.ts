import { Clock } from './clock.port.js';

/** A clock that stands still until it is moved. Sleepers wake when it passes their hour. */
export class SimulatedClock extends Clock {
  readonly kind = 'simulated';
  private readonly sleepers = new Set<{ until: number; wake: () => void }>();

  constructor(private time: Date) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  set(time: Date): void {
    if (time < this.time) throw new Error('A clock never runs backwards');
    this.time = new Date(time);
    for (const sleeper of this.sleepers) if (sleeper.until <= time.getTime()) sleeper.wake();
  }

  advance(milliseconds: number): void {
    this.set(new Date(this.time.getTime() + milliseconds));
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { until: this.time.getTime() + milliseconds, wake: done };
      const { sleepers } = this;
      function done(): void {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      sleepers.add(sleeper);
      signal?.addEventListener('abort', done);
    });
  }
}
