import type { Language } from '../../platform/index.js';

export const LETTER_KINDS = [
  'acknowledgement',
  'extension',
  'release',
  'partial-release',
  'refusal',
  'no-records',
  'referral',
  'clarification',
  'erasure-in-part',
  'access-notice',
  'erasure-decision',
  'declaration',
  'statement',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export type LetterFormat = 'docx' | 'pdf';

export type Paper = 'A4' | 'LETTER';

/** What a letter consists of, in order. `part` is the template's name for it, so that it can be found again. */
export type LetterBlock = { readonly part: string } & (
  | { readonly type: 'address' | 'list'; readonly lines: readonly string[] }
  | { readonly type: 'heading' | 'paragraph'; readonly text: string }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'signature'; readonly lines: readonly string[]; readonly blanks: readonly string[] }
);

/** A letter before it is drawn: everything in it is words. */
export interface Letter {
  readonly kind: LetterKind;
  readonly law: string;
  readonly language: Language;
  readonly title: string;
  /** The day it bears. */
  readonly date: string;
  readonly paper: Paper;
  /** Where the letterhead of the body stands. */
  readonly head: { readonly name: string; readonly lines: readonly string[] };
  readonly blocks: readonly LetterBlock[];
}

/** What is drawn of a letter, whatever kind of paper it is. */
export type DrawnPaper = Omit<Letter, 'kind' | 'law'>;

/** Something the law wants in a letter and the letter lacks. */
export interface LetterFinding {
  readonly must: string;
  readonly says: string;
  readonly authority: string;
  readonly trust: 'verified' | 'draft';
}
