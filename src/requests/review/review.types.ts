import type { Ground } from './ground.rules.js';
import type { Target } from './redaction-target.rules.js';
import type { Decision, Pass } from './standing-decision.rules.js';

export interface DecisionView {
  readonly pass: Pass;
  readonly decision: Decision;
  readonly ground: Ground | null;
  readonly note: string | null;
  readonly at: string;
  readonly by: string;
}

export interface RedactionView extends Target {
  readonly id: string;
  readonly itemId: string;
  readonly snapshotId: string;
  readonly ground: Ground;
  readonly at: string;
  readonly by: string;
}

export interface ReviewItem {
  readonly itemId: string;
  /** Versions the set was frozen with. */
  readonly versions: number;
  /** The newest version this requester was given before. */
  readonly releasedBefore: number | null;
  /** How often it was decided; the ETag. */
  readonly revision: number;
  /** What stands. */
  readonly decision: Decision;
  readonly first: DecisionView | null;
  /** Null also where the first look came after it. */
  readonly second: DecisionView | null;
  readonly redactions: readonly RedactionView[];
}

/** What a decision says beside itself; the log commits to it. */
export interface DecisionSaid {
  readonly ground: Ground | null;
  readonly note: string | null;
}

/** What a redaction says; the log commits to it. */
export interface RedactionSaid extends Target {
  readonly ground: Ground;
}
