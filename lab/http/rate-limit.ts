import type { Server } from '../world/world.types.js';

export interface Allowance {
  readonly allowed: boolean;
  /** Of the window's allowance; null where there is no limit. */
  readonly percent: number | null;
  readonly minutesToReset: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts calls per token, else per address, in windows of the lab's clock. The headers are Mastodon's: reset at the end
 * of the running window, in ISO 8601 with the microseconds of now (recorded: any cassette; rack_attack.rb); GoToSocial
 * gives whole seconds (recorded session).
 */
export class RateLimit {
  private readonly windows = new Map<string, { index: number; used: number }>();

  constructor(private readonly server: Server) {}

  count(who: string, now: Date): Allowance {
    const { rateLimit } = this.server;
    if (!rateLimit) return { allowed: true, percent: null, minutesToReset: 0, headers: {} };
    const index = Math.floor(now.getTime() / rateLimit.windowMs);
    const before = this.windows.get(who);
    const used = (before?.index === index ? before.used : 0) + 1;
    this.windows.set(who, { index, used });
    return {
      allowed: used <= rateLimit.limit,
      percent: rateLimit.limit === 0 ? 100 : Math.floor((100 * used) / rateLimit.limit),
      minutesToReset: Math.ceil(((index + 1) * rateLimit.windowMs - now.getTime()) / 60_000),
      headers: {
        'x-ratelimit-limit': String(rateLimit.limit),
        'x-ratelimit-remaining': String(Math.max(0, rateLimit.limit - used)),
        'x-ratelimit-reset': this.resetAt((index + 1) * rateLimit.windowMs, now),
      },
    };
  }

  private resetAt(end: number, now: Date): string {
    const whole = new Date(end).toISOString().slice(0, 19);
    if (this.server.software === 'gotosocial') return `${whole}.000Z`;
    return `${whole}.${String(now.getMilliseconds()).padStart(3, '0')}037Z`;
  }
}
