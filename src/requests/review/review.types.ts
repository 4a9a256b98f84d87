import type { Language } from '../../platform/index.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';
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

/** The codes of the request's law; none where it is under no law, and a code is the body's own. */
export interface CodesView {
  readonly law: string | null;
  readonly codes: readonly {
    readonly id: string;
    readonly title: Readonly<Record<Language, string>> | null;
    readonly citation: string | null;
    readonly needsStatute: boolean;
    readonly needsHarm: boolean;
  }[];
}

/** A place a person is asked about: half-open [start, end) in code points over the stored text. */
export interface SuggestionView {
  readonly version: number;
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly kind: SuggestionKind;
  /** What this kind usually takes under the law; null where none is named for it. */
  readonly code: string | null;
  readonly why: Readonly<Record<Language, string>>;
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
