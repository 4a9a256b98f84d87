import type { Language } from '../../platform/index.js';

export const TRANSFER_FORMATS = ['bagit-premis', 'paczka', 'nara'] as const;
export type TransferFormat = (typeof TRANSFER_FORMATS)[number];

/** What an archive that takes over wants to get, as its file in exports/transfers says. */
export interface TransferProfile {
  readonly profile: string;
  readonly version: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly format: TransferFormat;
  /** Who takes over where nobody else is named. */
  readonly archive: string | null;
  readonly language: Language;
  /** Of a paczka: the archival category. */
  readonly category?: string;
  /** Of a package for NARA. */
  readonly rights?: string;
  readonly trust: 'verified' | 'draft';
  readonly checked: string;
  readonly sources: readonly string[];
  readonly notes?: Readonly<Record<Language, string>>;
}
