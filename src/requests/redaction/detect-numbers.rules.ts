/**
 * Numbers that prove themselves: each has a check digit, a date or a range, so that ordinary figures are not taken for
 * one. Places are in UTF-16 units.
 */
import { Temporal } from 'temporal-polyfill';
import type { Found, SuggestionKind } from './suggestion.types.js';

/** Ustawa o ewidencji ludności: six digits of date, four of series and sex, one check digit. */
const PESEL = /(?<![\p{L}\p{N}])\d{6}[ -]?\d{5}(?![\p{L}\p{N}])/gu;
const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
/** What is added to the month tells the century. Nobody of other centuries is spoken of. */
const CENTURIES: Readonly<Record<number, number>> = { 0: 1900, 1: 2000, 4: 1800 };

const NIP = /(?<![\p{L}\p{N}])(?:PL ?)?(?:\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}|\d{10})(?![\p{L}\p{N}-])/gu;
const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

const REGON = /(?<!\p{L})REGON[\s:.]{0,4}(\d{14}|\d{9}|\d{3} \d{3} \d{3})(?!\p{N})/giu;
const REGON_WEIGHTS: Readonly<Record<number, readonly number[]>> = {
  9: [8, 9, 2, 3, 4, 5, 6, 7],
  14: [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8],
};

/** Social Security Administration: no area 000, 666 or 900 to 999, no group 00, no serial 0000. */
const SSN = /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}-])/gu;
const CALLED_SSN =
  /(?<!\p{L})(?:SSN|social security(?: number| no\.?)?)[\s:#]{0,4}((?!000|666|9)\d{3} ?(?!00)\d{2} ?(?!0000)\d{4})(?!\p{N})/giu;

const CARD = /(?<![\p{L}\p{N}])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu;
/** ISO/IEC 7812 issuers in use, with the lengths they give out. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|65|64[4-9])/, [16, 19]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^3(?:0[0-5]|[689])/, [14]],
];

const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?=[ ]?[A-Z0-9])/gu;
/** Polish accounts are also written without their country. */
const NRB = /(?<![\p{L}\p{N}])\d{2}(?: ?\d{4}){6}(?![\p{L}\p{N}])/gu;
/** Lengths by country: SWIFT's registry of IBAN (ISO 13616). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22,
  CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22,
  GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30,
  KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27,
  MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33,
  SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29,
  VA: 22, VG: 24, XK: 20, YE: 30,
}; // prettier-ignore

/** `text` without addresses of pages; a number in one is a platform's. */
export function findNumbers(text: string, country: string): Found[] {
  return [
    ...ibansIn(text),
    ...matching(text, { pattern: CARD, kind: 'payment-card', isOne: isCard }),
    ...matching(text, { pattern: PESEL, kind: 'pesel', isOne: isPesel }),
    ...matching(text, { pattern: SSN, kind: 'ssn', isOne: () => true }),
    ...matching(text, { pattern: CALLED_SSN, kind: 'ssn', isOne: () => true }),
    ...matching(text, { pattern: REGON, kind: 'regon', isOne: isRegon }),
    ...matching(text, { pattern: NIP, kind: 'nip', isOne: (digits, at) => isNip(digits, at, { text, country }) }),
  ];
}

interface Shape {
  readonly pattern: RegExp;
  readonly kind: SuggestionKind;
  readonly isOne: (digits: string, match: RegExpExecArray) => boolean;
}

/** What a pattern finds, or its group where it has one. */
function matching(text: string, { pattern, kind, isOne }: Shape): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const start = match[1] === undefined ? match.index : end - match[1].length;
    if (isOne((match[1] ?? match[0]).replace(/\D+/g, ''), match)) found.push({ kind, start, end });
  }
  return found;
}

export function isPesel(digits: string): boolean {
  const [year = '', month = '', day = ''] = digits.match(/\d{2}/g) ?? [];
  const century = CENTURIES[Math.floor(Number(month) / 20)];
  if (century === undefined || !isDate(century + Number(year), Number(month) % 20, Number(day))) return false;
  return (10 - (weighed(digits, PESEL_WEIGHTS) % 10)) % 10 === Number(digits[10]);
}

/** Bare digits are a NIP where one is expected: in Poland, or where it is called one. */
function isNip(digits: string, match: RegExpExecArray, where: { text: string; country: string }): boolean {
  const isBare = /^\d+$/.test(match[0]);
  const isCalled = /(?<!\p{L})NIP[\s:.]{0,4}$/iu.test(where.text.slice(Math.max(0, match.index - 8), match.index));
  if (isBare && !isCalled && where.country !== 'PL') return false;
  return digits[0] !== '0' && weighed(digits, NIP_WEIGHTS) % 11 === Number(digits[9]);
}

function isRegon(digits: string): boolean {
  const weights = REGON_WEIGHTS[digits.length] ?? [];
  return (weighed(digits, weights) % 11) % 10 === Number(digits.at(-1));
}

function isCard(digits: string): boolean {
  const isIssued = ISSUERS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length));
  return isIssued && luhn(digits) % 10 === 0;
}

function luhn(digits: string): number {
  return Array.from(digits)
    .toReversed()
    .reduce((sum, digit, i) => {
      const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}

function ibansIn(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: head, index } of text.matchAll(IBAN)) {
    const taken = takeLetters(text, index, IBAN_LENGTHS[head.slice(0, 2)] ?? 0);
    if (taken && remainder97(taken.letters) === 1) found.push({ kind: 'iban', start: index, end: taken.end });
  }
  for (const { 0: account, index } of text.matchAll(NRB)) {
    const letters = `PL${account.replaceAll(' ', '')}`;
    if (remainder97(letters) === 1) found.push({ kind: 'iban', start: index, end: index + account.length });
  }
  return found;
}

/** So many letters and digits from a place on, single spaces between them left out; null where the word is shorter or longer. */
function takeLetters(text: string, from: number, count: number): { letters: string; end: number } | null {
  let letters = '';
  let at = from;
  for (; letters.length < count; at += 1) {
    const unit = text.charAt(at);
    if (/[A-Z0-9]/.test(unit)) letters += unit;
    else if (unit !== ' ' || text.charAt(at - 1) === ' ') return null;
  }
  return count > 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at)) ? { letters, end: at } : null;
}

/** ISO 7064 MOD 97-10 over the rearranged number; 1 where the check digits are right. */
function remainder97(iban: string): number {
  let rest = 0;
  for (const letter of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}
