import { type AccessToken, type Account, instagramDelivery, type Lab, startLab } from '../../lab/index.js';
import type { ConnectorContext, KnownItem, Observation, Page } from '../../src/connectors/index.js';
import { InstagramConnector } from '../../src/connectors/instagram/instagram.connector.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, assertEvidence, texts } from './connector.contract.js';

type Snapshot = Extract<Observation, { type: 'snapshot' }>;
const HOST = 'instagram.example';
const HOUR = 3_600_000;

describe('the Instagram connector in the lab', () => {
  const connector = new InstagramConnector();
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
        world.openServer(HOST, { software: 'instagram' });
        for (const name of ['newford', 'carol', 'bob']) world.openAccount(`${name}@${HOST}`);
      },
    });
    city = lab.world.account(`newford@${HOST}`);
    carol = lab.world.account(`carol@${HOST}`);
    token = lab.world.issueToken(HOST, city);
    context = await probedContext(connector, { url: lab.facebook(HOST), handle: 'newford', http: http(), clock });
  });

  afterEach(async () => {
    await lab.close();
  });

  const http = (value = token.value): ReturnType<typeof labOutbound> =>
    labOutbound(clock, { value, origin: new URL(lab.facebook(HOST)).origin });
  const snapshots = (pages: readonly Page[]): Snapshot[] =>
    pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'snapshot');
  const look = async (): Promise<Snapshot[]> => snapshots(await all(connector.incremental(context, null)));
  const said = (text: string, among: readonly Snapshot[]): Snapshot => {
    const found = among.find(({ body }) => body.text === text);
    if (!found) throw new Error(`${text} was not observed`);
    return found;
  };
  const known = ({ ref, body }: Snapshot): KnownItem => {
    const { kind, nativeId, editedAt, author } = body;
    return { ref, kind, nativeId, editedAt, ...(author ? { authorHandle: author.handle } : {}) };
  };
  const gone = (pages: readonly Page[]): Observation[] =>
    pages.flatMap(({ observations }) => observations).filter(({ type }) => type === 'gone');
  const comments = async (root: KnownItem): Promise<Page[]> => all(connector.replies(context, [root]));
  const probe = (value?: string) =>
    connector.probe({ url: lab.facebook(HOST), handle: '@newford', http: http(value), signal: context.signal });

  it('sees stories while they stand, and takes none that ended for a removal', async () => {
    for (let i = 1; i <= 60; i += 1) lab.world.post(city, `story ${i}`, { story: true });
    lab.world.post(city, 'a post');
    const seen = await look();
    const stories = seen.filter(({ body }) => body.kind === 'entry');
    expect(stories.length).toBe(60);
    const story = known(said('story 1', seen));
    clock.advance(25 * HOUR);
    expect((await look()).some(({ body }) => body.kind === 'entry')).toBe(false);
    const pages = await all(connector.recheck(context, [story], known(said('a post', seen))));
    expect(gone(pages)).toEqual([]);
    expect(await connector.resolveMedium(context, story, { key: 'any', url: '', mime: null, alt: '' })).toBeNull();
  });

  it('reads every comment and every answer, also those that are not told with their comment, and who hid none', async () => {
    const post = lab.world.post(city, 'a post');
    const top = lab.world.reply(carol, post, 'a comment');
    const answers = Array.from({ length: 70 }, (_, i) => `answer ${i + 1}`);
    for (const text of answers) {
      clock.advance(1_000);
      lab.world.reply(city, top, text);
    }
    lab.world.hide(top);
    const pages = await comments(known(said('a post', await look())));
    for (const page of pages) assertEvidence(page);
    expect(new Set(texts(pages))).toEqual(new Set(['a comment', ...answers]));
    const { ref } = said('a comment', snapshots(pages));
    const hidden = pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'visibility');
    expect(hidden.filter(({ shown }) => !shown)).toEqual([expect.objectContaining({ ref, by: 'not-said' })]);
    for (const { body } of snapshots(pages)) if (body.text.startsWith('answer')) expect(body.inReplyTo).toEqual(ref);
    expect(pages.filter(({ done }) => done)).toEqual([pages.at(-1)]);
  });

  it('sees posts of others that tag the account as theirs, and looks at them no further', async () => {
    lab.world.post(city, 'about us: @newford');
    lab.world.post(carol, 'thank you @newford', { media: [{ scene: 'map', alt: '' }] });
    const seen = [...(await look()), ...snapshots(await all(connector.backfill(context, null)))];
    expect(seen.filter(({ body }) => body.text === 'about us: @newford').length).toBe(2);
    const tagged = said('thank you @newford', seen);
    expect(tagged.body).toMatchObject({ kind: 'post', author: { handle: '@carol' } });
    expect(seen.filter(({ body }) => body.text === tagged.body.text).length).toBe(2);
    const calls = lab.requests(HOST).length;
    expect(await all(connector.recheck(context, [known(tagged)], null))).toEqual([]);
    expect(lab.requests(HOST).length).toBe(calls);
  });

  it('finds what mentions the account elsewhere, once it was told of it, and never calls it gone', async () => {
    lab.world.post(city, 'a post');
    const theirs = lab.world.post(carol, 'no names');
    lab.world.reply(carol, theirs, 'as @newford said');
    const line = lab.world.diary.at(-1);
    const body = Buffer.from((line && instagramDelivery(lab.world, line)) ?? '');
    const [told] = connector.webhook.read({ body }, city.id);
    if (!told?.asked) throw new Error('Nothing was told');
    const item: KnownItem = { ref: told.ref, ...told.asked, editedAt: null };
    const pages = await all(connector.recheck(context, [item], null));
    expect(snapshots(pages).map(({ ref, body: shown }) => [ref, shown.text, shown.author?.handle])).toEqual([
      [told.ref, 'as @newford said', '@carol'],
    ]);
    lab.world.remove(theirs);
    const canary = known(said('a post', await look()));
    expect(gone(await all(connector.recheck(context, [item], canary)))).toEqual([]);
  });

  it('takes a comment for missing only while another by somebody else can be read', async () => {
    const post = lab.world.post(city, 'a post');
    const other = lab.world.post(city, 'another post');
    const comment = lab.world.reply(carol, post, 'shame');
    lab.world.reply(carol, other, 'thanks');
    const canary = known(said('another post', await look()));
    const item = known(said('shame', snapshots(await comments(known(said('a post', await look()))))));
    lab.world.permitPublic(token, false);
    expect(gone(await all(connector.recheck(context, [item], canary)))).toEqual([]);
    lab.world.permitPublic(token, true);
    expect(gone(await all(connector.recheck(context, [item], canary)))).toEqual([]);
    lab.world.remove(comment);
    expect(gone(await all(connector.recheck(context, [item], canary)))).toMatchObject([{ ref: item.ref }]);
    lab.world.permitPublic(token, false);
    expect(gone(await all(connector.recheck(context, [item], canary)))).toEqual([]);
  });

  it('asks for nothing that was brought and has no number of the platform', async () => {
    lab.world.post(city, 'a post');
    const item = known(said('a post', await look()));
    const brought = { ...item, nativeId: 'f00dfeed', ref: { ...item.ref, canonicalUri: `${item.ref.canonicalUri}#1` } };
    const calls = lab.requests(HOST).length;
    for (const pages of [connector.recheck(context, [brought], brought), connector.replies(context, [brought])])
      expect(await all(pages)).toEqual([]);
    expect(lab.requests(HOST).length).toBe(calls);
  });

  it('says what the token may not read, and goes on without it', async () => {
    lab.world.post(city, 'a post');
    expect((await probe()).limits).toEqual([
      'edit-history-none',
      'edits-between-looks',
      'messages-not-granted',
      'deletions-by-look-only',
      'stories-by-look-only',
      'moderator-not-named',
    ]);
    lab.world.permitPublic(token, false);
    expect((await probe()).limits).toEqual(expect.arrayContaining(['comments-not-granted', 'mentions-not-granted']));
    expect((await look()).map(({ body }) => body.text)).toContain('a post');
    expect(texts(await all(connector.backfill(context, null)))).toEqual(['a post']);
  });

  it('opens the account behind a Page with the token of the Page, and no account behind none', async () => {
    const page = Object.assign(lab.world.issueToken(HOST, city), { ofPage: true });
    expect(await probe(page.value)).toMatchObject({
      account: { nativeId: city.id, handle: '@newford', canonicalUri: 'https://www.instagram.com/newford' },
    });
    Object.assign(lab.world.server(HOST), { noRole: true });
    await expect(probe(page.value)).rejects.toMatchObject({ fault: 'not-an-account' });
  });

  it('without a token asks nobody, and takes only an address of Instagram for an account', async () => {
    const ask = (url: string): ReturnType<typeof probe> =>
      connector.probe({ url, handle: 'Newford', http: labOutbound(clock), signal: context.signal });
    const calls = lab.requests(HOST).length;
    expect(await ask(connector.recognise('https://www.instagram.com/Newford/')?.url ?? '')).toMatchObject({
      account: { canonicalUri: 'https://www.instagram.com/newford', handle: '@Newford', nativeId: '@Newford' },
      limits: ['not-captured'],
    });
    await expect(ask(lab.facebook(HOST))).rejects.toThrow('only to those with access');
    expect(lab.requests(HOST).length).toBe(calls);
  });
});
