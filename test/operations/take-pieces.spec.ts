import { createServer, type RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { openOutbound, OutboundError, type OutboundRequest, SystemClock } from '../../src/platform/index.js';
import { addressOf, listenLocally } from '../support/local-server.js';

const TOKEN = 'tok-"9f8e7d6c5b4a"';
const ESCAPED = encodeURIComponent(TOKEN);

describe('an answer that is taken piece by piece', () => {
  const seen: string[] = [];
  const taken: Buffer[] = [];
  let base: string;
  let close: () => Promise<void>;

  const answer: RequestListener = (request, response) => {
    seen.push(String(request.headers['accept-encoding']));
    if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('video'));
    else if (request.url !== '/video') response.writeHead(404).end('nothing here');
    else void drip(response.writeHead(200, { 'content-type': 'video/mp4' }));
  };
  const drip = async (response: { write(text: string): unknown; end(): unknown }): Promise<void> => {
    const parts = ['video ', TOKEN.slice(0, 7), TOKEN.slice(7), ' and ', ESCAPED.slice(0, 9), ESCAPED.slice(9), ' end'];
    for (const part of parts) {
      response.write(part);
      await wait(5);
    }
    response.end();
  };
  const into: OutboundRequest['into'] = async (pieces) => {
    for await (const piece of pieces) taken.push(Buffer.from(piece));
  };
  const ask = (path: string, more: OutboundRequest = {}): Promise<{ status: number; body: Uint8Array }> =>
    openOutbound({
      clock: new SystemClock(),
      allowPrivate: true,
      userAgent: 'Akta test',
      token: { value: TOKEN, origin: base },
    }).get(`${base}${path}`, { into, ...more });
  const faultOf = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => (error instanceof OutboundError ? error.fault : error));

  beforeAll(async () => {
    const server = createServer(answer);
    close = await listenLocally(server);
    base = `http://${addressOf(server)}`;
  });
  beforeEach(() => {
    taken.length = 0;
  });
  afterAll(() => close());

  it('comes as it was sent, masked also where a secret lies across two pieces', async () => {
    const { body } = await ask('/video');
    const [one, other] = ['*'.repeat(TOKEN.length), '*'.repeat(ESCAPED.length)];
    expect(Buffer.concat(taken).toString()).toBe(`video ${one} and ${other} end`);
    expect([body.length, seen[0]]).toEqual([0, 'identity']);
  });

  it('is given up when it is too large, or packed although nobody asked for that', async () => {
    expect(await faultOf(ask('/video', { maxBytes: 20 }))).toBe('too-large');
    expect(await faultOf(ask('/packed'))).toBe('broken-answer');
  });

  it('is only what was asked for: an error is answered as ever', async () => {
    const { status, body } = await ask('/elsewhere');
    expect([status, Buffer.from(body).toString(), taken]).toEqual([404, 'nothing here', []]);
  });
});
