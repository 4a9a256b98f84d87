import * as fc from 'fast-check';
import { BUILT_IN_FIELDS, SearchFields } from '../../src/search/index.js';
import { parseQuery } from '../../src/search/parse-query.rules.js';
import type { Query } from '../../src/search/query.types.js';
import { canonicalText, queryInWords } from '../../src/search/tell-query.rules.js';
import { THOROUGH } from '../support/thorough.js';

const FIELDS = new SearchFields(BUILT_IN_FIELDS).readers;

function read(text: string): Query {
  const parsed = parseQuery(text, FIELDS);
  if ('query' in parsed) return parsed.query;
  throw new Error(`${text}: ${parsed.fault.en}`);
}

const canonical = (text: string): string => canonicalText(read(text));
const inWords = (text: string, language: 'en' | 'pl' = 'en'): string => queryInWords(read(text), FIELDS, language);
const faultOf = (text: string): { at: number; en: string; pl: string } => {
  const parsed = parseQuery(text, FIELDS);
  if ('fault' in parsed) return parsed.fault;
  throw new Error(`${text} was read as ${canonicalText(parsed.query)}`);
};

const ID = '01900000-0000-7000-8000-000000000000';
const term = fc.oneof(
  fc.constantFrom('flood', 'FŁOOD', '#flood', '@dana', 'flo*', "mill's", '12.4', 'a.example/x', 'https://localhost/x', '👍', '東京都に', '555-0142', 'b@c.example', ':flood:', 'and', '"OR"', '“Mill Street”', '"mill str*"', '"a) (b"', '"see a.example/x now"'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => `"a${text.replaceAll(/["“”„*\0]/gu, '')}"`),
  fc.constantFrom('account:@city', 'author:"Jane Doe"', 'mention:dana*', 'hashtag:Powódź', 'type:reply', 'state:gone', 'has:media', 'lang:pl', 'date:2026-05-18..2026-05-20', 'date:>=2026', 'captured:last-7-days', 'version:2..3', 'version:latest', `thread-of:${ID}`, 'platform:feed'),
); // prettier-ignore
const query: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    fc.tuple(tie('query'), fc.constantFrom(' ', ' AND ', ' OR '), tie('query')).map((parts) => parts.join('')),
    tie('query').map((inner) => `(${inner})`),
    tie('query').map((inner) => `NOT ${inner}`),
    fc.tuple(fc.constantFrom('flood', '"mill street"', '(dam OR riv*)'), fc.integer({ min: 1, max: 50 }), fc.constantFrom('bridge', 'x NEAR/3 y'))
      .map(([left, n, right]) => `(${left} NEAR/${n} ${right})`), // prettier-ignore
  ),
})).query;

describe('a query', () => {
  it('of plain words asks for all of them', () => {
    expect(canonical('flood  "Mill  Street" evacu*')).toBe('flood AND "mill street" AND evacu*');
    expect(inWords('flood "Mill Street" evacu*')).toBe(
      'the word “flood” and the phrase “mill street” and a word beginning with “evacu”',
    );
  });

  it('binds NOT first, then NEAR, AND, OR, and shows it by brackets in plain words', () => {
    expect(inWords('a b OR NOT c d')).toBe('(the word “a” and the word “b”) or (not the word “c” and the word “d”)');
    expect(inWords('dam NEAR/5 (open OR opened) NOT rumor', 'pl')).toBe(
      'słowo „dam” w odległości najwyżej 5 słów od: (słowo „open” lub słowo „opened”), w dowolnej kolejności oraz bez: słowo „rumor”',
    );
    expect(canonical('(a AND (b c)) OR ((d))')).toBe('a AND b AND c OR d');
    expect(canonical('a (b OR c) NOT (d e)')).toBe('a AND (b OR c) AND NOT (d AND e)');
  });

  it('reads fields, also beside words, and leaves addresses and times of day alone', () => {
    expect(canonical('STATE:Gone Author:@Dana_K date:2026-05-18..2026-05-20')).toBe(
      'state:gone AND author:dana_k AND date:2026-05-18..2026-05-20',
    );
    expect(canonical('https://a.example/x 13:41 "state:gone"')).toBe('a.example/x AND "13 41" AND "state gone"');
    expect(inWords('has:media state:late')).toBe('it has a picture, video or sound and captured late');
  });

  it('is written in one spelling that reads as itself', () => {
    fc.assert(
      fc.property(query, (text) => {
        const once = canonical(text);
        expect(canonical(once)).toBe(once);
        expect(withoutText(read(once))).toEqual(withoutText(read(text)));
        expect(inWords(text)).not.toMatch(/[{}]|undefined/);
      }),
      { numRuns: THOROUGH ? 20_000 : 400 },
    );
  });

  it.each([
    ['"open', 0, 'quotation mark'],
    ['flood (dam OR gate', 6, 'A bracket is opened here'],
    ['flood) dam', 5, 'A bracket is closed here'],
    ['flood AND', 9, 'Expected here: a word'],
    ['OR flood', 0, 'Expected here: a word'],
    ['flood AND OR dam', 10, 'Expected here: a word'],
    ['()', 1, 'Expected here: a word'],
    ['flood NEAR dam', 6, 'from 1 to 50'],
    ['flood NEAR/0 dam', 6, 'from 1 to 50'],
    ['flood NEAR/51 dam', 6, 'from 1 to 50'],
    ['flood NEAR/99999999999999999999 dam', 6, 'from 1 to 50'],
    ['flood NEAR/5 state:gone', 13, 'NEAR stands between words'],
    ['NEAR/5 dam', 0, 'Expected here: a word'],
    ['*', 0, 'asterisk'],
    ['a*', 0, 'asterisk'],
    ['fl*d', 2, 'asterisk'],
    ['flood nosuch:thing', 6, 'There is no field “nosuch”. Fields are: account:'],
    ['flood state:', 6, 'Expected after “state:” without a space: one of present'],
    ['state:asleep', 0, '“asleep” is nothing that “state:” can look for'],
    ['date:2026-02-30', 0, 'a day such as'],
    ['date:2026-05-20..2026-05-19', 0, 'a day such as'],
    ['version:0', 0, 'latest, a number'],
    ['thread-of:six', 0, 'the id of an item'],
    ['a\0b', 1, 'no text'],
    ['—', 0, 'no word'],
    ['(((((((((((((((((((((a', 20, 'more than 20 deep'],
    [`${'NOT '.repeat(21)}a`, 80, 'more than 20 deep'],
  ])('%j is refused at character %i with what was expected', (text, at, said) => {
    const fault = faultOf(text);
    expect([fault.at, fault.en]).toEqual([at, expect.stringContaining(said)]);
    expect(fault.pl).toMatch(/^[\p{Lu}„].*\.$/u);
  });

  it('that is too much is refused at once, whatever it is made of', () => {
    expect(faultOf('flood '.repeat(10_000)).en).toContain('longer than 8,000 characters');
    expect(faultOf('x'.repeat(1_000_000)).en).toContain('longer than');
    expect(faultOf('a '.repeat(300)).en).toContain('more than 256 words');
    const side = `(${Array.from({ length: 40 }, (_, i) => `w${i}`).join(' OR ')})`;
    expect(faultOf(`${side} NEAR/50 ${side}`).en).toContain('NEAR with so many words');
    for (const bomb of ['(a+)+$ ', '((a*)*)* ', '"', '(', 'NOT ', 'a OR ', 'state:', '\\', 'a:', '“„']) {
      expect(parseQuery(bomb.repeat(8_000 / bomb.length), FIELDS)).toBeDefined();
    }
  });

  it('whatever is typed is read or refused in one sentence of each language', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), query, fc.array(fc.constantFrom('(', ')', '"', 'AND ', 'OR ', 'NOT ', 'NEAR/5 ', 'a ', 'b* ', 'state:gone ', 'state: ', '*')).map((parts) => parts.join(''))); // prettier-ignore
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseQuery(text, FIELDS);
        if ('query' in parsed) return;
        expect(parsed.fault.at).toBeLessThanOrEqual(text.length);
        expect(parsed.fault.en).toMatch(/^[A-Z“].*\.$/s);
      }),
      { numRuns: THOROUGH ? 20_000 : 400 },
    );
  });
});

/** What is looked for, without how it is written down again. */
function withoutText(asked: Query): unknown {
  return JSON.parse(JSON.stringify(asked, (key, value: unknown) => (key === 'text' ? undefined : value)));
}
