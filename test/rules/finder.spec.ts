import { array, assert, constantFrom, property, string } from 'fast-check';
import { FileTable } from '../../src/exports/bundle/file-table.js';
import { Finder } from '../../src/exports/leak-test/finder.rules.js';
import { formOf } from '../../src/exports/leak-test/read-stream.js';
import { squeeze } from '../../src/exports/leak-test/squeeze.rules.js';

const LAST = 3;

function findsOf(patterns: readonly string[], text: string): string[] {
  const finder = new Finder(patterns.map((pattern) => Buffer.from(pattern)), LAST); // prettier-ignore
  const found: string[] = [];
  finder.scan(Buffer.from(text), text.length, (pattern, at) => found.push(`${pattern}@${at}`));
  return found.toSorted();
}

function naively(patterns: readonly string[], text: string): string[] {
  const found = patterns.flatMap((pattern, i) =>
    Array.from(text, (_, at) => at).flatMap((at) => (text.startsWith(pattern, at) ? `${i}@${at}` : [])),
  );
  return found.toSorted();
}

describe('a search for many patterns at once', () => {
  const few = string({ unit: constantFrom('a', 'b', 'c'), minLength: LAST, maxLength: 7 });

  it('finds what a search for each would find, and nothing else', () => {
    assert(
      property(
        array(few, { maxLength: 40 }),
        string({ unit: constantFrom('a', 'b', 'c'), maxLength: 60 }),
        (patterns, text) => {
          expect(findsOf(patterns, text)).toEqual(naively(patterns, text));
        },
      ),
    );
  });

  it('finds what ends alike, what begins alike, and what is the whole text', () => {
    expect(findsOf(['abcxyz', 'xyz', 'abcxyq'], 'abcxyz')).toEqual(['0@0', '1@3']);
    expect(findsOf(['abcxyz'], 'bcxyz')).toEqual([]);
  });
});

describe('a text squeezed', () => {
  it('keeps letters and digits, and knows where each stands', () => {
    const { folded, units, length, places } = squeeze('A-b, ć 1!');
    expect(String.fromCharCode(...units.subarray(0, length))).toBe('abc1');
    expect(Array.from(places(), (place) => folded.charAt(place)).join('')).toBe('abc1');
  });
});

describe('the form of a file', () => {
  it.each([
    ['%PDF-1.7', 'pdf'],
    [`${' '.repeat(1_024)}%PDF-1.7`, 'pdf'],
    [`${' '.repeat(1_025)}%PDF-1.7`, 'plain'],
    ['\x1f\x8b\x08rest', 'gzip'],
    ['PK\x03\x04rest', 'zip'],
    ['\x89PNG\r\n', 'picture'],
    ['\xff\xd8\xff\xe0', 'picture'],
    ['GIF89a', 'picture'],
    ['II*\0rest', 'picture'],
    ['MM\0*rest', 'picture'],
    ['RIFF....WEBPVP8 ', 'picture'],
    ['....ftypavif', 'picture'],
    ['RIFF....WAVE', 'plain'],
    ['P', 'plain'],
    ['', 'plain'],
  ])('that begins with %j is %s', (head, form) => {
    expect(formOf(Buffer.from(head, 'latin1'))).toBe(form);
  });
});

describe('the table of a bag', () => {
  it('gives back what was put into it, past a block, and large figures whole', () => {
    const table = new FileTable();
    const row = (i: number) =>
      ({ sha256: i.toString(16).padStart(64, '0'), method: i % 2 === 0 ? 'stored' : 'deflated', bytes: i, packed: 2 ** 33 + i, from: 2 ** 50 + i }) as const; // prettier-ignore
    for (let i = 0; i < 5_000; i += 1) table.set(`data/${i}`, row(i));
    expect(table.size).toBe(5_000);
    for (const i of [0, 1, 4_095, 4_096, 4_999]) expect(table.get(`data/${i}`)).toEqual(row(i));
    expect(table.get('data/5000')).toBeNull();
  });
});
