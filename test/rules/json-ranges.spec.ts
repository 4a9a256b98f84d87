import * as fc from 'fast-check';
import { JsonFault, jsonPaths, jsonRanges, MAX_DEPTH } from '../../src/connectors/json-ranges.rules.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const deep = (n: number): Uint8Array => bytes('['.repeat(n) + ']'.repeat(n));
const slice = (body: Uint8Array, range: readonly [number, number] | undefined): unknown =>
  range ? JSON.parse(new TextDecoder().decode(body.subarray(...range))) : undefined;

describe('byte ranges of JSON values', () => {
  it('finds each element and the objects nested in it', () => {
    const body = bytes(
      '\ufeff [ {"id":1, "reblog":{"id":"ż\\"}"}} , {"id":2,"reblog":null,"quote":{"quoted_status":{"id":3}}} ]\n',
    );
    const ranges = jsonRanges(body, jsonPaths(['[*]', '[*].reblog', '[*].quote.quoted_status']));
    expect([...ranges.keys()].toSorted()).toEqual(['/0', '/0/reblog', '/1', '/1/quote/quoted_status', '/1/reblog']);
    expect(slice(body, ranges.get('/0/reblog'))).toEqual({ id: 'ż"}' });
    expect(slice(body, ranges.get('/1/quote/quoted_status'))).toEqual({ id: 3 });
  });

  it('takes the last of two members with one name, and knows a name that is written with escapes', () => {
    const body = bytes('{"a":{"x":1},"\\u0061":{"x":2}}');
    expect(slice(body, jsonRanges(body, jsonPaths(['a'])).get('/a'))).toEqual({ x: 2 });
  });

  it('cuts any document so that each range parses to the value JSON.parse finds there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ id: fc.string(), reblog: fc.jsonValue(), 'k/~': fc.jsonValue() }, { requiredKeys: ['id'] }),
        ),
        fc.constantFrom(undefined, 1, '\t\r'),
        (value, indent) => {
          const body = bytes(JSON.stringify(value, null, indent === '\t\r' ? '\t' : indent));
          const ranges = jsonRanges(body, jsonPaths(['$', '[*]', '[*].reblog', '[*].k/~']));
          expect(slice(body, ranges.get(''))).toEqual(JSON.parse(JSON.stringify(value)));
          for (const [index, element] of value.entries()) {
            expect(slice(body, ranges.get(`/${index}`))).toEqual(JSON.parse(JSON.stringify(element)));
            expect(slice(body, ranges.get(`/${index}/reblog`))).toEqual(jsonOf(element.reblog));
            expect(slice(body, ranges.get(`/${index}/k~1~0`))).toEqual(jsonOf(element['k/~']));
          }
        },
      ),
    );
  });

  it('refuses exactly what JSON.parse refuses, whatever byte is changed or lost', () => {
    const characters = fc.constantFrom(...'[]{}",:\\ue0-+.1 \n\u0001/b tfnaz'.split(''));
    const sample = '[{"a":-1.5e+3,"b":[true,false,null,"x\\u00e9\\n"],"c":{}},0]';
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(2), fc.array(characters, { maxLength: 3 }), (at, lost, added) => {
        const text = sample.slice(0, at) + added.join('') + sample.slice(at + lost);
        expect(accepts(() => jsonRanges(bytes(text), jsonPaths(['[*]'])))).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses a body that is nested too deep, before the stack is in danger', () => {
    expect(jsonRanges(deep(MAX_DEPTH), jsonPaths(['$'])).size).toBe(1);
    expect(() => jsonRanges(deep(MAX_DEPTH + 1), jsonPaths(['$']))).toThrow(new JsonFault('too-deep', MAX_DEPTH));
    expect(() => jsonRanges(bytes('['.repeat(3_000_000)), jsonPaths(['$']))).toThrow(JsonFault);
  });

  it('reads tens of megabytes a second even on a busy machine', () => {
    const status = {
      id: '117020582690282017',
      content: `<p>${'words and words '.repeat(20)}</p>`,
      counts: [1, 2, 3],
      reblog: null,
      account: { id: '1', fields: [{ name: 'a', value: 'b' }] },
    };
    const body = bytes(JSON.stringify(Array.from({ length: 20_000 }, () => status)));
    const paths = jsonPaths(['[*]', '[*].reblog']);
    // The best of several: what the machine does besides makes a reading slower, and none faster.
    const speeds = Array.from({ length: 8 }, () => {
      const started = process.cpuUsage().user;
      jsonRanges(body, paths);
      return body.length / (process.cpuUsage().user - started);
    });
    expect(Math.max(...speeds)).toBeGreaterThan(40);
  });
});

function jsonOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function accepts(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof JsonFault || error instanceof SyntaxError) return false;
    throw error;
  }
}
