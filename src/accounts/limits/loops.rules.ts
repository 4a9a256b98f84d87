/** The loops of an account that is captured by itself. */
export const LOOPS = ['incremental', 'replies', 'recheck', 'backfill'] as const;

/** Nothing of the account is captured by itself, so that it has no loops: what the archive has of it is brought. */
export function isUnpolled(limits: readonly string[]): boolean {
  return limits.includes('not-captured');
}
