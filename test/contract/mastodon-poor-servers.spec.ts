import { type Account, type Lab, startLab } from '../../lab/index.js';
import type { ConnectorContext, KnownItem, Observation, Page } from '../../src/connectors/index.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { type Outbound, type OutboundAnswer, SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, faultOf, texts } from './connector.contract.js';

const HOST = 'snac.example';

describe('a server without paging, histories or lasting ids', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let city: Account;
  let bob: Account;
  let http: Outbound;
  let context: ConnectorContext;
  const connector = new MastodonConnector();

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'snac2' });
        city = world.openAccount(`city@${HOST}`);
        bob = world.openAccount(`bob@${HOST}`);
      },
    });
    http = labOutbound(clock);
    lab.world.post(city, 'root');
    context = await probedContext(connector, { url: lab.mastodon(HOST), handle: `@city@${HOST}`, http, clock });
    clock.advance(1000);
  });

  afterEach(() => lab.close());

  it("finds a stranger's edited reply under its new id, and keeps nothing else of the stranger's", async () => {
    lab.world.post(bob, 'private matters of Bob');
    clock.advance(1000);
    const root = knownIn(await all(connector.incremental(context, null)), 'root');
    const reply = lab.world.reply(bob, lab.world.posts[0] ?? lab.world.post(city, ''), 'a reply');
    const item = knownIn(await all(connector.replies(context, [root])), 'a reply');
    clock.advance(2000);
    lab.world.edit(reply, 'an edited reply');
    const pages = await all(connector.recheck(context, [item], root));
    expect(texts(pages)).toEqual(['root', 'an edited reply']);
    const bodies = pages.flatMap(({ exchanges }) => exchanges).map(({ body }) => new TextDecoder().decode(body));
    expect(bodies.join('')).not.toContain('private matters');
    lab.world.remove(reply);
    expect(observations(await all(connector.recheck(context, [item], root))).map(({ type }) => type)).toEqual([
      'snapshot',
      'gone',
    ]);
  });

  it('says that it may have missed something when its window shows nothing that was seen', async () => {
    const first = await all(connector.incremental(context, null));
    for (let i = 0; i < 300; i += 1) {
      clock.advance(1000);
      lab.world.post(city, `post ${i}`);
    }
    const gap = observations(await all(connector.incremental(context, first.at(-1)?.next ?? null))).at(-1);
    expect(gap).toMatchObject({ type: 'gap', reason: 'window-exceeded', from: '2026-05-19T12:00:01.000Z' });
  });

  it('reports one refused item after the others have been looked at', async () => {
    lab.world.post(city, 'another');
    const pages = await all(connector.incremental(context, null));
    const [root, another] = [knownIn(pages, 'root'), knownIn(pages, 'another')];
    const refusing: Outbound = {
      get: async (url, request) => {
        const answer: OutboundAnswer = await http.get(url, request);
        return url.endsWith('/refused') ? { ...answer, status: 403 } : answer;
      },
    };
    const run = connector.recheck({ ...context, http: refusing }, [{ ...another, nativeId: 'refused' }, another], root);
    const seen: Page[] = [];
    const error = await faultOf(
      (async () => {
        for await (const page of run) seen.push(page);
      })(),
    );
    expect(error.fault).toBe('access-refused');
    expect(observations(seen).map(({ type }) => type)).toEqual(['snapshot', 'snapshot']);
  });
});

describe('a handle whose domain leaves its accounts to another host', () => {
  it('is followed by WebFinger', async () => {
    const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer('social.example', { software: 'mastodon' });
        world.openAccount('city@social.example');
      },
    });
    const direct = labOutbound(clock);
    const self = { rel: 'self', href: `${lab.mastodon('social.example')}/users/city` };
    const http: Outbound = {
      get: async (url, request) => {
        if (!url.startsWith('https://town.example/')) return direct.get(url, request);
        const answer = await direct.get(`${lab.mastodon('social.example')}/nowhere`);
        const card = new TextEncoder().encode(JSON.stringify({ links: [self] }));
        return url.includes('webfinger') ? { ...answer, status: 200, body: card } : answer;
      },
    };
    const probe = await new MastodonConnector().probe({
      url: 'https://town.example/@city',
      handle: '@city@town.example',
      http,
      signal: new AbortController().signal,
    });
    expect(probe.account.handle).toBe('@city@town.example');
    expect(probe.settings['apiBase']).toBe(lab.mastodon('social.example'));
    await lab.close();
  });
});

function observations(pages: readonly Page[]): Observation[] {
  return pages.flatMap((page) => page.observations);
}

function knownIn(pages: readonly Page[], text: string): KnownItem {
  for (const one of observations(pages))
    if (one.type === 'snapshot' && one.body.text === text) {
      const { nativeId, kind, editedAt, author } = one.body;
      return { ref: one.ref, nativeId, kind, editedAt, authorHandle: author?.handle ?? '' };
    }
  throw new Error(`${text} was not observed`);
}
