const DAY_MS = 86_400_000;
export const LOCK_DAYS = 400;
export const RENEW_BELOW_DAYS = 200;
export const ALARM_BELOW_DAYS = 100;
/** How long a key file is kept, and how long a destroyed key may outlive its item in one. */
export const KEY_FILE_DAYS = 35;
/** How long a copy of the register is kept: the newest is what counts, and some before it in case it is damaged. */
export const REGISTER_DAYS = 8;
/** Some stores wrap dates after 2106-02-07 round to the past; no lock is asked for beyond this. */
const LATEST = Date.UTC(2100, 0, 1);

/** The one lock rule: 400 days from now, renewed while an item in the object is alive. */
export function lockUntil(now: Date): Date {
  return inDays(LOCK_DAYS, now);
}

/** A copy of keys is no evidence: its lock is never renewed, and it goes as soon as the lock has ended. */
export function keyFileLockUntil(now: Date): Date {
  return inDays(KEY_FILE_DAYS, now);
}

/** No evidence either: its lock is never renewed. */
export function registerLockUntil(now: Date): Date {
  return inDays(REGISTER_DAYS, now);
}

/** How the lock of an object stands in which something lives: `short` is an alarm, and no lock at all is short. */
export function lockStanding(lockedUntil: Date | null, now: Date): 'long' | 'renewable' | 'short' {
  const until = lockedUntil?.getTime() ?? 0;
  const left = until - now.getTime();
  if (until >= LATEST || left >= RENEW_BELOW_DAYS * DAY_MS) return 'long';
  return left >= ALARM_BELOW_DAYS * DAY_MS ? 'renewable' : 'short';
}

/** Whether nothing holds the object any more. */
export function lockEnded(lockedUntil: Date | null, now: Date): boolean {
  return lockedUntil === null || lockedUntil <= now;
}

function inDays(days: number, now: Date): Date {
  return new Date(Math.min(now.getTime() + days * DAY_MS, LATEST));
}
