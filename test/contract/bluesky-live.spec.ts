import { encode } from '@atcute/cbor';
import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import type { ConnectorContext, KnownItem, LiveContext, Page } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { atprotoIsThere, type AtprotoNetwork, type Person, startAtproto, type Strong } from '../support/atproto.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, texts } from './connector.contract.js';
import { itemOf, observed, ranged, snapshots } from './read-pages.js';
import { until } from './live.contract.js';

const GATE = 'app.bsky.feed.threadgate';

const where = atprotoIsThere ? describe : describe.skip;

where('the stream of a real host (skipped where lab/atproto is not installed, or redis-server is missing)', () => {
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
    const http = labOutbound(clock);
    context = await probedContext(connector, { url: 'https://bsky.app/', handle: `@${city.handle}`, http, clock });
  });

  const reply = (by: Person, to: Strong, text: string): Promise<Strong> =>
    by.post(text, { reply: { root: to, parent: to } });

  const rkeyOf = ({ uri }: Strong): string => uri.split('/').at(-1) ?? '';

  it('hears what the account does and what answers it, at the signed bytes of the stream', async () => {
    const root = await city.post('before anybody listened');
    const ending = new AbortController();
    const heard: Page[] = [];
    const listening = (async () => {
      const http = labOutbound(clock);
      const seen = async (ids: readonly string[]): Promise<KnownItem[]> =>
        snapshots(heard)
          .filter(({ body }) => ids.includes(body.nativeId))
          .map(itemOf);
      const live = { ...context, http, signal: ending.signal, known: seen };
      for await (const page of connector.live(live, null)) heard.push(page);
    })().catch(() => undefined);
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ exchanges: [], observations: [] });
    const post = await city.post('Tusday it is');
    await dana.post('none of our business');
    const answer = await reply(dana, root, 'an answer');
    await city.put('app.bsky.feed.post', rkeyOf(post), { text: 'Tuesday it is' });
    await city.create(GATE, { post: root.uri, hiddenReplies: [answer.uri] }, rkeyOf(root));
    await city.remove(post.uri);
    await dana.remove(answer.uri);
    await until(() => observed(heard, 'gone').length === 2);
    expect(texts(heard)).toEqual(['Tusday it is', 'an answer', 'Tuesday it is']);
    expect(observed(heard, 'visibility')).toMatchObject([{ ref: { canonicalUri: answer.uri }, shown: false }]);
    expect(observed(heard, 'gone').map(({ ref, ground }) => [ref.canonicalUri, ground])).toEqual([
      [post.uri, 'asserted'],
      [answer.uri, 'asserted'],
    ]);
    const pushed = heard.flatMap(({ exchanges }) => exchanges).filter(({ method }) => method === 'PUSH');
    expect(pushed.length).toBe(6);
    for (const page of heard)
      for (const one of snapshots([page])) {
        const block = page.exchanges[one.evidence.exchange]?.body.subarray(...ranged(one.evidence.range));
        expect(Buffer.from(block ?? '').includes(one.body.text)).toBe(true);
      }
    const last = heard.findLast(({ next }) => next !== null)?.next ?? null;
    ending.abort();
    await listening;
    await city.post('while nobody listened');
    const again = new AbortController();
    const more: Page[] = [];
    const live = { ...context, http: labOutbound(clock), signal: again.signal, known: async () => [] };
    const resumed = (async () => {
      for await (const page of connector.live(live, last)) more.push(page);
    })().catch(() => undefined);
    await until(() => texts(more).includes('while nobody listened'));
    expect(texts(more)).toEqual(['while nobody listened']);
    again.abort();
    await resumed;
  });

  it('says what of the stream is lost for good, also where the host counts anew or is another', async () => {
    const ending = new AbortController();
    const heard: Page[] = [];
    const http = labOutbound(clock);
    const lost = Buffer.concat([encode({ op: 1, t: '#info' }), encode({ name: 'OutdatedCursor' })]);
    // The host of the lab forgets nothing within a test: what it would say then is put before what it says.
    const forgetful: LiveContext['http'] = {
      get: (url, request) => http.get(url, request),
      stream: async (url, request) => {
        const stream = await http.stream(url, request);
        const frames = (async function* () {
          yield { ...stream.opening, method: 'PUSH' as const, status: 0, body: lost };
          yield* stream.frames;
        })();
        return { ...stream, frames };
      },
    };
    const live = { ...context, http: forgetful, signal: ending.signal, known: async () => [] };
    const since = { v: 1, data: { seq: 1, host: network.host, at: '2026-11-20T10:00:00.000Z' } };
    const listening = (async () => {
      for await (const page of connector.live(live, since)) heard.push(page);
    })().catch(() => undefined);
    await until(() => heard.length > 1);
    expect(heard[1]?.observations).toMatchObject([
      { type: 'gap', from: '2026-11-20T10:00:00.000Z', reason: 'window-exceeded' },
    ]);
    ending.abort();
    await listening;
    const future = { v: 1, data: { ...since.data, seq: 9_999_999 } };
    const ended = await all(connector.live({ ...live, http, signal: context.signal }, future));
    expect(observed(ended, 'gap')).toHaveLength(1);
    expect(ended.at(-1)?.next).toEqual({ v: 1, data: {} });
    const moved = { v: 1, data: { ...since.data, host: 'https://old.example' } };
    const [opened] = await firstOf(connector.live({ ...live, http, signal: context.signal }, moved));
    expect(observed(opened ? [opened] : [], 'gap')).toHaveLength(1);
  });
});

async function firstOf(pages: AsyncIterable<Page>): Promise<Page[]> {
  for await (const page of pages) return [page];
  return [];
}
