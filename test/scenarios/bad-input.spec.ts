import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { ConnectorError, DetectAccount } from '../../src/connectors/index.js';
import { HostLimits, openOutbound, OutboundError, SimulatedClock } from '../../src/platform/index.js';
import { membersOf } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { addressOf, listenLocally } from '../support/local-server.js';
import { type Newford, NEWFORD_HOST as HOST, openNewford } from '../support/newford.js';
import { selfSigned } from '../support/self-signed.js';

const MEGABYTE = 1024 * 1024;
const NONSENSE = `[${'{"a":[1,2,{"b":"c"}]},'.repeat((3 * MEGABYTE) / 23)}0]`;
const BOMB = gzipSync(Buffer.alloc(200 * MEGABYTE, ' '));

const ENTITIES = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">${Array.from(
  { length: 20 },
  (_, n) => `<!ENTITY a${n} "${`&a${n === 0 ? '' : n - 1};`.repeat(10)}">`,
).join('')}]><rss version="2.0"><channel><title>&a19;</title></channel></rss>`;

/** What stands at an address that is no account. */
const PLACES: Readonly<Record<string, RequestListener>> = {
  page: (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Parking permits</title><p>Hi'),
  api: (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1","username":null,"permits":[1,2]}'),
  nonsense: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(NONSENSE),
  depths: (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(3 * MEGABYTE)),
  entities: (_, response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(ENTITIES),
  'gzip-bomb': (_, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' }).end(BOMB),
  'ten-gigabytes': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(10 * 1024 ** 3) });
    response.write('{"id":');
  },
  circle: (request, response) => response.writeHead(302, { location: request.url }).end(),
  inward: (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
};

describe('an address that is no account', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let town: Newford;
  let lab: Newford['lab'];
  let app: Newford['app'];
  let scenario: Newford['scenario'];
  let body: string;
  const servers: (() => Promise<void>)[] = [];
  const at: Record<string, string> = {};

  const serve = async (name: string, server: Server, scheme = 'http'): Promise<void> => {
    servers.push(await listenLocally(server));
    at[name] = `${scheme}://${addressOf(server)}`;
  };

  beforeAll(async () => {
    for (const [name, listener] of Object.entries(PLACES)) await serve(name, createServer(listener));
    await serve('certificate', createTlsServer(selfSigned('localhost'), PLACES['page']), 'https');
    town = await openNewford(clock);
    ({ lab, app, scenario, body } = town);
  }, 60_000);

  afterAll(async () => {
    await town.close();
    for (const close of servers) await close();
  });

  const add = (address: string, privateAllowed = true): Promise<Response> =>
    app.ask('POST', '/api/v1/accounts', { body: { address, bodyId: body, character: 'official', privateAllowed } });

  const akta = (...args: string[]): Promise<Ran> => runAkta(args, { env: app.env, clock });

  /** A refusal of this kind, in words that name the thing and say what to do, and nothing of the machine. */
  async function expectRefused(response: Response, kind: string, named: string): Promise<string> {
    const problem = await membersOf(response);
    expect(problem).toMatchObject({ type: `/problems/${kind}` });
    const detail = String(problem['detail']);
    expect(detail).toContain(named);
    expect(detail).toMatch(/^[^\n]+\. [A-Z][^\n]*\.$/);
    expect(detail).not.toMatch(/error|exception|undefined|null|ECONN|ENOTFOUND|\bat \//i);
    expect(detail.length).toBeLessThan(300);
    return detail;
  }

  afterEach(async () => {
    expect(await scenario.read('/accounts')).toEqual({ items: [] });
  });

  it.each([
    ['https://no-such-host.invalid/@city', 'not-an-account', 'no-such-host.invalid'],
    ['@city@no-such-host.invalid', 'not-an-account', 'no-such-host.invalid'],
    ['Newford', 'not-an-account', 'https://social.example/@city'],
    ['   ', 'not-an-account', '@city@social.example'],
    ['ftp://newford.example/@city', 'not-an-account', 'https://social.example/@city'],
    ['https://admin:secret@newford.example/@city', 'not-an-account', 'https://social.example/@city'],
    ['javascript:alert(1)', 'not-an-account', 'https://social.example/@city'],
  ])('%s is refused with the reason', async (address, kind, named) => {
    const detail = await expectRefused(await add(address), kind, named);
    expect(detail).not.toContain('secret');
  });

  it.each([
    'http://127.0.0.1/@city',
    'http://10.1.2.3/@city',
    'http://192.168.0.7/feed.xml',
    'http://[::1]/@city',
    'http://[::ffff:10.0.0.1]/@city',
    'http://2130706433/@city',
    'http://localhost/@city',
    'http://169.254.169.254/latest/meta-data/',
    'http://0.0.0.0/@city',
  ])('%s, inside our own network, is not even contacted', async (address) => {
    await expectRefused(await add(address, false), 'address-refused', new URL(address).hostname);
  });

  it.each(['http://169.254.169.254/@city', 'http://[fd00:ec2::254]/@city', 'http://[fe80::1]/@city'])(
    '%s is not contacted even where our own network is allowed',
    async (address) => {
      await expectRefused(await add(address, true), 'address-refused', new URL(address).hostname);
    },
  );

  it('a public name that leads inside is not contacted', async () => {
    for (const inside of ['10.0.0.5', '169.254.169.254', '::1', '::ffff:192.168.1.1']) {
      const limits = new HostLimits({ perSecond: 1000, burst: 1000, concurrency: 4 });
      const options = { clock, allowPrivate: false, userAgent: 'Akta (test)', limits };
      const http = openOutbound({ ...options, resolve: () => Promise.resolve([inside]) });
      const signal = AbortSignal.timeout(5_000);
      const detected = scenario.get(DetectAccount).run({ typed: 'https://city.example/@city', http, signal });
      const error: unknown = await detected.then(
        () => null,
        (reason: unknown) => reason,
      );
      const cause = error instanceof ConnectorError ? (error.cause ?? error.details.cause) : null;
      expect(cause instanceof OutboundError ? cause.fault : cause).toBe('address-refused');
    }
  });

  it.each([
    ['page', '/@city', 'not-an-account'],
    ['page', '/parking', 'not-an-account'],
    ['api', '/@city', 'not-an-account'],
    ['api', '/v1/permits', 'not-an-account'],
    ['nonsense', '/@city', 'not-an-account'],
    ['nonsense', '/data.json', 'not-an-account'],
    ['depths', '/@city', 'not-an-account'],
    ['depths', '/data.json', 'not-an-account'],
    ['entities', '/feed.rss', 'not-an-account'],
    ['gzip-bomb', '/feed.rss', 'not-an-account'],
    ['ten-gigabytes', '/@city', 'not-an-account'],
    ['circle', '/@city', 'not-an-account'],
    ['inward', '/@city', 'address-refused'],
    ['certificate', '/@city', 'platform-unavailable'],
  ])(
    '%s at %s is refused with the reason, and soon',
    async (place, path, kind) => {
      const began = performance.now();
      const { rss } = process.memoryUsage();
      const host = place === 'inward' ? '169.254.169.254' : new URL(at[place] ?? '').host;
      await expectRefused(await add(`${at[place]}${path}`), kind, host);
      expect(performance.now() - began).toBeLessThan(20_000);
      // What ran in this process before may have left it large; the answer must not make it larger by what it claims.
      expect(process.memoryUsage().rss - rss).toBeLessThan(1000 * MEGABYTE);
    },
    30_000,
  );

  it('is refused at the command line in the same words, with exit 2', async () => {
    for (const address of [
      'http://10.1.2.3/@city',
      'https://no-such-host.invalid/@city',
      `${at['certificate']}/@city`,
    ]) {
      const allowed = address.startsWith(at['certificate'] ?? '');
      const { detail } = await membersOf(add(address, allowed));
      const { exit, err } = await akta('account', 'add', address, ...(allowed ? ['--private'] : []));
      expect({ exit, err }).toEqual({ exit: 2, err: `${String(detail)}\n` });
    }
  }, 60_000);

  it('leaves nothing behind: the archive is sound, and a right address is taken', async () => {
    await scenario.expectSound();
    const right = await app.ask('POST', '/api/v1/accounts/probe', {
      body: { address: `${lab.mastodon(HOST)}/@newford`, privateAllowed: true },
    });
    expect(await membersOf(right)).toMatchObject({ platform: 'mastodon', handle: `@newford@${HOST}` });
  });
});
