export interface PaceLimits {
  readonly bytesPerSecond: number;
  readonly requestsPerSecond: number;
}

/** How long to wait, in milliseconds, so that what was done in `elapsedMs` stays within both limits. */
export function pauseOf(
  done: { readonly bytes: number; readonly requests: number; readonly elapsedMs: number },
  { bytesPerSecond, requestsPerSecond }: PaceLimits,
): number {
  const seconds = Math.max(done.bytes / bytesPerSecond, done.requests / requestsPerSecond);
  return Math.max(0, Math.ceil(seconds * 1_000 - done.elapsedMs));
}

/** From three to four fifths of the period: objects stored in one night are not due again in one night. */
export function daysUntilNext(period: number, chance: number): number {
  return period * (0.6 + 0.2 * chance);
}
