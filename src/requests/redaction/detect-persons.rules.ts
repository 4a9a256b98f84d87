/** Where somebody lives, when somebody was born, what somebody is called. Places are in UTF-16 units. */
import { isDate } from './detect-numbers.rules.js';
import type { Found, SuggestionKind } from './suggestion.types.js';

const WORD = `\\p{Lu}[\\p{L}'’.-]{0,30}`;
const SUFFIX =
  '(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Pl|Place|Cir|Circle|Ter|Terrace|Pkwy|Parkway|Hwy|Highway|Way|Trl|Trail|Loop|Sq|Square|Row|Alley|Close|Crescent|Gardens|Grove|Mews)';
const UNIT = `(?:\\.?,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Lot)\\.? ?[\\p{L}\\p{N}-]{1,6}|\\.?,? ?#\\p{N}[\\p{L}\\p{N}-]{0,4})?`;
const HOUSE = '\\d{1,5}(?:-\\d{1,4})?[A-Za-z]?(?: ½| 1/2)?';
const DIRECTION = '(?:(?:[NSEW]|NE|NW|SE|SW)\\.? |(?:North|South|East|West) )?';

/** 18 Mill St · 1420 N. Oak Park Avenue, Apt 3B · 300 5th Ave */
const AMERICAN = new RegExp(
  `(?<![\\p{L}\\p{N}.,:$#/-])${HOUSE} ${DIRECTION}(?:(?:${WORD}|\\d{1,3}(?:st|nd|rd|th)) ){1,3}${SUFFIX}(?![\\p{L}\\p{N}'’])${UNIT}`,
  'gu',
);
/** In small letters only where the words before say that somebody lives there. */
const AMERICAN_SMALL = new RegExp(
  `(?<=(?:\\b(?:at|on|address(?: is)?|lives?|house)|address:) )${HOUSE} (?:[\\p{L}'’]{2,20} ){1,3}${SUFFIX}(?![\\p{L}\\p{N}'’])${UNIT}`,
  'giu',
);
const PO_BOX = /(?<![\p{L}\p{N}])P\.? ?O\.? Box \d{1,6}(?![\p{L}\p{N}])/giu;
/** ul. Długa 12/4 · al. Jana Pawła II 3 m. 7 · os. Tysiąclecia 15A */
const POLISH = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:ul\\.|ulic[ayęąi]|al\\.|alej[aieę]|pl\\.|plac[ue]?|os\\.|osiedl[eua])\\s{0,2}(?:(?:\\p{Lu}[\\p{L}'’.-]{0,30}|[IVX]{1,5}|\\d{1,3}|gen\\.|ks\\.|św\\.|płk\\.|dr\\.?|bł\\.|i) ){1,5}?\\d{1,4}[A-Za-z]?(?:/\\d{1,4}[A-Za-z]?)?(?: ?m\\. ?\\d{1,4})?(?![\\p{L}\\p{N}]| (?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźd|listop|grud))`,
  'gu',
);
/** A number that belongs to what stands before it is no house number. */
const NOT_A_HOUSE =
  /(?:\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?|\b(?:Route|Rte|Hwy|Highway|Exit|Ward|District|Zone|Phase|Engine|Station|Item|Room|No\.|in|since|until|till|by|of|for)) $/iu;
const YEAR = /^(?:19|20)\d{2} /;
const DATED = /\b(?:in|since|until|till|by|of|for) $/iu;

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1, feb: 2, mar: 3, apr: 4, may: 5, jun: 6, jul: 7, aug: 8, sep: 9, oct: 10, nov: 11, dec: 12,
  sty: 1, lut: 2, kwi: 4, maj: 5, cze: 6, lip: 7, sie: 8, wrz: 9, paź: 10, lis: 11, gru: 12,
}; // prettier-ignore
const BORN =
  /(?<!\p{L})(?:born(?: on)?|DOB|D\.O\.B\.|date of birth|birth ?date|birthday|ur\.|urodz(?:ony|ona|on[aą]|iłem się|iłam się)|data urodzenia)[\s:,]{1,4}(?=[\p{L}\p{N}])/giu;
/** Ways to write a date, and how its year, month and day are read out of one. */
const DATES: readonly (readonly [RegExp, (part: (i: number) => string) => boolean])[] = [
  [/^(\d{4})-(\d{2})-(\d{2})(?!\p{N})/u, (part) => isDate(Number(part(1)), Number(part(2)), Number(part(3)))],
  [/^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\p{N})/u, (part) => isEitherWay(part(1), part(3), part(4))],
  [
    /^(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,12})\.?,? (\d{4})(?!\p{N})/u,
    (part) => isDate(Number(part(3)), monthOf(part(2)), Number(part(1))),
  ],
  [
    /^(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\p{N})/u,
    (part) => isDate(Number(part(3)), monthOf(part(1)), Number(part(2))),
  ],
];
const LONGEST_DATE = 32;

const PLATE =
  /(?<!\p{L})(?:(?:licen[cs]e |number )?plates?(?: (?:no\.?|number|is))?|(?:nr|numer(?:y|ach)?) rej(?:\.|estracyjn\p{L}{1,3})|tablic[aeyę](?: rejestracyjn\p{L}{1,3})?)[\s:#]{1,3}((?=[\p{Lu}\p{N} -]{0,9}\p{Nd})[\p{Lu}\p{N}]{1,4}(?:[ -]?[\p{Lu}\p{N}]{1,5}){1,2})(?![\p{L}\p{N}])/gu;

/** Mrs. Greta Olsen · Pani Halina Nowak; not Pan Burmistrz, who is an office. */
const NAMED =
  /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Pan|Pani|Pana|Panią|Panu)\.? (?!(?:Mayor|President|Chair|Speaker|Burmistrz|Prezydent|Wójt|Radn|Starost|Dyrektor|Minist|Marszał|Sekretarz|Komendant|Sołtys))((?:\p{Lu}[\p{Ll}'’]{1,25}(?:-\p{Lu}[\p{Ll}'’]{1,25})?|\p{Lu}\.)(?: \p{Lu}[\p{Ll}'’]{1,25}(?:-\p{Lu}[\p{Ll}'’]{1,25})?){0,2})(?!\p{L})/gu;

export function findAddresses(text: string): Found[] {
  const american = [AMERICAN, AMERICAN_SMALL].flatMap((pattern) => places(text, pattern, 'address'));
  return [
    ...american.filter((place) => isHouse(text, place)),
    ...places(text, PO_BOX, 'address'),
    ...places(text, POLISH, 'address'),
  ];
}

function isHouse(text: string, { start, end }: Found): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  return YEAR.test(text.slice(start, end)) ? !DATED.test(before) : !NOT_A_HOUSE.test(before);
}

export function findBirthDates(text: string): Found[] {
  return Array.from(text.matchAll(BORN)).flatMap(({ 0: { length }, index }) => {
    const start = index + length;
    const said = text.slice(start, start + LONGEST_DATE);
    for (const [pattern, isOne] of DATES) {
      const match = pattern.exec(said);
      if (match && isOne((i) => match[i] ?? '')) return [{ kind: 'birth-date', start, end: start + match[0].length }];
    }
    return [];
  });
}

/** Day before month or month before day; two figures of a year are one of this century or the last. */
function isEitherWay(first: string, second: string, year: string): boolean {
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  return isDate(full, Number(first), Number(second)) || isDate(full, Number(second), Number(first));
}

function monthOf(name: string): number {
  return MONTHS[name.slice(0, 3).toLowerCase()] ?? 0;
}

export function findPlates(text: string): Found[] {
  return Array.from(text.matchAll(PLATE), (match) => groupOf(match, 'plate'));
}

export function findNames(text: string): Found[] {
  return Array.from(text.matchAll(NAMED), (match) => groupOf(match, 'name'));
}

function places(text: string, pattern: RegExp, kind: SuggestionKind): Found[] {
  return Array.from(text.matchAll(pattern), ({ 0: { length }, index }) => ({
    kind,
    start: index,
    end: index + length,
  }));
}

/** The place of the first group, which ends its match. */
function groupOf({ 0: whole, 1: group = whole, index }: RegExpExecArray, kind: SuggestionKind): Found {
  const end = index + whole.length;
  return { kind, start: end - group.length, end };
}
