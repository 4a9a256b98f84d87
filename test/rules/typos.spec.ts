import { assert, property, string, stringMatching } from 'fast-check';
import { touchedBy } from '../../src/search/discovery/discovery-events.rules.js';
import { discoveryDocument } from '../../src/search/discovery/discovery-document.rules.js';
import { typedWords } from '../../src/search/discovery/typed-words.rules.js';
import { oneTypoAway, typosBetween, typosForgiven } from '../../src/search/discovery/typos.rules.js';
import { bodyOf } from '../support/given-archive.js';
import { distance } from '../support/meilisearch-matching.js';

const word = stringMatching(/^[a-e]{2,9}$/);

describe('typing mistakes', () => {
  it('are forgiven in long words, and never in numbers', () => {
    expect(['dogs', 'flood', 'warnings', 'przedszkola', 'a2026b', '20260518'].map(typosForgiven)).toEqual([
      0, 1, 1, 2, 0, 0,
    ]);
  });

  it('lie one away from a word exactly where its letters say so, the first one apart', () => {
    assert(
      property(word, word, (one, other) => {
        const isOne = distance(one, other) === 1 && one[0] === other[0];
        expect(oneTypoAway(one).includes(other)).toBe(isOne);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are counted as another program counts them', () => {
    assert(
      property(word, word, (one, other) => {
        const apart = distance(one, other);
        const counted = typosBetween(one, other, { most: 2 });
        expect(counted).toBe(one[0] === other[0] ? Math.min(3, apart) : 3);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a beginning are counted as far as it goes', () => {
    expect(typosBetween('przedskz', 'przedszkolaki', { most: 2, beginning: true })).toBe(1);
    expect(typosBetween('bridg', 'bridges', { most: 2, beginning: true })).toBe(0);
    expect(oneTypoAway('bridg', { beginning: true })).not.toContain('brid');
    expect(oneTypoAway('bridg', { beginning: true })).not.toContain('bridge');
  });

  it('are made with the letters of the script that was typed', () => {
    expect(oneTypoAway('повінь')).toContain('повень');
    expect(oneTypoAway('flood').every((made) => /^[a-z]+$/.test(made))).toBe(true);
  });
});

describe('what was typed', () => {
  it('is looked for by its plain words', () => {
    expect(typedWords('#Flood at https://city.example/mill-street  Łódź 🚧')).toEqual({
      words: ['flood', 'at', 'city', 'example', 'mill', 'street', 'lodz'],
      namesPerson: false,
    });
  });

  it('names a person by a handle or an address', () => {
    expect(
      ['@dana', '@dana@b.example', 'dana@b.example', 'dana at b'].map((text) => typedWords(text).namesPerson),
    ).toEqual([true, true, true, false]);
  });

  it('is bounded, whatever it is', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const { words } = typedWords(text);
        expect(words.length).toBeLessThanOrEqual(8);
        expect(words.every((one) => one.length <= 40 && !/['\\\s]/.test(one))).toBe(true);
      }),
    );
  });
});

describe('a document of the index', () => {
  const record = (text: string) => ({
    ...bodyOf(text, null),
    ref: { platform: 'mastodon' as const, canonicalUri: 'u', lineage: '' },
  });
  const item = { id: 'i', accountId: 'a', kind: 'post', at: new Date('2026-05-31T23:59:59Z') };

  it('holds the folded words of every version, the newest apart, and says when it is another', () => {
    const document = discoveryDocument({ ...item, versions: [record('Łódź opens'), record('Łódź closes')] });
    expect(document).toMatchObject({
      text: 'lodz opens',
      earlier: 'lodz closes',
      month: '2026-05',
      bucket: 'a 2026-05',
    });
    expect(discoveryDocument({ ...item, versions: [record('Łódź opens')] }).print).not.toBe(document.print);
  });

  it('may have changed by an entry that tells of its item, or of the basis of its account', () => {
    const entry = (type: string, facts: Record<string, string>, accountId: string | null = null) => ({
      type,
      facts,
      accountId,
    });
    expect(
      touchedBy([
        entry('snapshot.stored', { item: 'a' }),
        entry('material.looked-at', { item: 'b' }),
        entry('item.destroyed', { item: 'a' }),
        entry('account.basis-stated', {}, 'c'),
      ]),
    ).toEqual({ items: ['a'], accounts: ['c'] });
  });
});
