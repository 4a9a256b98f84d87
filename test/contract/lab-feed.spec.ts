import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { type Account, type Lab, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';

const HOST = 'alerts.example';

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetch(url, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('the feed façade', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let desk: Account;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'feed' });
        desk = world.openAccount(`desk@${HOST}`, { displayName: 'Alerts & more' });
        for (let i = 1; i <= 7; i++) {
          clock.advance(60_000);
          world.post(desk, `Alert <${String(i)}>`, {
            key: String(i),
            media: i === 7 ? [{ scene: 'map', alt: 'A "map"' }] : [],
          });
        }
      },
    });
  });

  afterEach(async () => {
    await lab.close();
  });

  it('says the same in Atom, RSS and JSON Feed, as a real parser reads them', async () => {
    const uris = [7, 6, 5, 4, 3, 2, 1].map((i) => lab.world.postNamed(String(i)).uri);
    const atom = parseAtomFeed((await get(lab.feed(HOST))).text);
    const rss = parseRssFeed((await get(lab.feed(HOST, 'rss'))).text);
    const json = parseJsonFeed((await get(lab.feed(HOST, 'json'))).text);
    expect(atom.entries?.map(({ id }) => id)).toEqual(uris);
    expect(rss.items?.map(({ guid }) => guid?.value)).toEqual(uris);
    expect(json.items?.map(({ id }) => id)).toEqual(uris);
  });

  it('carries hostile characters, markup and descriptions of pictures whole', async () => {
    const atom = parseAtomFeed((await get(lab.feed(HOST))).text);
    const json = parseJsonFeed((await get(lab.feed(HOST, 'json'))).text);
    expect(atom.title?.value).toBe('Alerts & more');
    expect(atom.entries?.[0]?.content?.value).toBe('<p>Alert &lt;7&gt;</p>');
    expect(json.items?.[0]?.attachments?.[0]?.title).toBe('A "map"');
  });

  it('lets old entries fall off the end of its window, though nobody removed them', async () => {
    lab.world.changeFeed(desk, { window: 3 });
    const ids = parseAtomFeed((await get(lab.feed(HOST))).text).entries?.map(({ id }) => id);
    expect(ids).toEqual([7, 6, 5].map((i) => lab.world.postNamed(String(i)).uri));
    expect(lab.world.posts.every(({ removedAt }) => removedAt === null)).toBe(true);
  });

  it('answers 304 to its own ETag or date, and 200 again after an edit, with the entry updated', async () => {
    const first = await get(lab.feed(HOST));
    const etag = first.headers.get('etag') ?? '';
    const date = first.headers.get('last-modified') ?? '';
    expect((await get(lab.feed(HOST), { 'if-none-match': etag })).status).toBe(304);
    expect((await get(lab.feed(HOST), { 'if-modified-since': date })).status).toBe(304);
    clock.advance(60_000);
    lab.world.edit(lab.world.postNamed('7'), 'Alert 7, corrected');
    const second = await get(lab.feed(HOST), { 'if-none-match': etag, 'if-modified-since': date });
    expect(second.status).toBe(200);
    const entry = parseAtomFeed(second.text).entries?.[0];
    expect([entry?.published, entry?.updated]).toEqual(['2026-05-19T12:07:00.000Z', '2026-05-19T12:08:00.000Z']);
  });

  async function follow(rel: string): Promise<(string | undefined)[]> {
    const seen: (string | undefined)[] = [];
    for (let url: string | undefined = lab.feed(HOST); url !== undefined;) {
      const feed: ReturnType<typeof parseAtomFeed> = parseAtomFeed((await get(url)).text);
      seen.push(...(feed.entries?.map(({ id }) => id) ?? []));
      url = feed.links?.find((link) => link.rel === rel)?.href;
    }
    return seen;
  }

  it.each([
    ['paged', 'next'],
    ['archived', 'prev-archive'],
  ] as const)('reaches every entry when %s, by following rel=%s', async (paging, rel) => {
    lab.world.changeFeed(desk, { window: 3, paging });
    const all = [1, 2, 3, 4, 5, 6, 7].map((i) => lab.world.postNamed(String(i)).uri);
    expect(new Set(await follow(rel))).toEqual(new Set(all));
  });

  it('keeps archived entries in their documents when others are removed', async () => {
    lab.world.changeFeed(desk, { window: 3, paging: 'archived' });
    const archive = async (): Promise<(string | undefined)[]> => {
      const { entries } = parseAtomFeed((await get(`${lab.feed(HOST)}?archive=2`)).text);
      return entries?.map(({ id }) => id) ?? [];
    };
    const before = await archive();
    lab.world.remove(lab.world.postNamed('1'));
    expect(await archive()).toEqual(before);
    lab.world.remove(lab.world.postNamed('5'));
    expect(await archive()).toEqual(before.filter((id) => id !== lab.world.postNamed('5').uri));
  });

  it('is gone for good with 410, and asks for patience with Retry-After', async () => {
    lab.world.changeFeed(desk, { retryAfterSeconds: 120 });
    const busy = await get(lab.feed(HOST));
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '120']);
    lab.world.changeFeed(desk, { gone: true });
    expect((await get(lab.feed(HOST))).status).toBe(410);
  });

  it('gives the feed of a Mastodon account too', async () => {
    const host = 'social.example';
    lab.world.openServer(host, { software: 'mastodon' });
    const city = lab.world.openAccount(`city@${host}`);
    const post = lab.world.post(city, 'Hello');
    await lab.listen(host);
    const rss = parseRssFeed((await get(lab.feed(`city@${host}`))).text);
    expect(rss.items?.map(({ guid }) => guid?.value)).toEqual([post.uri]);
  });
});
