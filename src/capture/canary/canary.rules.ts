import { nextRecheck } from '../pace.rules.js';

/** So long a silence of an account nobody explains is an alarm. */
export const CANARY_MS = 15 * 60_000;

export type CanaryState = 'well' | 'silent' | 'blind' | 'unseen' | 'new';

/** What an account shows that is known to be there, and who looked. */
export interface Canary {
  readonly addedAt: Date;
  /** When its list was last read, or its stream open. */
  readonly lookedAt: Date | null;
  /** A gap is open: it is known that it is not seen, and why. */
  readonly isUnseen: boolean;
  /** Its own newest post still there. */
  readonly newest: { readonly postedAt: Date; readonly seenAt: Date } | null;
}

/**
 * `silent`: nobody looks. `blind`: it is looked at, and what is known to be there was not shown for longer than the pace
 * at which it is asked for by name. Neither says that anything is gone.
 */
export function judgeCanary({ addedAt, lookedAt, isUnseen, newest }: Canary, now: Date): CanaryState {
  const age = (at: Date): number => now.getTime() - at.getTime();
  if (isUnseen) return 'unseen';
  if (age(lookedAt ?? addedAt) > CANARY_MS) return 'silent';
  if (!newest) return lookedAt ? 'well' : 'new';
  return age(newest.seenAt) > patience(newest.postedAt, now) ? 'blind' : 'well';
}

/** Twice the pace of looks by name, for one that failed once is not an alarm. */
function patience(postedAt: Date, now: Date): number {
  const next = nextRecheck(now, { postedAt, suspectedAt: null, pollClosesAt: null, held: false });
  return CANARY_MS + 2 * (next.getTime() - now.getTime());
}
