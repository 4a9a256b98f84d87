import type { Language } from '../../platform/index.js';
import type { FactName, FactShape, LetterFacts } from './letter-facts.types.js';
import type { Letter, LetterFormat, LetterKind } from './letter.types.js';

export interface WrittenLetterView {
  readonly id: string;
  /** How steps name it: `2026-0031-L1`. */
  readonly name: string;
  readonly kind: LetterKind;
  readonly language: Language;
  readonly title: string;
  readonly at: string;
  readonly by: string;
  readonly files: Readonly<Record<LetterFormat, string>>;
}

export interface LettersOfRequest {
  /** Kinds that fit the request as it stands. */
  readonly offered: readonly LetterKind[];
  /** In the order they were written. */
  readonly written: readonly WrittenLetterView[];
}

/** What a person is asked for, so that the letter can be written. */
export interface WantedFact {
  readonly name: FactName;
  readonly label: string;
  readonly shape: FactShape;
  /** Without it the letter is not written; the others may be left out. */
  readonly needed: boolean;
  /** It is the same in each letter of the body, and can be set once. */
  readonly kept: boolean;
}

export interface LetterPreview {
  readonly kind: LetterKind;
  readonly law: string;
  readonly language: Language;
  readonly title: string;
  /** The words of the letter; places of what is missing are empty. */
  readonly text: string;
  /** What stands against it, in sentences; none: it can be written. */
  readonly objections: readonly string[];
  readonly wanted: readonly WantedFact[];
  /** Codes of which a person has still to say why they apply. */
  readonly codes: readonly string[];
}

export interface FilledLetter extends LetterPreview {
  readonly letter: Letter;
}

export interface LetterheadView {
  readonly bodyId: string;
  readonly language: Language;
  readonly facts: LetterFacts;
  /** Null where none was set yet. */
  readonly setAt: string | null;
}
