import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import {
  decodeRecord,
  listRecords,
  proveRecord,
  readCar,
  RepoFault,
  verifyCar,
} from '../../src/connectors/bluesky/repo.rules.js';
import { CITY, recorded } from '../support/atproto-recordings.js';
import { REPOSITORY } from '../support/repository.js';

const KEY = 'did:key:zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR';
const OTHER_KEY = 'did:key:zQ3shu7m3FAwtSRcse8FPFF6JCTrKVTxjNfRTJiUNu6jteFGL';
const account = { did: CITY, key: KEY };
const car = (): Buffer => recorded('getRepo CAR').body;

describe('a signed repository', () => {
  it('gives its records at their places, each in one range of the file', async () => {
    const repo = await verifyCar(car(), account);
    if (!repo) throw new Error('The repository is empty');
    const records = await listRecords(repo, { whole: true });
    expect(records.map(({ collection }) => collection)).toContain('app.bsky.actor.profile');
    const edited = records.find(({ rkey }) => rkey === '3n2vnl63des2o');
    expect(edited?.block && decodeRecord(edited.block)).toMatchObject({ text: 'City council meets Tuesday at 7pm.' });
    const ranges = [...repo.blocks.values()].map(({ range }) => range).toSorted(([a], [b]) => a - b);
    for (const [place, [start]] of ranges.entries()) if (place > 0) expect(start).toBe(ranges[place - 1]?.[1]);
    expect(ranges.at(-1)?.[1]).toBe(car().length);
  });

  it('proves that a record is there, and that another is not', async () => {
    const repo = await verifyCar(car(), account);
    if (!repo) throw new Error('The repository is empty');
    expect(await proveRecord(repo, 'app.bsky.feed.post', '3n2vnl63des2o')).toMatchObject({ rkey: '3n2vnl63des2o' });
    expect(await proveRecord(repo, 'app.bsky.feed.post', '3n2vnl63des2p')).toBeNull();
  });

  it('is refused where it is signed by another key, or for another account', async () => {
    await expect(verifyCar(car(), { did: CITY, key: OTHER_KEY })).rejects.toThrow(/not signed by the key/);
    await expect(verifyCar(car(), { did: 'did:plc:other', key: KEY })).rejects.toThrow(/another account/);
  });

  it('is refused whatever byte of it was altered, and however much of it is missing', async () => {
    const whole = car();
    const check = async (body: Buffer): Promise<void> => {
      const repo = await verifyCar(body, account);
      if (repo) await listRecords(repo, { whole: true });
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const altered = Buffer.from(whole);
        altered[at] = (altered[at] ?? 0) ^ by;
        // What names the root lies outside of every hash: a name of nothing is refused, another version of the header too.
        await expect(check(altered)).rejects.toThrow(RepoFault);
        await expect(check(whole.subarray(0, at))).rejects.toThrow(RepoFault);
      }),
      { numRuns: 150 },
    );
  });

  it('is read where another session recorded it', () => {
    const { root, blocks } = readCar(readFileSync(join(REPOSITORY, 'test/fixtures/atproto/city-full.car')));
    expect(blocks.has(root)).toBe(true);
    expect(blocks.size).toBeGreaterThan(10);
  });
});
