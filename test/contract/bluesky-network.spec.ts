import { createHash } from 'node:crypto';
import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import type { ConnectorContext, KnownItem, Page } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { atprotoIsThere, type AtprotoNetwork, type Person, startAtproto, type Strong } from '../support/atproto.js';
import { PIXEL } from '../support/bundle-story.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, faultOf, texts } from './connector.contract.js';
import { itemOf, observed, ranged, snapshots } from './read-pages.js';

const GATE = 'app.bsky.feed.threadgate';

const where = atprotoIsThere ? describe : describe.skip;

where('Bluesky on a real network (skipped where lab/atproto is not installed, or redis-server is missing)', () => {
  let network: AtprotoNetwork;
  let city: Person;
  let dana: Person;
  let connector: BlueskyConnector;
  let context: ConnectorContext;
  const clock = new SimulatedClock(new Date());

  beforeAll(async () => {
    network = await startAtproto();
  });

  afterAll(() => network?.close());

  beforeEach(async () => {
    network.calm();
    connector = new BlueskyConnector(network.servers, async () => []);
    [city, dana] = [await network.person('city'), await network.person('dana')];
    await city.put('app.bsky.actor.profile', 'self', { displayName: 'City of Test', description: 'Official' });
    context = await probed(city.handle);
  });

  const probed = (handle: string): Promise<ConnectorContext> =>
    probedContext(connector, { url: 'https://bsky.app/', handle: `@${handle}`, http: labOutbound(clock), clock });

  const reply = (by: Person, to: Strong, text: string, root = to): Promise<Strong> =>
    by.post(text, { reply: { root, parent: to } });

  const rkeyOf = ({ uri }: Strong): string => uri.split('/').at(-1) ?? '';

  async function known(): Promise<Map<string, KnownItem>> {
    const pages = [
      ...(await all(connector.backfill(context, null))),
      ...(await all(connector.incremental(context, null))),
    ];
    return new Map(snapshots(pages).map((one) => [one.body.text, itemOf(one)]));
  }

  it('proves by the account’s own signature that a post is no longer there', async () => {
    await city.post('stays');
    const post = await city.post('goes');
    const items = await known();
    await city.remove(post.uri);
    const pages = await all(connector.recheck(context, wanted(items, 'goes'), items.get('stays') ?? null));
    const [gone] = observed(pages, 'gone');
    expect(gone).toMatchObject({ ref: { canonicalUri: post.uri }, ground: 'asserted', evidence: { range: null } });
    const proof = pages[0]?.exchanges[gone?.evidence.exchange ?? 0];
    expect(proof?.url).toContain('com.atproto.sync.getRecord');
    expect(proof?.status).toBe(200);
    expect(texts(pages)).toContain('stays');
  });

  it('refuses an answer that is altered on the way, in one sentence and with the answer', async () => {
    await city.post('as it was');
    network.plans.host.alter = (url, body) =>
      url.includes('getRepo?') ? replaced(body, 'as it was', 'as it wos') : null;
    const altered = await faultOf(all(connector.backfill(context, null)));
    expect(altered).toMatchObject({
      fault: 'protocol',
      message: 'A block of the repository’s answer does not hash to the name it is given.',
    });
    expect(altered.details.exchange?.body.length).toBeGreaterThan(0);
    const foreign = await carOf(dana);
    network.plans.host.alter = (url) => (url.includes('getRepo?') ? foreign : null);
    expect(await faultOf(all(connector.backfill(context, null)))).toMatchObject({
      fault: 'protocol',
      message: 'The repository’s answer is signed for another account than the one asked for.',
    });
  });

  it('does not take a repository that is not signed by the key of the account', async () => {
    await city.post('one');
    await connector.backfill(context, null)[Symbol.asyncIterator]().next();
    network.plans.directory.alter = (url, body) =>
      url.includes('/log/audit') ? replaced(body, '"atproto":"did:key:zQ3s', '"atproto":"did:key:zQ3t') : null;
    const { fault, message } = await faultOf(
      all(new BlueskyConnector(network.servers, async () => []).backfill(context, null)),
    );
    expect([fault, message]).toEqual([
      'protocol',
      'The history of the identity is not proved: a step in it does not hash to the name it is given. It is not taken.',
    ]);
  });

  it('keeps the signed history of handles, and names the account by its new one', async () => {
    const before = snapshots(await all(connector.incremental(context, null)));
    expect(before.find(({ ref }) => ref.canonicalUri === city.did)?.body.profile).toMatchObject({
      handle: `@${city.handle}`,
      displayName: 'City of Test',
      bio: 'Official',
    });
    const renamed = `new-${city.handle}`;
    await city.call('com.atproto.identity.updateHandle', { handle: renamed });
    await network.settle();
    const pages = await all(connector.incremental(context, null));
    expect(snapshots(pages).find(({ ref }) => ref.canonicalUri === city.did)?.body.profile?.handle).toBe(`@${renamed}`);
    const identity = snapshots(pages).find(({ ref }) => ref.canonicalUri === `${city.did}#identity`);
    expect(identity?.body.profile?.handle).toBe(`@${renamed}`);
    const steps = observed(pages, 'version');
    expect(steps.map(({ body, ordinal, total }) => [body.profile?.handle, ordinal, total])).toEqual([
      [`@${city.handle}`, 1, 2],
      [`@${renamed}`, 2, 2],
    ]);
    for (const { evidence } of steps) {
      const bytes = pages[0]?.exchanges[evidence.exchange]?.body.subarray(...ranged(evidence.range));
      expect(JSON.parse(Buffer.from(bytes ?? '').toString())).toMatchObject({ did: city.did });
    }
  });

  it('does not call an account by a name that does not lead back to it', async () => {
    const lying = new BlueskyConnector(network.servers, async () => []);
    network.plans.index.alter = (url) =>
      url.includes('resolveHandle') ? Buffer.from(JSON.stringify({ did: dana.did })) : null;
    await network.settle();
    const pages = await all(lying.incremental(context, null));
    expect(snapshots(pages).find(({ ref }) => ref.canonicalUri === city.did)?.body.profile?.handle).toBe(
      '@handle.invalid',
    );
    const fault = await faultOf(
      lying.probe({ url: '', handle: `@${city.handle}`, http: context.http, signal: context.signal }),
    );
    expect(fault.fault).toBe('not-an-account');
    expect(fault.message).toContain('the name is not its own');
  });

  it('keeps an edit as another version of the same post, named by another hash', async () => {
    const post = await city.post('Tusday it is');
    const items = await known();
    const edited = await city.put('app.bsky.feed.post', rkeyOf(post), { text: 'Tuesday it is' });
    const [shown] = snapshots(await all(connector.recheck(context, wanted(items, 'Tusday it is'), null)));
    expect(shown).toMatchObject({
      ref: { canonicalUri: post.uri },
      body: { text: 'Tuesday it is', nativeId: edited.cid },
    });
    expect(edited.cid).not.toBe(post.cid);
    expect(shown?.evidence.range).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('gives the replies of the public to any depth, under what they answer', async () => {
    const root = await city.post('Questions here');
    let last = root;
    for (let level = 1; level <= 13; level += 1)
      last = await reply(level % 2 ? dana : city, last, `level ${level}`, root);
    const items = await known();
    const pages = await all(connector.replies(context, wanted(items, 'Questions here')));
    const found = new Map(snapshots(pages).map((one) => [one.body.text, one]));
    expect([...found.keys()].toSorted()).toEqual(
      ['Questions here', ...Array.from({ length: 13 }, (_, i) => `level ${i + 1}`)].toSorted(),
    );
    expect(found.get('level 1')?.body).toMatchObject({
      kind: 'reply',
      author: { canonicalUri: dana.did, handle: `@${dana.handle}` },
      inReplyTo: { canonicalUri: root.uri },
    });
  });

  it('tells which replies the account has hidden, and shown again, by its own signed record', async () => {
    const root = await city.post('Be kind');
    const [rude, kind] = [await reply(dana, root, 'rude'), await reply(dana, root, 'kind')];
    const items = await known();
    const first = await all(connector.incremental(context, null));
    await city.create(GATE, { post: root.uri, hiddenReplies: [rude.uri] }, rkeyOf(root));
    const changed = await all(connector.incremental(context, first[0]?.next ?? null));
    expect(observed(changed, 'visibility')).toMatchObject([
      { ref: { canonicalUri: rude.uri }, shown: false, by: 'by-account' },
    ]);
    const thread = await all(connector.replies(context, wanted(items, 'Be kind')));
    expect(turns(thread)).toEqual({ [rude.uri]: false, [kind.uri]: true });
    const [item] = snapshots(thread)
      .filter(({ body }) => body.text === 'rude')
      .map(itemOf);
    await city.put(GATE, rkeyOf(root), { post: root.uri, hiddenReplies: [] });
    const again = await all(connector.incremental(context, changed[0]?.next ?? null));
    expect(turns(again)).toEqual({ [rude.uri]: true });
    expect(turns(await all(connector.recheck(context, item ? [item] : [], null)))).toEqual({ [rude.uri]: true });
    await city.remove(`at://${city.did}/${GATE}/${rkeyOf(root)}`);
    expect(turns(await all(connector.replies(context, wanted(items, 'Be kind'))))).toEqual({
      [rude.uri]: true,
      [kind.uri]: true,
    });
  });

  it('proves that a citizen took back a reply, and tells it from a closed account and from a hidden post', async () => {
    const root = await city.post('Questions');
    const items = await known();
    const eve = await network.person('eve');
    const [taken, closed, hidden] = [
      await reply(dana, root, 'taken back'),
      await reply(eve, root, 'of a closed account'),
      await reply(dana, root, 'taken down'),
    ];
    const pages = await all(connector.replies(context, wanted(items, 'Questions')));
    const replies = snapshots(pages)
      .filter(({ body }) => body.kind === 'reply')
      .map(itemOf);
    await dana.remove(taken.uri);
    await network.takeDown(hidden.uri);
    await eve.call('com.atproto.server.deactivateAccount', {});
    const looked = await all(connector.recheck(context, replies, items.get('Questions') ?? null));
    expect(observed(looked, 'gone').map(({ ref, ground, cause }) => [ref.canonicalUri, ground, cause])).toEqual(
      expect.arrayContaining([
        [taken.uri, 'asserted', 'unknown'],
        [closed.uri, 'lookup', 'account-gone'],
      ]),
    );
    expect(observed(looked, 'visibility').filter(({ shown }) => !shown)).toMatchObject([
      { ref: { canonicalUri: hidden.uri }, by: 'by-platform' },
    ]);
    expect(texts(looked).toSorted()).toEqual(['Questions', 'taken down']);
  });

  it('gives the original of a picture, whose bytes are what its name says', async () => {
    const image = await city.upload(PIXEL, 'image/png');
    await city.post('look', { embed: { $type: 'app.bsky.embed.images', images: [{ alt: 'A dot', image }] } });
    const shown = snapshots(await all(connector.backfill(context, null))).filter(({ body }) => body.text === 'look');
    const media = new Set(shown.map(({ body }) => JSON.stringify(body.media)));
    expect([shown.length, media.size]).toEqual([2, 1]);
    const [medium] = shown[0]?.body.media ?? [];
    expect(medium).toMatchObject({ alt: 'A dot', mime: 'image/png' });
    const answer = await context.http.get(medium?.url ?? '');
    expect(createHash('sha256').update(answer.body).digest('hex')).toBe(medium?.sha256);
  });

  it('keeps what the account repeats and quotes, with the original and its author', async () => {
    const original = await dana.post('A meeting I liked');
    await city.create('app.bsky.feed.repost', { subject: original });
    await city.post('Well said', { embed: { $type: 'app.bsky.embed.record', record: original } });
    const pages = await all(connector.backfill(context, null));
    const repost = snapshots(pages).find(({ body }) => body.kind === 'repost');
    expect(repost?.body.reposted?.canonicalUri).toBe(original.uri);
    const originals = snapshots(pages).filter(({ ref }) => ref.canonicalUri === original.uri);
    expect(originals.map(({ body }) => body.author?.handle)).toEqual([`@${dana.handle}`, `@${dana.handle}`]);
    expect(snapshots(pages).find(({ body }) => body.text === 'Well said')?.body.quoted?.canonicalUri).toBe(
      original.uri,
    );
  });

  it('says the same of a post from the signed repository and from the public index', async () => {
    const text = 'Ask @dana about #water at https://town.example';
    await city.post(text, {
      langs: ['en'],
      tags: ['town'],
      facets: [
        facet(text, '@dana', { $type: 'app.bsky.richtext.facet#mention', did: dana.did }),
        facet(text, '#water', { $type: 'app.bsky.richtext.facet#tag', tag: 'water' }),
        facet(text, 'https://town.example', { $type: 'app.bsky.richtext.facet#link', uri: 'https://town.example' }),
      ],
    });
    const shown = snapshots(await all(connector.backfill(context, null))).filter(({ body }) => body.text === text);
    expect(shown).toHaveLength(2);
    expect(shown[0]?.body).toEqual(shown[1]?.body);
    expect(shown[0]?.body).toMatchObject({
      tags: ['water', 'town'],
      mentions: ['@dana'],
      links: [{ url: 'https://town.example', title: null }],
      lang: 'en',
    });
  });

  it('takes an account that its owner closes for a while for what it is', async () => {
    await city.post('still ours');
    const items = await known();
    await city.call('com.atproto.server.deactivateAccount', {});
    for (const run of [
      () => all(connector.recheck(context, wanted(items, 'still ours'), null)),
      () => all(connector.incremental(context, null)),
      () => probed(city.handle),
    ])
      expect(await faultOf(run())).toMatchObject({ fault: 'access-refused' });
  });

  async function carOf({ did }: Person): Promise<Buffer> {
    const answer = await fetch(`${network.host}/xrpc/com.atproto.sync.getRepo?did=${did}`);
    return Buffer.from(await answer.arrayBuffer());
  }
});

function facet(text: string, said: string, feature: object): object {
  const byteStart = Buffer.from(text.slice(0, text.indexOf(said))).length;
  return { index: { byteStart, byteEnd: byteStart + Buffer.from(said).length }, features: [feature] };
}

function wanted(items: Map<string, KnownItem>, text: string): KnownItem[] {
  const item = items.get(text);
  if (!item) throw new Error(`${text} was not observed`);
  return [item];
}

function turns(pages: readonly Page[]): Record<string, boolean> {
  return Object.fromEntries(observed(pages, 'visibility').map(({ ref, shown }) => [ref.canonicalUri, shown]));
}

function replaced(body: Buffer, from: string, to: string): Buffer {
  return Buffer.from(body.toString('latin1').replace(from, to), 'latin1');
}
