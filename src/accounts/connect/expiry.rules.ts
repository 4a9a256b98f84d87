const DAY_MS = 86_400_000;

/** Days before the end on which it is told, the farthest first. */
export const TOLD_DAYS = [30, 14, 7, 3, 1] as const;
export type NoticeKind = `days-${(typeof TOLD_DAYS)[number]}` | 'ended';

/** A token is renewed when a quarter of its time is left, but not earlier than a week before its end. */
const RENEWED_BEFORE_MS = 7 * DAY_MS;

export interface GrantTimes {
  readonly expiresAt: Date | null;
  readonly lastsUntil: Date | null;
  /** It renews itself, and the last try did not fail. */
  readonly renewing: boolean;
}

/** When access ends if nobody does anything; null: no end is known. What renews itself ends with the grant alone. */
export function endOfAccess({ expiresAt, lastsUntil, renewing }: GrantTimes): Date | null {
  const ends = renewing ? [lastsUntil] : [expiresAt, lastsUntil];
  const known = ends.flatMap((end) => end?.getTime() ?? []);
  return known.length === 0 ? null : new Date(Math.min(...known));
}

/** Whole days begun; 0 and less: it has ended. */
export function daysUntil(end: Date, now: Date): number {
  return Math.ceil((end.getTime() - now.getTime()) / DAY_MS);
}

/** What is to be told by now: of several that came while nobody looked, the nearest to the end. */
export function noticeDue(end: Date, now: Date): NoticeKind | null {
  if (end <= now) return 'ended';
  const step = TOLD_DAYS.findLast((days) => daysUntil(end, now) <= days);
  return step === undefined ? null : `days-${step}`;
}

/**
 * Who is told by mail: the desk alone a month before, then whoever answers for the account, and from three days before
 * the administrators too.
 */
export function audienceOf(kind: NoticeKind): readonly ('custodian' | 'administrator')[] {
  if (kind === 'days-30') return [];
  if (kind === 'days-14' || kind === 'days-7') return ['custodian'];
  return ['custodian', 'administrator'];
}

export function renewAt(issuedAt: Date, expiresAt: Date): Date {
  const lifetime = Math.max(0, expiresAt.getTime() - issuedAt.getTime());
  return new Date(expiresAt.getTime() - Math.min(lifetime / 4, RENEWED_BEFORE_MS));
}
