export const INCIDENT_KINDS = ['hijacked', 'platform-bug'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** A stretch in which what an account showed was not its owner's doing. Times RFC 3339 UTC. */
export interface IncidentFacts {
  readonly id: string;
  readonly accountId: string;
  readonly kind: IncidentKind;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  readonly reason: string;
  /** Why it was said to be over. */
  readonly endReason: string | null;
}
