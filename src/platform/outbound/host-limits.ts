import { setTimeout as wait } from 'node:timers/promises';

export interface HostLimit {
  readonly perSecond: number;
  /** So many at once before the rate is kept to. */
  readonly burst: number;
  readonly concurrency: number;
}

interface Host {
  active: number;
  readonly waiting: (() => void)[];
  /** When the host's allowance is full again, in milliseconds of performance.now(). */
  fullAt: number;
}

/**
 * How hard one process may press one host, over all accounts there: share one. It keeps real time, also under a
 * simulated clock: the server at the other end is real.
 */
export class HostLimits {
  private readonly hosts = new Map<string, Host>();

  constructor(private readonly limit: HostLimit) {}

  /** Resolves when a request may be sent; call the answer when it is done. Rejects when the signal aborts. */
  async enter(name: string, signal: AbortSignal): Promise<() => void> {
    const host = this.hosts.get(name) ?? { active: 0, waiting: [], fullAt: 0 };
    this.hosts.set(name, host);
    await this.takeTurn(host, signal);
    try {
      const now = performance.now();
      const pace = 1000 / this.limit.perSecond;
      host.fullAt = Math.max(host.fullAt, now) + pace;
      const delay = host.fullAt - this.limit.burst * pace - now;
      if (delay > 0) await wait(delay, undefined, { signal });
    } catch (error) {
      this.leave(name, host);
      throw error;
    }
    return () => this.leave(name, host);
  }

  private async takeTurn(host: Host, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (host.active < this.limit.concurrency) {
      host.active += 1;
      return;
    }
    // The turn is handed over by the one who leaves, so that nobody new slips in between.
    await new Promise<void>((resolve, reject) => {
      const give = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        host.waiting.splice(host.waiting.indexOf(give), 1);
        reject(signal.reason);
      };
      host.waiting.push(give);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private leave(name: string, host: Host): void {
    const next = host.waiting.shift();
    if (next) next();
    else host.active -= 1;
    if (host.active === 0 && host.fullAt <= performance.now()) this.hosts.delete(name);
  }
}
