import {
  type Account,
  type Lab,
  type OutageKind,
  type ServerSettings,
  type Software,
  startLab,
} from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { ask as askHost, type Entity, type Told } from './lab-client.js';

const HOST = 'social.example';
const MINUTE = 60_000;

describe('the servers of the lab, in trouble and in health', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let city: Account;

  async function start(software: Software, settings: Partial<ServerSettings> = {}): Promise<void> {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { ...settings, software });
        city = world.openAccount(`city@${HOST}`, { displayName: 'City' });
      },
    });
  }

  afterEach(async () => {
    await lab.close();
  });

  function ask<Body = Entity>(where: string, headers: Record<string, string> = {}): Promise<Told<Body>> {
    return askHost<Body>(lab, HOST, where, headers);
  }

  function statuses(): string {
    return `/api/v1/accounts/${city.id}/statuses`;
  }

  it('counts calls down to 429, and forgives when the window ends on the clock of the lab', async () => {
    await start('mastodon', { rateLimit: { limit: 2, windowMs: 5 * MINUTE } });
    clock.advance(2 * MINUTE);
    const [first, , third] = [await ask(statuses()), await ask(statuses()), await ask(statuses())];
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toMatch(/^2026-05-19T12:05:00\.\d{6}Z$/);
    expect([third.status, third.body.error, third.headers.get('retry-after')]).toEqual([
      429,
      'Too many requests',
      null,
    ]);
    clock.advance(4 * MINUTE);
    expect((await ask(statuses())).status).toBe(200);
  });

  it('counts each token apart from strangers', async () => {
    await start('mastodon', { rateLimit: { limit: 1, windowMs: 5 * MINUTE } });
    const token = lab.world.issueToken(HOST, city);
    await ask(statuses());
    expect((await ask(statuses())).status).toBe(429);
    expect((await ask(statuses(), { authorization: `Bearer ${token.value}` })).status).toBe(200);
  });

  it('answers 401 to a wrong and to a revoked token even where strangers may read', async () => {
    await start('mastodon');
    const token = lab.world.issueToken(HOST, city);
    const headers = { authorization: `Bearer ${token.value}` };
    expect((await ask('/api/v1/accounts/verify_credentials', headers)).body.acct).toBe('city');
    lab.world.revokeToken(token);
    expect((await ask(statuses(), headers)).status).toBe(401);
    expect((await ask(statuses(), { authorization: 'Bearer other' })).body.error).toBe('The access token is invalid');
    expect((await ask(statuses())).status).toBe(200);
    lab.world.revokeToken(token, false);
    expect((await ask(statuses(), headers)).status).toBe(200);
  });

  it('lets nobody in without a token where it is strict, but says what server it is', async () => {
    await start('mastodon', { strict: true });
    expect((await ask(statuses())).status).toBe(401);
    expect((await ask('/api/v2/instance')).status).toBe(200);
  });

  it('says the same in the language of the server', async () => {
    await start('mastodon', { locale: 'pl' });
    const polish = await ask('/api/v1/statuses/1');
    expect([polish.status, polish.body.error]).toEqual([404, 'Nie znaleziono rekordu']);
    await lab.close();
    await start('mastodon', { locale: 'ja' });
    expect((await ask('/api/v1/statuses/1')).body.error).toBe('レコードが見つかりません');
  });

  it('fails in each of its ways from the first to the last moment of an outage, and not after', async () => {
    await start('mastodon');
    lab.world.post(city, 'x'.repeat(100));
    const during = async (kind: OutageKind): Promise<Told<unknown>> => {
      const from = clock.now();
      lab.world.outage(HOST, { from, to: new Date(from.getTime() + MINUTE), kind });
      const told = await ask<unknown>(statuses());
      clock.advance(MINUTE);
      return told;
    };
    expect((await during('503')).status).toBe(503);
    const html = await during('html200');
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    await expect(during('truncated-json')).rejects.toThrow(SyntaxError);
    clock.advance(MINUTE);
    await expect(during('reset')).rejects.toThrow('fetch failed');
    clock.advance(MINUTE);
    expect((await ask(statuses())).status).toBe(200);
  });

  it('says nothing at all in an outage by silence', async () => {
    await start('mastodon');
    lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + MINUTE), kind: 'timeout' });
    await expect(fetch(lab.mastodon(HOST) + statuses(), { signal: AbortSignal.timeout(200) })).rejects.toThrow(
      'timeout',
    );
  });

  it('serves a medium as PNG, under a signed URL only until it expires, and signs anew', async () => {
    await start('mastodon', { mediaTtlMs: 10 * MINUTE });
    const post = lab.world.post(city, 'Map', { media: [{ scene: 'map', alt: 'A map' }] });
    const where = `/api/v1/statuses/${lab.world.idOn(lab.world.server(HOST), post)}`;
    const urlNow = async (): Promise<string> => (await ask(where)).body.media_attachments[0]?.url ?? '';
    const url = await urlNow();
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect((await fetch(url.replace(/oh=./, 'oh=_'))).status).toBe(403);
    clock.advance(10 * MINUTE);
    expect((await fetch(url)).status).toBe(403);
    const again = await fetch(await urlNow());
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('as snac2: another id after an edit under the same URI, no limit, no Link, no history', async () => {
    await start('snac2');
    const post = lab.world.post(city, 'Tusday');
    clock.advance(MINUTE);
    lab.world.post(city, 'Another');
    const before = (await ask<Entity[]>(`${statuses()}?limit=1`)).body;
    clock.advance(MINUTE);
    lab.world.edit(post, 'Tuesday');
    const after = await ask<Entity[]>(`${statuses()}?limit=1`);
    expect([before.length, after.body.length, after.headers.get('link')]).toEqual([2, 2, null]);
    expect(after.body[1]?.uri).toBe(before[1]?.uri);
    expect(after.body[1]?.id).not.toBe(before[1]?.id);
    expect((await ask(`/api/v1/statuses/${before[1]?.id ?? ''}`)).status).toBe(404);
    const history = await ask(`/api/v1/statuses/${after.body[1]?.id ?? ''}/history`);
    expect([history.status, history.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('as GoToSocial: ULIDs, nothing without a token, its own words for 429', async () => {
    await start('gotosocial', { rateLimit: { limit: 2, windowMs: 5 * MINUTE } });
    lab.world.post(city, 'Hello');
    const headers = { authorization: `Bearer ${lab.world.issueToken(HOST, city).value}` };
    expect((await ask(statuses())).body.error).toBe('Unauthorized: token not supplied');
    const { body } = await ask<Entity[]>(statuses(), headers);
    expect(body[0]?.id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    await ask(statuses(), headers);
    const refused = await ask(statuses(), headers);
    expect([refused.status, refused.body.error]).toEqual([429, 'rate limit reached']);
    expect(refused.headers.get('x-ratelimit-reset')).toBe('2026-05-19T12:05:00.000Z');
  });

  it('is driven from outside by its own door, and refuses what it does not understand', async () => {
    await start('mastodon');
    const order = async (verb: string, body: unknown): Promise<Response> =>
      fetch(`${lab.mastodon(HOST)}/_lab/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    await order('post', { account: `city@${HOST}`, text: 'From outside', key: 'out' });
    await order('clock', { to: '2026-05-19T12:30:00Z' });
    await order('edit', { post: 'out', text: 'Edited outside' });
    expect((await ask<Entity[]>(statuses())).body.map(({ content }) => content)).toEqual(['<p>Edited outside</p>']);
    expect((await order('edit', { post: 'none', text: 'x' })).status).toBe(422);
    expect((await order('outage', { host: HOST, from: 'now', to: 'then', kind: '503' })).status).toBe(422);
    expect((await order('invent', {})).status).toBe(404);
    const diary = await ask<{ what: string }[]>('/_lab/diary');
    expect(diary.body.map(({ what }) => what)).toEqual(['server-opened', 'account-opened', 'posted', 'edited']);
  });
});
