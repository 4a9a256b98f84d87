import type { Facets, FoundItemView } from '../../src/search/index.js';
import type { CertificateView, SavedSearchView } from '../../src/search/certificate.types.js';
import { Sequencer } from '../../src/audit/index.js';
import { SystemClock } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { GivenArchive } from '../support/given-archive.js';

const AT = new Date('2026-05-19T18:41:00Z');

describe('searching through the API', () => {
  let app: TestApp;
  let reader: string;
  let legal: string;

  const ask = async <T>(method: string, path: string, options: { key?: string; body?: unknown } = {}): Promise<T> => {
    const response = await app.ask(method, `/api/v1${path}`, options);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const answer: T = response.status === 204 ? undefined : JSON.parse(await response.text());
    return answer;
  };
  const refusal = (query: string): Promise<Record<string, unknown>> =>
    membersOf(app.ask('GET', `/api/v1/items?q=${encodeURIComponent(query)}`));

  beforeAll(async () => {
    app = await startTestApp();
    [reader, legal] = [await app.keyOf('records-officer'), await app.keyOf('legal')];
    const archive = new GivenArchive(app.database, new SystemClock());
    const open = await archive.account();
    const locked = await archive.account('Europe/Warsaw', null);
    await archive.add(open, [
      { texts: ['A Flood Watch starts at noon.', 'The Flood Watch is over.'], postedAt: AT },
      { texts: ['Is the dam open? Nobody says it is opened.'], postedAt: AT, kind: 'reply' },
      { texts: ['Nothing new.'], postedAt: new Date('2026-04-30T12:00:00Z'), body: { tags: ['Flood'] } },
    ]);
    await archive.add(locked, [{ texts: ['flood in my basement'], postedAt: AT, state: 'gone' }]);
    await app.akta.app.get(Sequencer, { strict: false }).settle();
  }, 120_000);

  afterAll(async () => {
    await app?.close();
  });

  it('echoes the search in one spelling and in both languages, and marks the words it found', async () => {
    const found = await ask<{ items: FoundItemView[]; asked: Record<string, unknown> }>(
      'GET',
      `/items?q=${encodeURIComponent('dam NEAR/3 open* OR watch')}`,
      { key: reader },
    );
    expect(found.asked).toMatchObject({
      text: 'dam NEAR/3 open* OR watch',
      inWords: { en: expect.stringContaining('at most 3 words from'), pl: expect.stringContaining('najwyżej 3 słów') },
    });
    const marked = found.items.map(({ snippet }) => snippet?.marks.map(([from, to]) => snippet.text.slice(from, to)));
    expect(marked).toHaveLength(2);
    expect(marked).toEqual(expect.arrayContaining([['Watch'], ['dam', 'open', 'opened']]));
  });

  it('counts by account, type, state and month to what the count says, and tells nothing of what is locked', async () => {
    for (const [key, count] of [[reader, 2], [legal, 3]] as const) {
      expect(await ask('GET', '/items/count?q=flood', { key })).toMatchObject({ count, exact: true });
      const facets = await ask<Facets>('GET', '/items/facets?q=flood', { key });
      for (const facet of ['account', 'platform', 'type', 'state', 'month', 'author'] as const) {
        const sum = (facets[facet] ?? []).reduce((total, one) => total + one.count, 0);
        expect([facet, sum]).toEqual([facet, count]);
      }
      expect(facets.month.map(({ value }) => value)).toEqual(['2026-05', '2026-04']);
    }
    expect(await ask('GET', '/items/count?q=flood&versions=latest', { key: reader })).toMatchObject({ count: 2 });
    expect(await ask('GET', '/items/count?q=noon&versions=latest', { key: reader })).toMatchObject({ count: 0 });
  }); // prettier-ignore

  it('freezes a search as a certificate that whoever could have made it can read', async () => {
    const made = await ask<CertificateView>('POST', '/search-certificates', { key: reader, body: { q: 'flood' } });
    expect(made).toMatchObject({
      typed: 'flood',
      asked: { text: 'flood' },
      restrictedSearched: false,
      found: { items: 2, versions: 3 },
      scope: { knownNotArchived: 0, itemsCutShort: 0 },
      gaps: { count: 0 },
    });
    expect(made.scope.accounts).toHaveLength(2);
    expect(made.log.size).toBeGreaterThan(0);
    expect(await ask('GET', `/search-certificates/${made.id}`, { key: reader })).toEqual(made);
    const full = await ask<CertificateView>('POST', '/search-certificates', { key: legal, body: { q: 'flood' } });
    expect(full).toMatchObject({ restrictedSearched: true, found: { items: 3 } });
    expect((await app.ask('GET', `/api/v1/search-certificates/${full.id}`, { key: reader })).status).toBe(403);
    const listed = await ask<{ items: CertificateView[] }>('GET', '/search-certificates', { key: reader });
    expect(listed.items).toEqual([made]);
    const [event] = await app.database.query(
      `SELECT facts::text AS facts FROM audit_event WHERE type = 'search.certified' AND facts->>'certificate' = $1`,
      [made.id],
    );
    expect(event.facts).not.toContain('flood');
    const sentences = await ask<{ items: { sentence: string }[] }>('GET', '/audit?limit=5', { key: reader });
    expect(sentences.items.map(({ sentence }) => sentence).join('\n')).toContain('certified a search over the log of');
  });

  it('keeps a search for the person who saved it, and for nobody else', async () => {
    const body = { name: ' Flood,\ngone ', q: 'flood state:gone date:last-7-days' };
    const saved = await ask<SavedSearchView>('POST', '/saved-searches', { key: reader, body });
    expect(saved).toMatchObject({ name: 'Flood, gone', asked: { text: body.q } });
    expect(await ask('GET', '/saved-searches', { key: reader })).toEqual({ items: [saved] });
    expect(await ask('GET', '/saved-searches', { key: legal })).toEqual({ items: [] });
    expect((await app.ask('DELETE', `/api/v1/saved-searches/${saved.id}`, { key: legal })).status).toBe(404);
    await ask('DELETE', `/saved-searches/${saved.id}`, { key: reader });
    expect(await ask('GET', '/saved-searches', { key: reader })).toEqual({ items: [] });
    const wrong = await app.ask('POST', '/api/v1/saved-searches', { key: reader, body: { name: 'x', q: '(flood' } });
    expect(wrong.status).toBe(422);
  });

  it('points at the character of a mistake', async () => {
    expect(await refusal('flood AND (dam OR gate')).toMatchObject({
      status: 422,
      at: 10,
      detail: 'A bracket is opened here and not closed. Close it, or leave it out.',
      inWords: { pl: expect.stringContaining('otwarto nawias') },
    });
    expect(await refusal('account:@nobody')).toMatchObject({
      status: 422,
      detail: expect.stringContaining('“@nobody”'),
    });
    expect(await refusal('platform:myspace')).toMatchObject({
      detail: expect.stringContaining('Platforms: mastodon.'),
    });
  });

  it('answers hostile input with a refusal and never with a fault of ours', async () => {
    const hostile = ['(', ')', '*', '"', 'a\0b', 'flood NEAR/0 dam', 'NOT', `${'('.repeat(3_000)}a`, 'a '.repeat(3_900), '(a+)+$ '.repeat(900), 'date:9999-12-31', 'date:>0001-01-01', 'date:last-9999-months', 'version:999999', `thread-of:${'0'.repeat(8)}-0000-7000-8000-000000000000`, "'; DROP TABLE item; --", "author:'\\", 'mention:"\\\'"', `has:${'x'.repeat(3_000)}`, 'x'.repeat(9_000)]; // prettier-ignore
    for (const q of hostile) {
      const response = await app.ask('GET', `/api/v1/items/count?q=${encodeURIComponent(q)}`);
      expect([q.slice(0, 30), [200, 422, 431].includes(response.status)]).toEqual([q.slice(0, 30), true]);
    }
    const megabyte = await app.ask('POST', '/api/v1/search-certificates', { body: { q: 'flood '.repeat(180_000) } });
    expect([413, 422]).toContain(megabyte.status);
    const terms = await app.ask('POST', '/api/v1/search-certificates', { body: { q: 'flood '.repeat(10_000) } });
    expect(await membersOf(terms)).toMatchObject({ status: 422, at: 8_000 });
  });
});
