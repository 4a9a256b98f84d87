import { setTimeout as wait } from 'node:timers/promises';
import { type ConnectorContext, type KnownItem, type Observation, type Page } from '../../src/connectors/index.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { SystemClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { type Snac, snacIsThere, startSnac } from '../support/snac.js';
import { all, assertEvidence, texts } from './connector.contract.js';

type Snapshot = Extract<Observation, { type: 'snapshot' }>;

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const where = snacIsThere ? describe : describe.skip;

where('a real snac2 server (skipped where test/support/install-snac.sh has not been run)', () => {
  const clock = new SystemClock();
  let snac: Snac;
  let context: ConnectorContext;
  const connector = new MastodonConnector();

  beforeAll(async () => {
    snac = await startSnac(['city', 'bob']);
    await post('city', { status: 'Council meets at 7 #newford' });
    const http = labOutbound(clock, { value: snac.token('city'), origin: snac.url });
    context = await probedContext(connector, { url: `${snac.url}/city`, handle: `@city@${snac.host}`, http, clock });
  });

  afterAll(() => snac.close());

  const post = (user: string, fields: Record<string, string>): ReturnType<Snac['call']> =>
    snac.call(user, 'POST', '/api/v1/statuses', fields);

  async function observed(text: string): Promise<Snapshot> {
    const pages = await all(connector.incremental(context, null));
    pages.forEach(assertEvidence);
    const found = snapshots(pages).find(({ body }) => body.text === text);
    if (!found) throw new Error(`${text} is not in ${JSON.stringify(texts(pages))}`);
    return found;
  }

  it('tells what it is and what cannot be archived of it', async () => {
    const probe = await connector.probe({
      url: `${snac.url}/@city`,
      handle: `@city@${snac.host}`,
      http: context.http,
      signal: context.signal,
    });
    expect(probe.software).toMatch(/^snac \d/);
    expect(probe.limits).toContain('edit-history-none');
    expect(probe.settings).toMatchObject({ batch: false, apiBase: snac.url });
  });

  it('gives the profile, a post and its tags', async () => {
    expect((await observed('Council meets at 7 #newford')).body).toMatchObject({ kind: 'post', tags: ['newford'] });
    const pages = await all(connector.incremental(context, null));
    expect(snapshots(pages)[0]?.body.profile).toMatchObject({ handle: `@city@${snac.host}` });
  });

  it("gives a citizen's reply under the post", async () => {
    const root = await post('city', { status: 'Questions here' });
    await post('bob', { status: `@city@${snac.host} is it streamed?`, in_reply_to_id: root.id });
    const item = known(await observed('Questions here'));
    const reply = await eventually(async () => {
      const pages = await all(connector.replies(context, [item]));
      pages.forEach(assertEvidence);
      return snapshots(pages).find(({ body }) => body.text.includes('is it streamed?'));
    });
    expect(reply.body).toMatchObject({ kind: 'reply', inReplyTo: { canonicalUri: root.uri } });
    expect(reply.body.author?.handle).toBe(`@bob@${snac.host}`);
  }, 60_000);

  /** The time of the edit, in seconds, is the beginning of the id. */
  it('follows an edit under a new id, and says nothing is gone', async () => {
    const { id } = await post('city', { status: 'Tusday it is' });
    const before = await observed('Tusday it is');
    await wait(1100);
    const after = await snac.call('city', 'PUT', `/api/v1/statuses/${id}`, { status: 'Tuesday it is' });
    expect(after.id).not.toBe(id);
    const pages = await all(connector.recheck(context, [known(before)], null));
    expect(pages.flatMap(({ observations }) => observations).some(({ type }) => type === 'gone')).toBe(false);
    const found = snapshots(pages).find(({ ref }) => ref.canonicalUri === before.ref.canonicalUri);
    expect(found?.body).toMatchObject({ text: 'Tuesday it is', nativeId: after.id });
  });

  it('gives a picture with its alt text, and the address to fetch it by', async () => {
    const file = new Blob([PIXEL], { type: 'image/png' });
    const { id } = await snac.call('city', 'POST', '/api/v1/media', { file, description: 'One blue dot' });
    await post('city', { status: 'A picture', 'media_ids[]': id });
    const shown = await observed('A picture');
    const [medium] = shown.body.media;
    expect(medium?.alt).toBe('One blue dot');
    const url = medium ? await connector.resolveMedium(context, known(shown), medium) : null;
    expect(Buffer.from((await context.http.get(url ?? '')).body).equals(PIXEL)).toBe(true);
  });

  it('gives the same posts by its RSS feed', async () => {
    const feed = new FeedConnector();
    const source = { url: `${snac.url}/city.rss`, handle: 'city', http: context.http, clock };
    const pages = await all(feed.incremental(await probedContext(feed, source), null));
    pages.forEach(assertEvidence);
    expect(texts(pages)).toEqual(expect.arrayContaining(['Questions here', 'Council meets at 7 #newford']));
  });
});

function known({ ref, body }: Snapshot): KnownItem {
  return { ref, nativeId: body.nativeId, kind: body.kind, editedAt: body.editedAt };
}

function snapshots(pages: readonly Page[]): Snapshot[] {
  return pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'snapshot');
}

/** snac delivers between its own accounts through a queue, which takes it some fifteen seconds. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(250);
  }
  throw new Error('Never seen');
}
