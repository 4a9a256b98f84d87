const DAY_MS = 86_400_000;
/** A decision stands for so long; then somebody looks again. */
export const DECISION_DAYS = 90;

export interface ConflictFacts {
  /** Since when something is kept that the platform wants deleted; null: nothing is. */
  readonly since: Date | null;
  /** When somebody last said on what ground it is kept: on connecting, or as a decision. */
  readonly saidAt: Date | null;
}

/**
 * When a person has to decide next; null: nothing is kept that the platform wants deleted. What was said before the
 * conflict arose stands for ninety days from then; where nobody said anything the decision is due at once.
 */
export function decisionDueAt({ since, saidAt }: ConflictFacts): Date | null {
  if (since === null) return null;
  if (saidAt === null) return since;
  return new Date(Math.max(since.getTime(), saidAt.getTime()) + DECISION_DAYS * DAY_MS);
}
