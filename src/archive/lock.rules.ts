const DAY_MS = 86_400_000;
export const LOCK_DAYS = 400;
/** Some stores wrap dates after 2106-02-07 round to the past; no lock is asked for beyond this. */
const LATEST = Date.UTC(2100, 0, 1);

/** The one lock rule: 400 days from now, renewed while an item in the object is alive. */
export function lockUntil(now: Date): Date {
  return new Date(Math.min(now.getTime() + LOCK_DAYS * DAY_MS, LATEST));
}
