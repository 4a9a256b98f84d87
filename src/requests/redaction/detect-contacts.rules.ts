/** Ways to reach a person: telephones and e-mail. Places are in UTF-16 units. */
import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import type { Found } from './suggestion.types.js';

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const EMAIL = new RegExp(
  `(?<![\\p{L}\\p{N}._%+@-])[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._%+-]{0,62}[\\p{L}\\p{N}_%+-])?@(?:${LABEL}\\.){1,9}\\p{L}{2,24}(?![\\p{L}\\p{N}])`,
  'gu',
);

const DIGITS = /\p{Nd}+/gu;
/** What may stand between two groups of one number. */
const BETWEEN = /^(?:[ .\-/\u00a0\u2011\u2013]|\)[ -]?|[ -]\()$/u;
const MOST_GROUPS = 7;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
const DATE = /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?!\d)/;
const BEFORE = /[\p{L}\p{N}@#_$€£:]$|\p{N}[.,]$/u;
/** An amount of something is no telephone. */
const AMOUNT = /^\s?(?:%|\$|€|£|zł|PLN|EUR|USD|GBP|km|kg|ft\b|tys|mln|osób|people|votes|voters|residents)/iu;

/** Seven digits, as neighbours write them where the area code goes without saying. */
const LOCAL = /(?<![\p{L}\p{N}$#.,/-])[2-9]\d{2}[-.]\d{4}(?![\p{L}\p{N}-]|[.,]\d)/gu;
const CALLED_LOCAL =
  /(?<!\p{L})(?:call|phone|tel|text|cell|ring)\p{L}{0,6}[\s:.]{1,3}([2-9]\d{2} \d{4})(?![\p{L}\p{N}-])/giu;
const LOCAL_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA']);
/** Papers and roads are numbered so too. */
const OTHER_NUMBER =
  /(?:ordinance|ord\.?|resolution|res\.?|bill|case|permit|docket|file|route|flight|no\.?|nr|§)\s{0,2}$/iu;

export function findEmails(text: string): Found[] {
  return Array.from(text.matchAll(EMAIL), ({ 0: { length }, index }) => ({
    kind: 'email' as const,
    start: index,
    end: index + length,
  }));
}

/** `text` without addresses of pages; `country` is the body's (ISO 3166), whose national numbers go without a prefix. */
export function findPhones(text: string, country: string): Found[] {
  const defaultCountry = getCountries(metadata).find((code) => code === country) ?? null;
  const found: Found[] = [];
  const runs = groupsOf(text);
  for (const run of runs) {
    for (let i = 0; i < run.length;) {
      const taken = longestNumber(text, run.slice(i, i + MOST_GROUPS), defaultCountry);
      if (taken) found.push({ kind: 'phone', start: taken.start, end: taken.end });
      i += taken?.groups ?? 1;
    }
  }
  return LOCAL_COUNTRIES.has(country) ? [...found, ...localPhones(text)] : found;
}

interface Group {
  readonly start: number;
  readonly end: number;
}

/** Groups of digits that stand together as those of one number do. */
function groupsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  for (const { 0: digits, index } of text.matchAll(DIGITS)) {
    const group = { start: index, end: index + digits.length };
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last && before && BETWEEN.test(text.slice(before.end, group.start))) last.push(group);
    else runs.push([group]);
  }
  return runs;
}

function longestNumber(
  text: string,
  groups: readonly Group[],
  country: CountryCode | null,
): (Group & { readonly groups: number }) | null {
  const first = groups[0];
  if (!first) return null;
  const start =
    first.start - (/[+(]{1,2}$/.exec(text.slice(Math.max(0, first.start - 2), first.start))?.[0].length ?? 0);
  if (BEFORE.test(text.slice(Math.max(0, start - 2), start))) return null;
  for (let count = groups.length; count > 0; count -= 1) {
    const end = groups[count - 1]?.end ?? first.end;
    if (isPhone(text.slice(start, end), country) && !AMOUNT.test(text.slice(end, end + 12))) {
      return { start, end, groups: count };
    }
  }
  return null;
}

function isPhone(written: string, country: CountryCode | null): boolean {
  const digits = written.replace(/\P{Nd}+/gu, '').length;
  if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || DATE.test(written)) return false;
  const options = country === null ? { extract: false } : { defaultCountry: country, extract: false };
  return parsePhoneNumberFromString(written, options, metadata)?.isValid() ?? false;
}

function localPhones(text: string): Found[] {
  const plain = Array.from(text.matchAll(LOCAL), ({ 0: { length }, index }) => ({ start: index, end: index + length }));
  const called = Array.from(text.matchAll(CALLED_LOCAL), ({ 0: { length }, 1: number = '', index }) => ({
    start: index + length - number.length,
    end: index + length,
  }));
  return [...plain, ...called]
    .filter(({ start }) => !OTHER_NUMBER.test(text.slice(Math.max(0, start - 14), start)))
    .map((place) => ({ kind: 'phone' as const, ...place }));
}
