import type { Scope } from './scope.types.js';

export const MATTER_KINDS = ['litigation', 'investigation', 'audit', 'request', 'other'] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** What the release of a hold would free. */
export interface ReleasePreview {
  /** Items that no other hold in place names: from the release on nothing keeps them but their schedule. */
  readonly freed: number;
  /** Items that another hold in place names. */
  readonly stays: number;
  readonly accounts: readonly {
    readonly id: string;
    readonly handle: string;
    readonly freed: number;
    readonly stays: number;
  }[];
}

/** Times RFC 3339 UTC. */
export interface MatterView {
  readonly id: string;
  readonly bodyId: string;
  readonly number: string;
  readonly name: string;
  readonly kind: MatterKind;
  readonly openedAt: string;
  /** Of its holds, those that are not released. */
  readonly holds: number;
  /** Items under one of them. */
  readonly held: number;
}

export interface ReleaseView {
  readonly id: string;
  readonly proposedAt: string;
  readonly proposedBy: string;
  readonly reason: string;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
}

export interface HoldView {
  readonly id: string;
  readonly number: string;
  /** As it is called in a sentence: `2026-L-014 Kowalczyk v. City of Newford`, `request 2026-0031`. */
  readonly name: string;
  readonly matter: { readonly id: string; readonly number: string; readonly name: string; readonly kind: MatterKind };
  readonly bodyId: string;
  readonly zone: string;
  readonly state: 'active' | 'release-proposed' | 'released';
  readonly reason: string;
  /** When the duty to keep arose: it may lie before the hold was placed. */
  readonly triggerAt: string;
  readonly placedAt: string;
  readonly placedBy: string;
  readonly scope: Scope;
  /** Items it names so far; a living scope adds to them. */
  readonly items: number;
  /** The newest, if any. */
  readonly release: ReleaseView | null;
}
