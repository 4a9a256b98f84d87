import type { Language } from '../../platform/index.js';
import type { CodeTrust } from '../../requests/index.js';
import type { FactName } from './letter-facts.types.js';
import type { LetterKind } from './letter.types.js';

export type Words = Readonly<Record<Language, string>>;

/** A part of a template. Conditions name facts: `ifAny` and `ifNone` need the fact, `ifGiven` does not. */
export interface TemplatePart {
  readonly part: string;
  readonly type: 'heading' | 'paragraph' | 'list' | 'table' | 'address' | 'signature' | 'law';
  readonly ifAny?: FactName;
  readonly ifNone?: FactName;
  readonly ifGiven?: FactName;
  readonly text?: Words;
  /** The fact whose entries are the lines of a list, or the rows of a table. */
  readonly each?: FactName;
  readonly lines?: readonly Words[];
  readonly columns?: readonly { readonly head: Words; readonly cell: Words }[];
  /** What stays open for a hand: place, date, signature. */
  readonly blanks?: readonly Words[];
}

export interface LetterTemplate {
  readonly kind: LetterKind;
  /** Where the kind belongs to one law alone, whichever is named. Such papers have no frame. */
  readonly law?: string;
  readonly title: Words;
  readonly parts: readonly TemplatePart[];
}

/** One thing that must stand in a letter. */
export type Wanted =
  | { readonly fact: FactName; readonly atLeast?: number; readonly atMost?: number }
  | { readonly words: Words }
  /** What was found must be the sum of what was decided. */
  | { readonly counts: 'reconcile' }
  /** Of an erasure: what was found must be the sum of what was decided, and each reason must stand. */
  | { readonly erasures: 'reasoned' }
  /** Each code must be one of the law's, with the statute or the statement that it needs. */
  | { readonly codes: 'hold' };

export interface LetterRule {
  readonly id: string;
  readonly kinds: readonly LetterKind[];
  /** Goes on after "the letter must". */
  readonly must: Words;
  readonly wants: readonly Wanted[];
  readonly authority: string;
  readonly source: string;
  readonly checked: string;
  readonly trust: CodeTrust;
}

/** A paragraph of a law: the kinds of letter it belongs in, and the place there that the template leaves for it. */
export interface LawPart extends TemplatePart {
  readonly kinds: readonly LetterKind[];
  readonly slot: 'opening' | 'remedies';
}

/** What one law adds to the letters: its name, its offices, its paragraphs, and what it wants. */
export interface LetterLaw {
  readonly law: string;
  readonly title: Words;
  readonly facts: readonly {
    readonly fact: FactName;
    readonly value: Readonly<Record<Language, string | number | readonly string[]>>;
    readonly source: string;
    readonly checked: string;
    readonly trust: CodeTrust;
  }[];
  readonly parts: readonly LawPart[];
  readonly rules: readonly LetterRule[];
}

/** What stands around every letter. */
export interface LetterFrame {
  readonly opening: readonly TemplatePart[];
  readonly reference: readonly TemplatePart[];
  readonly closing: readonly TemplatePart[];
}

export interface LetterLibrary {
  readonly frame: LetterFrame;
  readonly templates: readonly LetterTemplate[];
  readonly laws: readonly LetterLaw[];
}
