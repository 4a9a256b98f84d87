import { type UsualCodes, usualCode } from './exemption-codes.rules.js';
import { findEmails, findPhones } from './detect-contacts.rules.js';
import { findNumbers } from './detect-numbers.rules.js';
import { findAddresses, findBirthDates, findNames, findPlates } from './detect-persons.rules.js';
import type { Found, SuggestionKind } from './suggestion.types.js';
import { codePointAt, codePointStarts } from './text-ranges.rules.js';

/** What a person is asked about; nothing is covered until somebody confirms it. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  /** Half-open, in code points over the stored text. */
  readonly start: number;
  readonly end: number;
  /** Key of the reason shown, in `redactionSentences`. */
  readonly reason: `suggest.${SuggestionKind}`;
  /** What this kind usually takes under the law; null where none is named for it. */
  readonly code: string | null;
}

export interface SuggestionContext {
  /** Of the body (ISO 3166): its telephone numbers go without a prefix. */
  readonly country: string;
  readonly library?: UsualCodes;
  /** Written by one of the body's own accounts: what it publishes of itself is not asked about. */
  readonly official: boolean;
}

/** Numbers inside the address of a page are the platform's. */
const PAGE = /https?:\/\/[^\s<>"]+|(?<![\p{L}\p{N}.@_-])(?:[\p{L}\p{N}-]{1,63}\.){1,9}\p{L}{2,24}\/[^\s<>"]*/gu;
/** A body names its own telephones, shelters and officers in public; the number of a person it never does. */
const OWN: ReadonlySet<SuggestionKind> = new Set(['phone', 'email', 'address', 'name']);

/** In order of the text; where two kinds fit the same place, the one that proves itself better. */
export function suggestRedactions(text: string, { country, library, official }: SuggestionContext): Suggestion[] {
  const starts = codePointStarts(text);
  return findPersonal(text, country)
    .filter(({ kind }) => !(official && OWN.has(kind)))
    .map(({ kind, start, end }) => ({
      kind,
      start: codePointAt(starts, start),
      end: codePointAt(starts, end),
      reason: `suggest.${kind}` as const,
      code: usualCode(library, kind),
    }));
}

/** Places in UTF-16 units, none overlapping another. */
export function findPersonal(text: string, country: string): Found[] {
  const plain = text.replace(PAGE, (page) => ' '.repeat(page.length));
  const found = [
    ...findEmails(text),
    ...findNumbers(plain, country),
    ...findBirthDates(plain),
    ...findPlates(plain),
    ...findPhones(plain, country),
    ...findAddresses(plain),
    ...findNames(plain),
  ];
  const isTaken = new Uint8Array(text.length);
  const taken = found.filter(({ start, end }) => {
    if (isTaken.subarray(start, end).includes(1)) return false;
    isTaken.fill(1, start, end);
    return true;
  });
  return taken.toSorted((a, b) => a.start - b.start);
}
