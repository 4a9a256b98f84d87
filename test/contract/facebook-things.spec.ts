import { type AccessToken, type Account, type Lab, startLab } from '../../lab/index.js';
import { FacebookConnector } from '../../src/connectors/facebook/facebook.connector.js';
import type { ConnectorContext, Cursor, KnownItem, Observation, Page } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all } from './connector.contract.js';

const HOST = 'facebook.example';
const HOUR = 3_600_000;

type Snapshot = Extract<Observation, { type: 'snapshot' }>;

const snapshots = (pages: readonly Page[]): Snapshot[] =>
  pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'snapshot');
const names = (pages: readonly Page[]): Set<string> =>
  new Set(snapshots(pages).map(({ ref }) => ref.canonicalUri.slice('https://www.facebook.com/'.length)));
const gone = (pages: readonly Page[]): string[] =>
  pages
    .flatMap(({ observations }) => observations)
    .flatMap((one) => (one.type === 'gone' ? [one.ref.canonicalUri] : []));
const bytes = (pages: readonly Page[]): string =>
  pages.flatMap(({ exchanges }) => exchanges.map(({ body }) => Buffer.from(body).toString())).join('\n');

describe('a page of Facebook beside its posts', () => {
  const connector = new FacebookConnector();
  let clock: SimulatedClock;
  let lab: Lab;
  let city: Account;
  let carol: Account;
  let token: AccessToken;
  let context: ConnectorContext;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook', mediaTtlMs: HOUR });
        for (const [name, displayName] of [
          ['newford', 'City of Newford'],
          ['carol', 'Carol Jensen'],
        ] as const)
          world.openAccount(`${name}@${HOST}`, { displayName });
      },
    });
    city = lab.world.account(`newford@${HOST}`);
    carol = lab.world.account(`carol@${HOST}`);
    token = lab.world.issueToken(HOST, city);
    lab.world.post(city, 'Flood warning in force.', { key: 'flood' });
    clock.advance(1_000);
    context = await contextOf(false);
  });

  afterEach(() => lab.close());

  async function contextOf(messages: boolean): Promise<ConnectorContext> {
    const url = lab.facebook(HOST);
    const http = labOutbound(clock, { value: token.value, origin: new URL(url).origin });
    const probed = await probedContext(connector, { url, handle: 'newford', http, clock });
    return { ...probed, account: { ...probed.account, settings: { ...probed.account.settings, messages } } };
  }

  const known = (one: Snapshot | undefined): KnownItem => {
    if (!one) throw new Error('It was not observed');
    const { kind, nativeId, editedAt, author } = one.body;
    return { ref: one.ref, kind, nativeId, editedAt, ...(author ? { authorHandle: author.handle } : {}) };
  };
  const limits = async (messages: boolean): Promise<readonly string[]> => {
    const { url } = context.account;
    const { http, signal } = context;
    expect(url).not.toBe('');
    return (await connector.probe({ url: lab.facebook(HOST), handle: 'newford', http, signal, messages })).limits;
  };
  const now = (): Date => clock.now();
  const incremental = (since: Cursor | null = null): Promise<Page[]> => all(connector.incremental(context, since));
  const cursor = (pages: readonly Page[]): Cursor | null => pages.at(-1)?.next ?? null;

  it('has albums with their pictures, with the words written for those who do not see them', async () => {
    const { things } = lab.world;
    const album = things.album(city, 'Flood 2026', { at: now(), description: 'Day by day' });
    const written = things.photo(album, 'Gauge at noon', { at: now(), alt: 'A gauge that reads 4.2 m' });
    things.photo(album, '', { at: now() });
    const found = snapshots(await all(connector.backfill(context, null)));
    const photos = found.filter(({ ref }) => ref.canonicalUri.includes('/photo/'));
    expect(new Set(photos.map(({ body }) => `${body.kind} ${body.text}: ${body.media[0]?.alt ?? ''}`))).toEqual(
      new Set(['entry : No photo description available.', 'entry Gauge at noon: A gauge that reads 4.2 m']),
    );
    expect(photos).toHaveLength(2);
    expect(photos[0]?.body.links).toEqual([{ url: `https://www.facebook.com/${album.id}`, title: 'Flood 2026' }]);
    const gauge = photos.find(({ body }) => body.text !== '');
    const [medium] = gauge?.body.media ?? [];
    expect(medium?.url).toContain('original');
    clock.advance(2 * HOUR);
    if (!medium) throw new Error('No picture');
    const url = await connector.resolveMedium(context, known(gauge), medium);
    expect((await context.http.get(url ?? '')).status).toBe(200);
    written.alt = 'A river gauge, 4.2 m';
    const again = snapshots(await all(connector.recheck(context, [known(gauge)], null)));
    expect(again[0]?.body.media[0]?.alt).toBe('A river gauge, 4.2 m');
    written.removedAt = now();
    expect(gone(await all(connector.recheck(context, [known(gauge)], null)))).toEqual([gauge?.ref.canonicalUri]);
  });

  it('is looked through once an hour, and of albums those are gone into that have moved', async () => {
    const { things } = lab.world;
    const old = things.album(city, 'Old', { at: new Date('2020-01-01T00:00:00Z') });
    things.photo(old, 'Long ago', { at: new Date('2020-01-01T00:00:00Z') });
    const album = things.album(city, 'New', { at: now() });
    const since = cursor(await incremental());
    clock.advance(10 * 60_000);
    const photo = things.photo(album, 'Just now', { at: now() });
    const video = things.video(city, 'The river', { at: now(), description: 'At the bridge #flood' });
    const asked = lab.requests(HOST).length;
    expect(names(await incremental(since))).not.toContain(`photo/${photo.id}`);
    clock.advance(HOUR);
    const found = await incremental(since);
    expect(names(found)).toEqual(new Set([...names(found), `photo/${photo.id}`, `video/${video.id}`, old.id]));
    expect(
      lab
        .requests(HOST)
        .slice(asked)
        .some(({ url }) => url.includes(`/${old.id}/photos`)),
    ).toBe(false);
    const river = snapshots(found).find(({ ref }) => ref.canonicalUri.endsWith(`video/${video.id}`))?.body;
    expect(river).toMatchObject({ title: 'The river', text: 'At the bridge #flood', tags: ['flood'] });
    expect(river?.url).toBe(`https://www.facebook.com/newford/videos/${video.id}/`);
    expect(river?.media).toMatchObject([{ key: video.id }]);
  });

  it('has stories, of which is known that they were there; that one runs out is neither a version nor a removal', async () => {
    const story = lab.world.things.story(city, now());
    const before = snapshots(await incremental()).find(({ ref }) => ref.canonicalUri.endsWith(`story/${story.id}`));
    expect(before?.body).toMatchObject({
      kind: 'entry',
      title: 'photo',
      postedAt: '2026-05-19T12:00:01.000Z',
      media: [],
    });
    clock.advance(25 * HOUR);
    const pages = await all(connector.recheck(context, [known(before)], null));
    expect(bytes(pages)).toContain('ARCHIVED');
    expect(snapshots(pages).map(({ body }) => body)).toEqual([before?.body]);
    lab.world.things.stories.length = 0;
    expect(gone(await all(connector.recheck(context, [known(before)], null)))).toEqual([]);
    expect(await limits(false)).toContain('stories-metadata-only');
    token.readsStories = false;
    expect(gone(await all(connector.recheck(context, [known(before)], null)))).toEqual([]);
    expect(names(await incremental()).size).toBeGreaterThan(0);
    expect(await limits(false)).toContain('stories-not-granted');
  });

  it('goes on after a kill at any page of the way back, through everything it has', async () => {
    const { things } = lab.world;
    for (let i = 0; i < 3; i += 1) {
      const album = things.album(city, `Album ${i}`, { at: now() });
      for (let j = 0; j < 60; j += 1) things.photo(album, `Picture ${i}.${j}`, { at: now() });
      things.video(city, `Video ${i}`, { at: now() });
      things.story(city, now());
    }
    const pages = await all(connector.backfill(context, null));
    const whole = names(pages);
    expect(whole.size).toBe(1 + 3 + 180 + 3 + 3);
    for (const [place, { next }] of pages.slice(0, -1).entries()) {
      const after = await all(connector.backfill(context, JSON.parse(JSON.stringify(next))));
      expect(new Set([...names(pages.slice(0, place + 1)), ...names(after)])).toEqual(whole);
    }
  });

  describe('and what people write to it', () => {
    const write = (text: string, from: Account, media = 0) =>
      lab.world.things.message(text, { page: city, person: carol, from, at: now(), media });

    it('is not even asked for before somebody agrees to keep it', async () => {
      const message = write('My address is 4 Elm Street', carol);
      const pages = [...(await incremental()), ...(await all(connector.backfill(context, null)))];
      expect(bytes(pages)).not.toContain('Elm Street');
      const item = { ref: ref('message', message.id), kind: 'reply', nativeId: message.id, editedAt: null } as const;
      expect(await all(connector.recheck(context, [item], null))).toEqual([]);
      expect(lab.requests(HOST).filter(({ url }) => /conversations|messages|\/m_/.test(url))).toEqual([]);
      expect(await limits(false)).toContain('messages-not-granted');
    });

    it('is read as direct messages under their conversation once it is agreed to, each once it has moved', async () => {
      context = await contextOf(true);
      write('My address is 4 Elm Street', carol, 1);
      clock.advance(1_000);
      write('We shall come on Tuesday', city);
      const first = await incremental();
      const said = snapshots(first).filter(({ body }) => body.audience === 'direct');
      const thread = said.find(({ body }) => body.kind === 'entry');
      expect(thread?.body.title).toBe('Carol Jensen, City of Newford');
      const messages = said.filter(({ body }) => body.kind === 'reply');
      expect(messages.map(({ body }) => [body.author?.displayName, body.text, body.media.length])).toEqual([
        ['City of Newford', 'We shall come on Tuesday', 0],
        ['Carol Jensen', 'My address is 4 Elm Street', 1],
      ]);
      for (const { body } of messages) expect(body.inReplyTo).toEqual(thread?.ref);
      clock.advance(3 * HOUR);
      const later = await incremental(cursor(first));
      clock.advance(3 * HOUR);
      const asked = lab.requests(HOST).length;
      const quiet = await incremental(cursor(later));
      expect(snapshots(quiet).filter(({ body }) => body.kind === 'reply')).toEqual([]);
      expect(
        lab
          .requests(HOST)
          .slice(asked)
          .some(({ url }) => url.includes('/messages?')),
      ).toBe(false);
      write('Thank you', carol);
      expect(snapshots(await incremental(cursor(quiet))).map(({ body }) => body.text)).toContain('Thank you');
      expect(await limits(true)).not.toContain('messages-not-granted');
      expect(await limits(true)).not.toContain('no-scope-messages');
    });

    it('that was taken back is missing, and nothing is where the permission is lost', async () => {
      context = await contextOf(true);
      const [one, two] = [write('One', carol), write('Two', carol)];
      const found = snapshots(await incremental());
      const items = [one, two].map(({ id }) => known(found.find(({ body }) => body.nativeId === id)));
      const canary = known(found.find(({ body }) => body.text === 'Flood warning in force.'));
      one.removedAt = now();
      token.readsMessages = false;
      const blind = await all(connector.recheck(context, items, canary));
      expect(gone(blind)).toEqual([]);
      const news = await incremental();
      expect(names(news).size).toBeGreaterThan(0);
      expect(cursor(news)?.data).not.toHaveProperty('messagesAt');
      expect(await limits(true)).toContain('no-scope-messages');
      token.readsMessages = true;
      const pages = await all(connector.recheck(context, items, canary));
      expect(gone(pages)).toEqual([items[0]?.ref.canonicalUri]);
      expect(snapshots(pages).map(({ body }) => body.text)).toContain('Flood warning in force.');
    });

    it('in private under a post is overwritten where it stands, and kept as a direct message where that was agreed to', async () => {
      const { world } = lab;
      const flood = world.postNamed('flood');
      world.reply(carol, flood, 'Shame.');
      world.reply(carol, flood, 'My number is 555 0199', { isPrivate: true });
      const roots = snapshots(await incremental()).filter(({ body }) => body.kind === 'post');
      const look = (): Promise<Page[]> => all(connector.replies(context, roots.map(known)));
      const withheld = await look();
      expect(snapshots(withheld).map(({ body }) => body.text)).toEqual(['Shame.']);
      expect(bytes(withheld)).not.toContain('555 0199');
      expect(withheld[0]?.exchanges[0]?.masked).toMatchObject([{ reason: 'direct message, not consented to' }]);
      expect(withheld.flatMap(({ observations }) => observations).every((one) => 'evidence' in one)).toBe(true);
      context = await contextOf(true);
      const kept = snapshots(await look());
      expect(kept.map(({ body }) => [body.text, body.audience])).toEqual([
        ['Shame.', 'public'],
        ['My number is 555 0199', 'direct'],
      ]);
      context = await contextOf(false);
      const rechecked = await all(connector.recheck(context, [known(kept[1])], null));
      expect(bytes(rechecked)).not.toContain('555 0199');
      expect([gone(rechecked), snapshots(rechecked)]).toEqual([[], []]);
    });
  });

  const ref = (thing: string, id: string) =>
    ({ platform: 'facebook', canonicalUri: `https://www.facebook.com/${thing}/${id}`, lineage: '' }) as const;
});
