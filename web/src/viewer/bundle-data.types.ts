/**
 * What the offline viewer reads. A bundle's `data/viewer/data-0001.js …` are classic scripts, each one call
 * `(window.__AKTA__ = window.__AKTA__ || []).push({…});` with a BundleChunk: the first holds everything but the items,
 * the others about 2 MB of items each. `href`s of media are relative to START-HERE.html.
 */
import type { AccountView, BodyView, GapView, ItemView, KnownAccountView } from '../../../src/archive/views.types.js';
import type { BundleCounts, BundleItem, ReleaseCounts } from '../../../src/exports/bundle/bundle.types.js';

export interface BundleSource {
  /** The bundle's name, e.g. `EXP-2026-0001`. */
  readonly name: string;
  /** RFC 3339 UTC. */
  readonly exportedAt: string;
  /** Inclusive first and last instant asked for; null = open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Plain-text search the selection was made with; null = none. */
  readonly text: string | null;
  readonly logOrigin: string;
  readonly logSize: number;
  readonly logRoot: string;
  readonly checkpointAt: string | null;
  readonly keyFingerprint: string;
  /** Unredacted bundles are marked on every screen. */
  readonly unredacted: boolean;
}

export interface BundleData {
  readonly source: BundleSource;
  /** The request it answers; null where nothing was taken out. */
  readonly release?: { readonly number: string; readonly counts: ReleaseCounts } | null;
  readonly bodies: readonly BodyView[];
  readonly accounts: readonly AccountView[];
  readonly items: readonly (BundleItem & ItemView)[];
  readonly gaps: readonly GapView[];
  readonly knownAccounts: readonly KnownAccountView[];
  /** Sentence 5, what the bundle proves and cannot prove, in both languages. */
  readonly limits: { readonly en: string; readonly pl: string };
  readonly counts: BundleCounts;
  readonly clock: 'real' | 'simulated';
  /** The language the viewer opens in. */
  readonly language: 'en' | 'pl';
}

export type BundleChunk = Partial<BundleData>;
