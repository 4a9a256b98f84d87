/** What of the file an answer gave: all of it, the end of a download begun earlier, or less. */
export type FetchOutcome = 'whole' | 'rest' | 'part';

export interface FetchView {
  readonly at: string;
  /** Of its files, from 1. */
  readonly part: number;
  /** Null while it runs, and where the server stopped meanwhile: then it is not known. */
  readonly bytes: number | null;
  readonly outcome: FetchOutcome | null;
}

export interface ExportLinkView {
  readonly id: string;
  readonly exportId: string;
  readonly state: 'open' | 'expired' | 'closed';
  readonly madeAt: string;
  readonly madeBy: string;
  readonly expiresAt: string;
  /** How often it was fetched, in whole or in part. */
  readonly fetched: number;
  /** The newest, at most a hundred. */
  readonly fetches: readonly FetchView[];
}

export interface OpenedLink {
  readonly id: string;
  /** With the secret in it: shown once, and kept only as a digest. */
  readonly path: string;
  /** The same with the address at which people reach Akta; null where nobody said which. */
  readonly url: string | null;
  readonly expiresAt: string;
}

export const USUAL_DAYS = 14;
export const MOST_DAYS = 90;
