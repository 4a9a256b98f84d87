import type { Language } from '../platform/index.js';
import type { RequestKind } from '../requests/index.js';

/** Kinds of file that a bundle may go without: the rest proves or describes it, and is always there. */
export type Holding = 'pdf' | 'plain-pages' | 'exchanges' | 'originals' | 'load-file' | 'rsmf';

/** What a bundle of one kind holds, as its file in exports/profiles says. */
export interface BundleProfile {
  readonly profile: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Kinds of request that are answered so unless another profile is named. */
  readonly answers: readonly RequestKind[];
  readonly redaction: 'demanded' | 'allowed';
  readonly holds: readonly Holding[];
  readonly languages: 'bodies' | 'asked';
  readonly nameEnding: string;
}

export const USUAL_PROFILE = 'full';
