import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { ItemSummary } from '../../src/archive/index.js';
import { type Actor, type Permission, Refusal, SimulatedClock, system } from '../../src/platform/index.js';
import { documentTokens } from '../../src/search/index.js';
import { binder } from '../../src/search/find-rows.js';
import { commonCountSql, isCountedWhole } from '../../src/search/count-common.js';
import { parseQuery } from '../../src/search/parse-query.rules.js';
import type { Query } from '../../src/search/query.types.js';
import { freshDatabase } from '../support/database.js';
import { allFields, bodyOf, GivenArchive, type GivenItem } from '../support/given-archive.js';
import { naivelyHolds } from '../support/naive-search.js';
import { THOROUGH } from '../support/thorough.js';

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

/** Fields that are lists elsewhere: whether this item stands in the one of this number. */
type Listed = Readonly<Record<string, (value: string) => boolean>>;

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
      const page: { items: readonly ItemSummary[]; nextCursor: string | null } = await archive.search.page(
        anybody,
        { text },
        { limit, ...(cursor === null ? {} : { cursor }) },
      );
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };

  /** What a walk over every version of every item finds, by the texts given. */
  const naively = (
    query: Query,
    { given, ids, listed }: { given: readonly GivenItem[]; ids: readonly string[]; listed: (id: string) => Listed },
  ): string[] =>
    ids.filter((id, i) => {
      const item = given[i];
      if (!item || item.kind === 'original') return false;
      const documents = (of: GivenItem | undefined): ReturnType<typeof documentTokens>[] =>
        (of?.texts ?? []).map((text) => documentTokens({ ...bodyOf(text, null), ...of?.body }));
      const shown = documents(given[ids.indexOf(item.reposts ?? item.quotes ?? '')]);
      return documents(item).some((own, n) =>
        (shown.length === 0 ? [[]] : shown).some((other) =>
          naivelyHolds(query, { own, shown: other }, (name, value) => {
            const original = given[ids.indexOf(item.reposts ?? item.quotes ?? '')]?.body;
            const bodies = [item.body, shown.length === 0 ? undefined : original];
            const facts: Readonly<Record<string, () => boolean>> = {
              state: () => (value === 'edited' ? item.texts.length > 1 : (item.state ?? 'present') === value),
              type: () => (item.kind ?? 'post') === value,
              version: () => n + 1 === (value === 'latest' ? item.texts.length : Number(value)),
              lang: () => bodies.some((body) => body?.lang === value),
              has: () => bodies.some((body) => (body?.media ?? []).length > 0),
              hashtag: () => [...own, ...other].some(({ word }) => word === `#${value}`),
            };
            return facts[name]?.() ?? listed(id)[name]?.(value) ?? false;
          }),
        ),
      );
    });

  it('finds exactly what a walk over every version finds, by either way, and counts the same', async () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' '));
    const medium = { key: 'm', url: '', mime: null, alt: 'mill street' };
    const body = fc.record({ lang: fc.constantFrom('pl', 'en', null), media: fc.constantFrom([], [medium]), tags: fc.constantFrom([], ['Powódź']) }); // prettier-ignore
    const given: GivenItem[] = fc
      .sample(fc.tuple(fc.array(text, { minLength: 1, maxLength: 3 }), body), { numRuns: 80, seed: 7 })
      .map(([texts, more], i) => ({
        texts,
        body: more,
        postedAt: i % 9 === 0 ? null : new Date(NOON.getTime() - (i % 20) * 1000),
        kind: i < 12 ? 'original' : i % 5 === 0 ? 'reply' : 'post',
        state: i % 7 === 0 ? 'gone' : 'present',
      }));
    const account = await archive.account();
    const originals = await archive.add(account, given.slice(0, 12));
    const others = given.slice(12).map((item, i): GivenItem => {
      if (i % 6 === 0) return { ...item, kind: 'repost', texts: [''], reposts: originals[i % 12] ?? '' };
      return i % 6 === 1 ? { ...item, quotes: originals[i % 12] ?? '' } : item;
    });
    const all = [...given.slice(0, 12), ...others];
    const ids = [...originals, ...(await archive.add(account, others))];
    const under: Readonly<Record<string, readonly string[]>> = {
      'L-1': ids.filter((_, i) => i % 3 === 0),
      'L 2': ids.filter((_, i) => i % 4 === 1),
      'R/1': ids.slice(0, 30),
      'R/2': ids.filter((_, i) => i % 5 === 2),
    };
    for (const number of ['L-1', 'L 2']) await archive.hold(account.bodyId, number, under[number] ?? []);
    await archive.hold(account.bodyId, 'L-3', ids, { released: true });
    for (const number of ['R/1', 'R/2']) await archive.request(account.bodyId, number, under[number] ?? []);
    await archive.request(account.bodyId, 'R/3', null);
    const isUnder = (id: string, value: string): boolean => under[value]?.includes(id) === true;
    const listed = (id: string): Listed => ({
      hold: (value) => ['L-1', 'L 2'].some((number) => (value === 'any' || value === number) && isUnder(id, number)),
      request: (value) => ['R/1', 'R/2'].some((number) => (value === 'any' || value === number) && isUnder(id, number)),
    });
    const term = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('flood', 'FŁOOD', '#flood', '@dana', 'flo*', 'mill', "mill's", '12.4', 'a.example/x', 'x', '👍', '東京', 'some*') },
      { weight: 2, arbitrary: fc.array(fc.constantFrom('flood', 'warning', 'mill', 'street', 'fl'), { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`) },
      { weight: 1, arbitrary: fc.constantFrom('hold:L-1', 'hold:"L 2"', 'hold:L-3', 'hold:any', 'request:R/1', 'request:R/2', 'request:any') },
      { weight: 2, arbitrary: fc.constantFrom('state:gone', 'state:edited', 'type:reply', 'type:repost', 'version:latest', 'version:2', 'lang:pl', 'has:media', 'hashtag:powódź') },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom('flood', '"mill street"', '(warning OR fl*)'), fc.integer({ min: 1, max: 4 }), fc.constantFrom('mill', 'str*', '"warning mill"', 'flood')).map(([left, n, right]) => `(${left} NEAR/${n} ${right})`) },
    ); // prettier-ignore
    const query = fc.letrec<{ query: string }>((tie) => ({
      query: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        term,
        fc.tuple(tie('query'), fc.constantFrom(' ', ' AND NOT ', ' OR '), tie('query')).map((parts) => `(${parts.join('')})`),
        tie('query').map((inner) => `NOT ${inner}`),
      ),
    })).query; // prettier-ignore
    const fields = allFields().readers;
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const parsed = parseQuery(asked, fields);
        if ('fault' in parsed) throw new Error(`${asked}: ${parsed.fault.en}`);
        const expected = naively(parsed.query, { given: all, ids, listed }).toSorted();
        expect((await every(asked)).toSorted()).toEqual(expected);
        const { plan } = await archive.search.prepare(anybody, { text: asked });
        const indexed = await archive.search.ofFound<{ id: string }>(
          plan,
          ({ before, from }) => `${before} SELECT w.item_id AS id FROM ${from}`,
        );
        expect(indexed.map(({ id }) => id).toSorted()).toEqual(expected);
        const reader = permissions('item.read', 'hold.read', 'request.read');
        const { plan: common } = await archive.search.prepare(reader, { text: asked });
        if (isCountedWhole(common)) {
          const { values, bind } = binder();
          const [counted] = await database.query(commonCountSql(common, bind), values);
          expect(Number(counted.count)).toBe(expected.length);
        }
        expect(await archive.search.count(anybody, { text: asked })).toMatchObject({
          count: expected.length,
          exact: true,
        });
      }),
      { numRuns: THOROUGH ? 250 : 40 },
    );
  }, 300_000);

  it('whatever is typed is answered or refused in one sentence', async () => {
    await archive.add(await archive.account(), [{ texts: ['flood'], postedAt: NOON }]);
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join('')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const answers = await Promise.all([
          archive.search.page(anybody, { text }, { limit: 5 }).catch(sentenceOf),
          archive.search.count(anybody, { text }).catch(sentenceOf),
        ]);
        expect(answers.every((one) => typeof one !== 'string' || /^[A-Z“"].*\.$/s.test(one))).toBe(true);
      }),
      { numRuns: 80 },
    );
    const refusal = { problem: 'invalid-input' };
    await expect(archive.search.count(anybody, { text: 'x'.repeat(1_000_000) })).rejects.toMatchObject(refusal);
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
      (await archive.search.page(anybody, { text: 'flood', from: day, to: day }, { limit: 9 })).items.map(
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

  it('counts in one pass as otherwise where some of it is locked', async () => {
    const locked = await archive.account('America/Chicago', null);
    const [original = ''] = await archive.add(locked, [{ texts: ['flood'], postedAt: NOON, kind: 'original', state: 'gone' }]); // prettier-ignore
    await archive.add(locked, [
      { texts: ['flood'], postedAt: NOON, state: 'gone' },
      { texts: ['rain', 'flood'], postedAt: NOON },
      { texts: [''], postedAt: NOON, kind: 'repost', reposts: original },
      { texts: ['flood'], postedAt: NOON, quotes: original, state: 'gone' },
      { texts: ['flood too'], postedAt: NOON, quotes: original },
    ]);
    const messages = await archive.add(locked, [
      { texts: ['flood at our door', 'a flood'], postedAt: NOON },
      { texts: ['rain'], postedAt: NOON },
    ]);
    await archive.close(messages);
    for (const [actor, text, count] of [
      [permissions('item.read'), 'flood', 2],
      [permissions('item.read', 'restricted.read'), 'flood', 6],
      [permissions('item.read'), 'NOT flood', 2],
      [permissions('item.read', 'restricted.read'), 'NOT flood', 2],
    ] as const) {
      const { plan } = await archive.search.prepare(actor, { text });
      const { values, bind } = binder();
      const [counted] = await database.query(commonCountSql(plan, bind), values);
      const [listed] = await archive.search.ofFound<{ n: number }>(
        plan,
        ({ before, from }) => `${before} SELECT count(*)::int AS n FROM ${from}`,
      );
      expect([text, Number(counted.count), listed?.n]).toEqual([text, count, count]);
    }
  });

  it('a count that is stopped at its limit says how many there are at the least', async () => {
    const account = await archive.account();
    await archive.add(account, [{ texts: ['flood'], postedAt: NOON }]);
    const text = Array.from({ length: 40 }, (_, i) => `"w${i} x"`).join(' OR ');
    const counted = await archive.search.count(anybody, { text: `flood OR ${text}` }, { withinMs: 0.001 });
    expect(counted).toMatchObject({ count: 1, exact: false });
  });

  it('tells a reader nothing of the words of what is locked, and logs a search on a person', async () => {
    const locked = await archive.account('America/Chicago', null);
    await archive.add(locked, [{ texts: ['my basement'], postedAt: NOON, state: 'gone' }]);
    const reader = permissions('item.read');
    expect((await archive.search.count(reader, { text: 'basement' })).count).toBe(0);
    expect((await archive.search.page(reader, { text: 'basement' }, { limit: 5 })).items).toEqual([]);
    expect((await archive.search.count(permissions('item.read', 'restricted.read'), { text: 'basement' })).count).toBe(
      1,
    );
    const [stub] = (await archive.search.page(reader, {}, { limit: 5 })).items;
    expect(stub).toMatchObject({ restricted: true, latest: { text: '' } });

    await archive.search.page(reader, { text: '@dana_k' }, { limit: 5 });
    const logged = await database.query(
      `SELECT s.text FROM audit_event e JOIN statement s ON s.event_id = e.id WHERE e.type = 'person.searched-for'`,
    );
    expect(logged).toEqual([{ text: '@dana_k' }]);
  });

  it('asks for holds and requests only for who may read them, by numbers there are', async () => {
    const account = await archive.account();
    const [id = ''] = await archive.add(account, [{ texts: ['flood'], postedAt: NOON }]);
    await archive.hold(account.bodyId, '2026-L-001', [id]);
    await archive.request(account.bodyId, 'UDIP 2026/7', [id]);
    await archive.request(account.bodyId, 'UDIP 2026/8', null);
    const reader = permissions('item.read', 'request.read');
    for (const ask of [archive.search.count(reader, { text: 'NOT hold:any' }), archive.search.facets(reader, { text: 'x OR hold:2026-L-404' })]) {
      await expect(ask).rejects.toMatchObject({
        problem: 'not-allowed',
        message: '“hold:” needs the permission "hold.read". Leave it out, or ask an administrator to grant it.',
      });
    }
    const { count, asked } = await archive.search.count(reader, { text: 'request:"udip 2026/7"' });
    expect({ count, words: asked.inWords }).toEqual({
      count: 1,
      words: { en: 'found for the request “udip 2026/7”', pl: 'znalezione do wniosku „udip 2026/7”' },
    });
    expect(await every('hold:"CASE OF 2026-L-001" AND flood')).toEqual([id]);
    for (const [text, said] of [
      ['hold:2026-L-002', 'No hold here has the number “2026-L-002”'],
      ['request:"UDIP 2026/8"', 'is not fixed yet'],
      ['request:2026/9', 'No request here has the number “2026/9”'],
    ] as const) {
      await expect(archive.search.count(anybody, { text })).rejects.toMatchObject({
        problem: 'invalid-input',
        message: expect.stringContaining(said),
      });
    }
  }); // prettier-ignore
});
