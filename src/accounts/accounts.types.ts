import type { LimitKey, Platform } from '../connectors/index.js';

export const CHARACTERS = ['official', 'mixed', 'personal'] as const;
export type Character = (typeof CHARACTERS)[number];

/** An account as its row tells it. Times RFC 3339 UTC. */
export interface AccountFacts {
  readonly id: string;
  readonly bodyId: string;
  readonly platform: Platform;
  readonly software: string;
  readonly handle: string;
  readonly url: string;
  readonly title: string;
  readonly character: Character;
  readonly state: 'active' | 'paused' | 'retired';
  readonly stateReason: string | null;
  readonly addedAt: string;
  /** Null = not stated: what vanishes is kept locked until it is. */
  readonly legalBasis: { readonly statute: string; readonly scheduleItem: string; readonly officer: string } | null;
  readonly limits: readonly LimitKey[];
}

export interface BodyFacts {
  readonly id: string;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly languages: readonly string[];
  readonly country: string;
}
