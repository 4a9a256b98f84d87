import type { WhatIf } from '../what-if.js';

export type TrialState = 'waiting' | 'working' | 'done' | 'failed';

/** What would come of a policy, being worked out. Times RFC 3339 UTC. */
export interface TrialView {
  readonly id: string;
  readonly bodyId: string;
  readonly body: string;
  readonly policyId: string;
  readonly version: string;
  readonly state: TrialState;
  readonly askedAt: string;
  readonly askedBy: string;
  /** Items worked out, of how many. */
  readonly items: number;
  readonly total: number;
  /** Once it is done. */
  readonly answer: WhatIf | null;
  /** Why it failed. */
  readonly fault: string | null;
  readonly doneAt: string | null;
}
