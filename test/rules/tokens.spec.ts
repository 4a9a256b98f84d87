import * as fc from 'fast-check';
import { documentTokens, type Searched, tsvectorLiteral } from '../../src/search/document.rules.js';
import { tokens } from '../../src/search/tokens.rules.js';

const words = (text: string): string[] => tokens(text).map(({ word }) => word);
const names = (text: string): string[] => tokens(text).flatMap(({ word, bare }) => [word, ...bare.map((b) => b.word)]);

function item(text: string): Searched {
  const nothing = { contentWarning: null, title: null, author: null, poll: null, profile: null, lang: null };
  return { text, ...nothing, media: [], links: [], tags: [], mentions: [] };
}

describe('words of a text', () => {
  it('are spelled one way: lower case, marks folded, strokes taken off', () => {
    expect(words('Łódź STRAẞE Ærø Nowy Bród ﬁre')).toEqual(['lodz', 'strasse', 'aero', 'nowy', 'brod', 'fire']);
  });

  it('keep the vowel signs of Indic scripts, which are letters to their readers', () => {
    expect(words('हिन्दी')).toEqual(['हिन्दी']);
  });

  it('count an address as one word, found also by each word inside it', () => {
    const [live, gauge, address] = tokens('Live gauge: https://www.newford.example/gauge/.');
    expect([live?.word, gauge?.word, address?.word]).toEqual(['live', 'gauge', 'newford.example/gauge']);
    expect(address?.bare).toEqual([
      { word: 'newford', at: 3 },
      { word: 'example', at: 4 },
      { word: 'gauge', at: 5 },
    ]);
  });

  it('give tags, mentions, cashtags and short codes with and without their sign', () => {
    expect(names('#NewfordPowódź @um@nowybrod.example $AKTA :flood:')).toEqual([
      '#newfordpowodz', 'newfordpowodz', '@um@nowybrod.example', '@um', 'um', '$akta', 'akta', ':flood:', 'flood',
    ]); // prettier-ignore
  });

  it('find an emoji with and without its skin tone, and a family as one', () => {
    expect(names('👍🏽👩‍👩‍👧')).toEqual(['👍🏽', '👍', '👩‍👩‍👧']);
  });

  it('keep a decimal whole and a telephone number as its two halves', () => {
    expect(words('12.4 ft, 14,2 stopy, 555-0142')).toEqual(['12.4', 'ft', '14,2', 'stopy', '555', '0142']);
  });

  it('cut scripts written without spaces into words', () => {
    expect(words('東京都に行く').length).toBeGreaterThan(2);
  });

  it('are not split or hidden by invisible characters', () => {
    expect(words('fl\u200Boo\u202Ed\u00AD')).toEqual(['flood']);
  });

  it('cost hostile text no more than ordinary text of its length', () => {
    const hostile = ['a.', 'a@', 'a-', '1,', '#', '@', ':a', 'https://!', '👩\u200D', 'a\u0301'];
    const started = performance.now();
    for (const part of hostile) tokens(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('take places that only grow, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const places = tokens(text).map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});

describe('a document of words', () => {
  it('leaves places between fields, so that no phrase reaches across', () => {
    const found = documentTokens({ ...item('flood'), title: 'Warning' });
    expect(found.map(({ word }) => word)).toEqual(['warning', 'flood']);
    expect((found[1]?.at ?? 0) - (found[0]?.at ?? 0)).toBeGreaterThan(60);
  });

  it('finds the author by handle with and without its sign', () => {
    const author = { handle: 'newford@social.newford.example', displayName: 'City of Newford' };
    const literal = tsvectorLiteral(documentTokens({ ...item(''), author }));
    for (const name of ["'@newford'", "'newford'", "'@newford@social.newford.example'", "'city'"]) {
      expect(literal).toContain(name);
    }
  });

  it('is marked, not failed, when it is longer than a tsvector can hold', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => `w${i}`).join(' ');
    const literal = tsvectorLiteral(documentTokens(item(long)));
    expect(literal.endsWith("' cut short'")).toBe(true);
    expect(Buffer.byteLength(literal)).toBeLessThan(1_048_576);
  });
});
