import * as fc from 'fast-check';
import { decoded } from '../../src/connectors/downloads/meta/mojibake.rules.js';
import { splitElements } from '../../src/connectors/downloads/split-elements.js';
import { splitTable } from '../../src/connectors/downloads/split-table.js';
import { tableTime } from '../../src/connectors/downloads/tables/table-time.rules.js';
import { countForwarding } from '../../src/capture/by-hand/forwarding.rules.js';

/** In pieces of so many bytes. */
async function* inPieces(bytes: Uint8Array, size: number, at = 0): AsyncGenerator<Uint8Array> {
  for (let from = at; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('the elements of a list in a file', () => {
  const options = { name: 'tweets.js', path: [] };

  it('are found whole with their places, however the file is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 40 }), async (list, size) => {
        const file = Buffer.from(`window.YTD.tweets.part0 = ${JSON.stringify(list, null, 2)}`);
        const found: unknown[] = [];
        for await (const { offset, bytes } of splitElements(inPieces(file, size), options)) {
          expect(file.subarray(offset, offset + bytes.length)).toEqual(bytes);
          found.push(JSON.parse(bytes.toString()));
        }
        expect(found).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it('are gone on with from the end of any of them', async () => {
    const file = Buffer.from('[{"a":"],[{"},\n 2, "x\\"]", [3], null]');
    const all: { offset: number; bytes: Buffer }[] = [];
    for await (const element of splitElements(inPieces(file, 7), options)) all.push(element);
    for (const [i, { offset, bytes }] of all.entries()) {
      const at = offset + bytes.length;
      const rest: string[] = [];
      for await (const element of splitElements(inPieces(file, 5, at), { ...options, at }))
        rest.push(String(element.bytes));
      expect(rest).toEqual(all.slice(i + 1).map((one) => String(one.bytes)));
    }
  });

  it('are those of the list that is meant, and no other', async () => {
    const file = Buffer.from('{"other":[1],"of":{"list":[2]},"list":["a"],"after":[3]}');
    const found: string[] = [];
    for await (const { bytes } of splitElements(inPieces(file, 3), { name: 'x', path: ['list'] }))
      found.push(String(bytes));
    expect(found).toEqual(['"a"']);
  });

  it('say where the file breaks off', async () => {
    const read = async (): Promise<void> => {
      for await (const _ of splitElements(inPieces(Buffer.from('[{"a":1},{"b'), 4), options));
    };
    await expect(read()).rejects.toThrow('tweets.js breaks off at byte 12');
  });
});

describe('the rows of a table', () => {
  it('are their own bytes, in order and without a gap', async () => {
    const file = Buffer.from('\uFEFFNo,Text\r\n1,"żółw, ""x""\r\nand y"\r\n\r\n2,z');
    const rows: { value: object; bytes: string }[] = [];
    let end = 0;
    for await (const { piece, value } of splitTable(inPieces(file, 6), { name: 't.csv' })) {
      if (end > 0) expect(piece.offset).toBe(end);
      end = piece.offset + piece.bytes.length;
      expect(file.subarray(piece.offset, end)).toEqual(piece.bytes);
      rows.push({ value, bytes: String(piece.bytes) });
    }
    expect(end).toBe(file.length);
    expect(rows.map(({ value }) => value)).toEqual([
      { No: '1', Text: 'żółw, "x"\r\nand y' },
      { No: '2', Text: 'z' },
    ]);
  });
});

describe('a time in a table', () => {
  it.each([
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01 12:00:00 UTC', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01 12:00', '2026-03-01T18:00:00.000Z'],
    ['2026-03-01', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01 12:00:00-05:00', '2026-03-01T17:00:00.000Z'],
    ['1772366400', '2026-03-01T12:00:00.000Z'],
    ['1772366400000', '2026-03-01T12:00:00.000Z'],
    ['03/04/2026', null],
    ['2026-13-01', null],
    ['yesterday', null],
  ])('%s is %s', (text, time) => {
    expect(tableTime(text, 'America/Chicago')).toBe(time);
  });
});

describe('a text of Facebook', () => {
  it('reads as it was written, and one that was not mangled stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const mangled = Buffer.from(text, 'utf8').toString('latin1');
        expect(decoded(mangled)).toBe(text);
      }),
    );
    expect(decoded('zażółć')).toBe('zażółć');
    expect(decoded('café')).toBe('café');
  });
});

describe('the 20 days of a forwarded post', () => {
  it('are counted in local days, the first not among them', () => {
    const on = (created: string, received: string): object =>
      countForwarding(new Date(created), new Date(received), 'America/Chicago');
    expect(on('2026-05-01T04:59:00Z', '2026-05-20T23:00:00Z')).toEqual({ dueOn: '2026-05-20', daysLate: 0 });
    expect(on('2026-05-01T05:01:00Z', '2026-05-22T12:00:00Z')).toEqual({ dueOn: '2026-05-21', daysLate: 1 });
  });
});
