import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { ItemSummary } from '../../src/archive/index.js';
import { type Actor, type Permission, Refusal, SimulatedClock, system } from '../../src/platform/index.js';
import { documentTokens } from '../../src/search/index.js';
import { matches, parsePlainQuery } from '../../src/search/plain-query.rules.js';
import { freshDatabase } from '../support/database.js';
import { bodyOf, GivenArchive, type GivenItem } from '../support/given-archive.js';

const WORDS = ['flood', 'Flood', 'fłood', 'warning', 'mill', 'street', '#flood', '@dana', 'flooding', "mill's", '12.4', 'a.example/x', '👍🏽', '東京都に', '"', '\\', ':*', '&', '!', "'", '|', '<->']; // prettier-ignore
/** The sentence of a refusal; anything else is a fault and fails the test. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refusal && error.problem === 'invalid-input') return error.message;
  throw error;
}

function permissions(...names: Permission[]): Actor {
  const personId = '00000000-0000-7000-8000-000000000001';
  return { kind: 'person', personId, name: 'A reader', permissions: new Set(names) };
}

const NOON = new Date('2026-05-19T17:00:00Z');

describe('searching items', () => {
  let database: DataSource;
  let archive: GivenArchive;
  const anybody = system('setup');

  beforeEach(async () => {
    database = await freshDatabase();
    archive = new GivenArchive(database, new SimulatedClock(NOON));
  });

  afterEach(async () => {
    await database.destroy();
  });

  const every = async (text: string, limit = 7): Promise<string[]> => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: readonly ItemSummary[]; nextCursor: string | null } = await archive.search.run(
        anybody,
        { text },
        { limit, ...(cursor === null ? {} : { cursor }) },
      );
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };

  it('finds exactly what a walk over every version finds, and counts the same', async () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' '));
    const given: GivenItem[] = fc
      .sample(fc.array(text, { minLength: 1, maxLength: 3 }), { numRuns: 60, seed: 7 })
      .map((texts, i) => ({ texts, postedAt: i % 9 === 0 ? null : new Date(NOON.getTime() - (i % 20) * 1000) }));
    const ids = await archive.add(await archive.account(), given);
    const query = fc
      .array(
        fc.oneof(
          fc.constantFrom('flood', 'FŁOOD', '#flood', '@dana', 'flo*', 'mill', "mill's", '12.4', 'a.example/x', 'x', '👍', '東京', 'some*'),
          fc.array(fc.constantFrom('flood', 'warning', 'mill', 'street', 'fl*'), { minLength: 1, maxLength: 3 })
            .map((words) => `"${words.map((w, i) => (i === words.length - 1 ? w : w.replace('*', ''))).join(' ')}"`),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => parts.join(' ')); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const parsed = parsePlainQuery(asked);
        if ('fault' in parsed) throw new Error(`${asked}: ${parsed.fault}`);
        const expected = ids.filter((_, i) =>
          given[i]?.texts.some((one) => matches(parsed.query, documentTokens(bodyOf(one, null)))),
        );
        expect((await every(asked)).toSorted()).toEqual(expected.toSorted());
        expect((await archive.search.count(anybody, { text: asked })).count).toBe(expected.length);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('whatever is typed is answered or refused in one sentence', async () => {
    await archive.add(await archive.account(), [{ texts: ['flood'], postedAt: NOON }]);
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join('')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const answers = await Promise.all([
          archive.search.run(anybody, { text }, { limit: 5 }).catch(sentenceOf),
          archive.search.count(anybody, { text }).catch(sentenceOf),
        ]);
        expect(answers.every((one) => typeof one !== 'string' || /^[A-Z“"].*\.$/s.test(one))).toBe(true);
      }),
      { numRuns: 80 },
    );
    const refusal = { problem: 'invalid-input' };
    await expect(archive.search.count(anybody, { text: 'x'.repeat(1_000_000) })).rejects.toMatchObject(refusal);
  });

  it('says of how many items only a part can be searched', async () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `word${i}`).join(' ');
    await archive.add(await archive.account(), [
      { texts: [`flood ${long} bittern`, `flood ${long} heron`], postedAt: NOON },
      { texts: ['flood'], postedAt: NOON },
    ]);
    expect(await archive.search.count(anybody, { text: 'flood' })).toMatchObject({ count: 2, cutShort: 1 });
    expect(await archive.search.count(anybody, { text: 'bittern' })).toMatchObject({ count: 0, cutShort: 1 });
    expect(await archive.search.count(anybody, {})).toMatchObject({ count: 2, cutShort: 0 });
  });

  it('reaches past ten thousand rows through the index of words, in stable pages', async () => {
    const account = await archive.account();
    const rare = await archive.add(account, [
      { texts: ['a rare bittern'], postedAt: new Date('2020-01-01T00:00:00Z') },
      { texts: ['another bittern'], postedAt: new Date('2020-01-01T00:00:00Z') },
    ]);
    const many = Array.from({ length: 10_050 }, (_, i) => ({
      texts: [`post ${i % 50}`],
      postedAt: new Date(NOON.getTime() - i * 1000),
    }));
    await archive.add(account, many);
    expect((await every('bittern', 1)).toSorted()).toEqual(rare.toSorted());
    expect(await every('"post 49"', 100)).toHaveLength(201);
    expect((await archive.search.count(anybody, { text: 'post' })).count).toBe(10_050);
  });

  it('takes days as local to each body, the last one whole', async () => {
    const chicago = await archive.account('America/Chicago');
    const warsaw = await archive.account('Europe/Warsaw');
    // 19 May 23:30 in Chicago is 20 May 06:30 in Warsaw.
    const late = { texts: ['flood'], postedAt: new Date('2026-05-20T04:30:00Z') };
    const [inChicago] = await archive.add(chicago, [late]);
    const [inWarsaw] = await archive.add(warsaw, [late]);
    const on = async (day: string): Promise<string[]> =>
      (await archive.search.run(anybody, { text: 'flood', from: day, to: day }, { limit: 9 })).items.map(
        ({ id }) => id,
      );
    expect(await on('2026-05-19')).toEqual([inChicago]);
    expect(await on('2026-05-20')).toEqual([inWarsaw]);
  });

  it('finds a repost by the words of its original, which is not counted itself', async () => {
    const account = await archive.account();
    const [original = ''] = await archive.add(account, [
      { texts: ['piękny zachód'], postedAt: NOON, kind: 'original' },
    ]);
    const [repost] = await archive.add(account, [{ texts: [''], postedAt: NOON, kind: 'repost', reposts: original }]);
    expect(await every('zachod')).toEqual([repost]);
    expect((await archive.search.count(anybody, { text: 'zachód' })).count).toBe(1);
  });

  it('tells a reader nothing of the words of what is locked, and logs a search on a person', async () => {
    const locked = await archive.account('America/Chicago', null);
    await archive.add(locked, [{ texts: ['my basement'], postedAt: NOON, state: 'gone' }]);
    const reader = permissions('item.read');
    expect((await archive.search.count(reader, { text: 'basement' })).count).toBe(0);
    expect((await archive.search.run(reader, { text: 'basement' }, { limit: 5 })).items).toEqual([]);
    expect((await archive.search.count(permissions('item.read', 'restricted.read'), { text: 'basement' })).count).toBe(
      1,
    );
    const [stub] = (await archive.search.run(reader, {}, { limit: 5 })).items;
    expect(stub).toMatchObject({ restricted: true, latest: { text: '' } });

    await archive.search.run(reader, { text: '@dana_k' }, { limit: 5 });
    const logged = await database.query(
      `SELECT s.text FROM audit_event e JOIN statement s ON s.event_id = e.id WHERE e.type = 'person.searched-for'`,
    );
    expect(logged).toEqual([{ text: '@dana_k' }]);
  });
});
