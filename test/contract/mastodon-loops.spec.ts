import { type Account, type Lab, startLab } from '../../lab/index.js';
import {
  ConnectorRegistry,
  type ConnectorContext,
  DetectAccount,
  type KnownItem,
  type Observation,
  type Page,
} from '../../src/connectors/index.js';
import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import { FacebookConnector } from '../../src/connectors/facebook/facebook.connector.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';
import { InstagramConnector } from '../../src/connectors/instagram/instagram.connector.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { type Outbound, type OutboundAnswer, SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, assertEvidence, faultOf, texts } from './connector.contract.js';

type Snapshot = Extract<Observation, { type: 'snapshot' }>;
const HOST = 'social.example';

describe('the Mastodon connector in the lab', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let city: Account;
  let bob: Account;
  let http: Outbound;
  let context: ConnectorContext;
  let connector: MastodonConnector;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', locale: 'pl' });
        world.openServer('alerts.example', { software: 'feed' });
        world.openAccount('alerts@alerts.example', { displayName: 'Alerts' });
        city = world.openAccount(`city@${HOST}`, { displayName: 'City' });
        bob = world.openAccount('bob@elsewhere.example', { displayName: 'Bob' });
      },
    });
    http = labOutbound(clock);
    connector = new MastodonConnector();
    context = await probedContext(connector, { url: lab.mastodon(HOST), handle: `@city@${HOST}`, http, clock });
    clock.advance(60_000);
  });

  afterEach(() => lab.close());

  async function incremental(): Promise<Page[]> {
    clock.advance(60_000);
    const pages = await all(new MastodonConnector().incremental(context, null));
    pages.forEach(assertEvidence);
    return pages;
  }

  async function known(text: string): Promise<KnownItem> {
    const found = snapshots(await incremental()).find(({ body }) => body.text === text);
    if (!found) throw new Error(`${text} was not observed`);
    return { ref: found.ref, nativeId: found.body.nativeId, kind: found.body.kind, editedAt: found.body.editedAt };
  }

  it('keeps reposts and quotes with their originals, each by its own bytes', async () => {
    const original = lab.world.post(bob, 'Sunset over the bridge', { media: [{ scene: 'sunset', alt: 'Orange sky' }] });
    lab.world.repost(city, original);
    clock.advance(1000);
    lab.world.quote(city, original, 'Look at this');
    const [, quote, quoted, repost, reposted] = snapshots(await incremental());
    expect(quote?.body).toMatchObject({ kind: 'post', text: 'Look at this', quoted: { canonicalUri: original.uri } });
    expect(repost?.body).toMatchObject({
      kind: 'repost',
      text: '',
      media: [],
      reposted: { canonicalUri: original.uri },
    });
    for (const one of [quoted, reposted])
      expect(one).toMatchObject({
        ref: { canonicalUri: original.uri },
        body: { author: { handle: '@bob@elsewhere.example' }, media: [{ alt: 'Orange sky' }] },
      });
  });

  it('counts an open poll beside the record, and puts the closing tally into it', async () => {
    const closesAt = new Date(clock.now().getTime() + 3600_000);
    const poll = lab.world.post(city, 'When?', { poll: { options: ['9 pm', '10 pm'], closesAt } });
    lab.world.vote(poll, [97, 248]);
    const open = snapshots(await incremental()).at(-1);
    expect(open?.body.poll).toMatchObject({ closed: false, votes: null, options: [{ votes: null }, { votes: null }] });
    expect(open?.counts).toMatchObject({ 'poll.1': 97, 'poll.2': 248, 'poll.votes': 345 });
    const item = await known('When?');
    clock.advance(3600_000);
    const closed = snapshots(await all(connector.recheck(context, [item], null))).at(-1);
    expect(closed?.body.poll).toMatchObject({ closed: true, votes: 345, options: [{ votes: 97 }, { votes: 248 }] });
    expect(closed?.counts).not.toHaveProperty('poll.votes');
  });

  it("names the parent of the account's own answer, and keeps the parent", async () => {
    const question = lab.world.post(bob, 'Is the bridge open?');
    lab.world.reply(city, question, 'Closed.');
    const found = snapshots(await incremental());
    expect(found.map(({ body }) => body.text)).toContain('Is the bridge open?');
    expect(found.find(({ body }) => body.text === 'Closed.')?.body.inReplyTo?.canonicalUri).toBe(question.uri);
  });

  it('supplies from the history what was edited while nobody looked, an alt text too', async () => {
    const post = lab.world.post(city, 'one', { media: [{ scene: 'map', alt: 'Shelter: school' }] });
    clock.advance(1000);
    lab.world.edit(post, 'two');
    clock.advance(1000);
    lab.world.editAltText(post, 'Shelter: hall');
    const [page] = await incremental();
    const versions = page?.observations.filter(({ type }) => type === 'version') ?? [];
    expect(versions).toMatchObject([
      { ordinal: 1, total: 3, complete: true, body: { text: 'one', media: [{ alt: 'Shelter: school' }] } },
      { ordinal: 2, body: { text: 'two', media: [{ alt: 'Shelter: school' }] } },
      { ordinal: 3, body: { text: 'two', media: [{ alt: 'Shelter: hall' }] } },
    ]);
    const present = snapshots(page ? [page] : []).at(-1);
    expect(versions[2] && 'body' in versions[2] && versions[2].body).toEqual(present?.body);
  });

  it('asks for a history once, and again only after another edit or a page that did not become durable', async () => {
    const post = lab.world.post(city, 'one');
    clock.advance(1000);
    lab.world.edit(post, 'two');
    const histories = (): number => lab.requests(HOST).filter(({ url }) => url.endsWith('/history')).length;
    const before = histories();
    for await (const page of connector.incremental(context, null)) if (page.exchanges.length > 0) break;
    for (let run = 0; run < 3; run += 1) await all(connector.incremental(context, null));
    expect(histories() - before).toBe(2);
    clock.advance(1000);
    lab.world.edit(post, 'three');
    await all(connector.incremental(context, null));
    expect(histories() - before).toBe(3);
  });

  it('observes a new name of the account as a version of its profile', async () => {
    const [before] = snapshots(await incremental());
    lab.world.rename(city, {
      displayName: 'City of Newford',
      note: 'Official',
      fields: [{ name: 'Phone', value: '311' }],
    });
    const [after] = snapshots(await incremental());
    expect(before?.body.profile?.displayName).toBe('City');
    expect(after?.body.profile).toMatchObject({
      displayName: 'City of Newford',
      bio: 'Official',
      fields: [{ name: 'Phone', value: '311' }],
    });
    expect(after?.ref).toEqual(before?.ref);
  });

  it('sees replies by context; one whose author is limited leaves the thread and is found by a direct look', async () => {
    const root = lab.world.post(city, 'Warning');
    const reply = lab.world.reply(bob, root, 'A rumour');
    const item = await known('Warning');
    const look = async (): Promise<Page[]> => all(connector.replies(context, [item]));
    const [found] = snapshots(await look());
    expect(found).toMatchObject({ ref: { canonicalUri: reply.uri }, body: { kind: 'reply', inReplyTo: item.ref } });
    lab.world.limitAuthor(bob);
    const limited = await look();
    expect(types(limited)).toEqual([]);
    const direct = await all(
      connector.recheck(
        context,
        [{ ...item, ref: found?.ref ?? item.ref, nativeId: found?.body.nativeId ?? '' }],
        item,
      ),
    );
    expect(types(direct)).toEqual(['snapshot', 'snapshot']);
  });

  it('asks for many at once, with the canary in the same answer', async () => {
    const posts = Array.from({ length: 30 }, (_, i) => {
      clock.advance(1000);
      return lab.world.post(city, `post ${i}`);
    });
    const items = await Promise.all(
      snapshots(await incremental())
        .slice(1)
        .map(({ body }) => known(body.text)),
    );
    for (const post of posts.slice(5, 8)) lab.world.remove(post);
    const calls = lab.requests(HOST).length;
    const pages = await all(connector.recheck(context, items, items[0] ?? null));
    expect(lab.requests(HOST).length - calls).toBe(2);
    expect(types(pages).filter((type) => type === 'gone')).toHaveLength(3);
    for (const page of pages) expect(texts([page])).toContain('post 29');
    expect(pages.map(({ done }) => done)).toEqual([false, true]);
  });

  it('takes a suspended account for a fault of looking, not for deletions', async () => {
    lab.world.post(city, 'still here');
    const item = await known('still here');
    lab.world.suspend(city);
    expect((await faultOf(all(connector.incremental(context, null)))).fault).toBe('account-gone');
    expect((await faultOf(all(connector.recheck(context, [{ ...item, kind: 'profile' }], null)))).fault).toBe(
      'account-gone',
    );
  });

  it('refuses a listing that points to another server', async () => {
    lab.world.post(city, 'hello');
    const poisoned: Outbound = {
      get: async (url, request) => {
        const answer: OutboundAnswer = await http.get(url, request);
        return { ...answer, responseHeaders: [['Link', '<https://evil.example/?max_id=1>; rel="next"']] };
      },
    };
    expect((await faultOf(all(connector.backfill({ ...context, http: poisoned }, null)))).fault).toBe('protocol');
  });

  it('names a status by its permanent name, whatever the server calls it today', async () => {
    const post = lab.world.post(city, 'identity');
    expect((await known('identity')).ref).toEqual({ platform: 'mastodon', canonicalUri: post.uri, lineage: '' });
  });

  describe('what a person typed', () => {
    const registry = new ConnectorRegistry(
      new MastodonConnector(),
      new FeedConnector(),
      new FacebookConnector(),
      new BlueskyConnector({ directory: 'https://directory.example', index: 'https://index.example' }),
      new InstagramConnector(),
    );

    function detect(typed: string): ReturnType<DetectAccount['run']> {
      return new DetectAccount(registry).run({ typed, http, signal: context.signal });
    }

    it('is found to be an account, with its limits', async () => {
      const { platform, probe } = await detect(`${lab.mastodon(HOST)}/@city`);
      expect(platform).toBe('mastodon');
      expect(probe.software).toMatch(/^Mastodon \d/);
      expect(probe.limits).toContain('replies-limited-without-token');
      expect(probe.settings).toMatchObject({ batch: true, history: true });
    });

    it('is found to be a feed, also under the address of an account', async () => {
      expect(await detect(lab.feed('alerts@alerts.example'))).toMatchObject({
        platform: 'feed',
        probe: { software: 'Atom', account: { title: 'Alerts' } },
      });
      expect((await detect(`${lab.mastodon(HOST)}/@city.rss`)).platform).toBe('feed');
    });

    it('is refused as no account, or said not to have been seen, and never one for the other', async () => {
      expect((await faultOf(detect(`${lab.mastodon(HOST)}/@nobody`))).fault).toBe('not-an-account');
      expect((await faultOf(detect('what is this'))).fault).toBe('not-an-account');
      lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 60_000), kind: '503' });
      expect((await faultOf(detect(`${lab.mastodon(HOST)}/@city`))).fault).toBe('unavailable');
      lab.world.server('alerts.example').strict = true;
      lab.world.server(HOST).strict = true;
      clock.advance(60_000);
      expect((await faultOf(detect(`${lab.mastodon(HOST)}/@city`))).fault).toBe('access-refused');
    });
  });
});

function snapshots(pages: readonly Page[]): Snapshot[] {
  return pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'snapshot');
}

function types(pages: readonly Page[]): string[] {
  return pages.flatMap(({ observations }) => observations).map(({ type }) => type);
}
