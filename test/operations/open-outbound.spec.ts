import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import {
  HostLimits,
  openOutbound,
  type Outbound,
  OutboundError,
  type OutboundFault,
  type OutboundOptions,
  SystemClock,
} from '../../src/platform/index.js';
import { selfSigned } from '../support/self-signed.js';

const TOKEN = 'tok-"9f8e7d6c5b4a"';

const limits = new HostLimits({ perSecond: 1000, burst: 1000, concurrency: 10 });

function way(options: Partial<OutboundOptions> = {}): Outbound {
  return openOutbound({ clock: new SystemClock(), allowPrivate: true, userAgent: 'Akta test', limits, ...options });
}

async function faultOf(answer: Promise<unknown>): Promise<OutboundFault | 'answered'> {
  try {
    await answer;
    return 'answered';
  } catch (error) {
    if (error instanceof OutboundError) return error.fault;
    throw error;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const routes: Record<string, Handler> = {};
const seen: IncomingMessage[] = [];

const handler: Handler = (request, response) => {
  seen.push(request);
  const route = routes[request.url ?? ''];
  if (route) route(request, response);
  else response.writeHead(404).end('nothing here');
};

describe('the way out', () => {
  const servers: Server[] = [];
  let base: string;
  let elsewhere: string;

  async function serve(listener: Handler): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    base = await serve(handler);
    elsewhere = await serve(handler);
  });

  beforeEach(() => {
    seen.length = 0;
  });

  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('keeps bytes and header fields as they came, whatever the status', async () => {
    routes['/teapot'] = (_, response) => {
      response.writeHead(418, ['X-Odd-Case', 'a', 'X-Odd-Case', 'b', 'Link', '<https://x/?a=1>; rel="next"']);
      response.end(Buffer.from([0xff, 0x00, 0xc3]));
    };
    const answer = await way().get(`${base}/teapot#part`);
    expect(answer).toMatchObject({ status: 418, url: `${base}/teapot`, masked: [] });
    expect([...answer.body]).toEqual([0xff, 0x00, 0xc3]);
    const names = answer.responseHeaders.map(([name]) => name);
    expect(names.filter((name) => name === 'X-Odd-Case')).toHaveLength(2);
    expect(answer.requestHeaders).toContainEqual(['user-agent', 'Akta test']);
  });

  it('opens every encoding it asked for', async () => {
    const text = Buffer.from('żółć '.repeat(500));
    const encoded = { gzip: gzipSync(text), br: brotliCompressSync(text), deflate: deflateSync(text) };
    for (const [encoding, bytes] of Object.entries({ ...encoded, 'deflate, gzip': gzipSync(deflateSync(text)) })) {
      routes['/encoded'] = (_, response) => {
        response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes);
      };
      expect(Buffer.compare((await way().get(`${base}/encoded`)).body, text)).toBe(0);
    }
    routes['/bare'] = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'deflate' }).end(deflateRawSync(text));
    };
    expect(Buffer.compare((await way().get(`${base}/bare`)).body, text)).toBe(0);
    expect(seen[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('takes no more than it was told: said beforehand, found out on the way, or packed small', async () => {
    routes['/huge'] = (_, response) => {
      response.writeHead(200, { 'Content-Length': String(10 * 1024 ** 3) });
      response.write('x');
    };
    routes['/endless'] = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    };
    routes['/bomb'] = (_, response) => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    };
    for (const path of ['/huge', '/endless', '/bomb']) {
      expect(await faultOf(way().get(`${base}${path}`, { maxBytes: 1_000_000 }))).toBe('too-large');
    }
    expect(await faultOf(way().get(`${base}/teapot`, { maxBytes: 3 }))).toBe('answered');
    expect(await faultOf(way().get(`${base}/teapot`, { maxBytes: 2 }))).toBe('too-large');
  });

  it('does not wait for a server that drips', async () => {
    routes['/drip'] = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const began = performance.now();
    expect(await faultOf(way().get(`${base}/drip`, { timeoutMs: 300 }))).toBe('timeout');
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('says that an answer broke off, and never believes the half of it', async () => {
    routes['/cut-gzip'] = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000, 'a')).subarray(0, 20));
    };
    routes['/short'] = (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('only this');
      setTimeout(() => response.destroy(), 20);
    };
    routes['/zstd'] = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'zstd' }).end('(µ/ý');
    };
    for (const path of ['/cut-gzip', '/short', '/zstd']) {
      expect(await faultOf(way().get(`${base}${path}`))).toBe('broken-answer');
    }
  });

  it('asks again when the transport broke, and only then', async () => {
    let asked = 0;
    routes['/flaky'] = (request, response) => {
      asked += 1;
      if (asked < 3) request.socket.destroy();
      else response.end('there');
    };
    expect((await way().get(`${base}/flaky`)).status).toBe(200);
    expect(asked).toBe(3);
    routes['/fault'] = (_, response) => {
      response.writeHead(503).end();
    };
    seen.length = 0;
    expect((await way().get(`${base}/fault`)).status).toBe(503);
    expect(seen).toHaveLength(1);
  });

  it('stops when it is called off', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect(await faultOf(way().get(`${base}/drip`, { signal: abort.signal }))).toBe('aborted');
    expect(await faultOf(way().get(`${base}/teapot`, { signal: abort.signal }))).toBe('aborted');
  });

  it('follows five redirects and no more', async () => {
    for (let n = 0; n < 7; n += 1) {
      routes[`/r${n}`] = (_, response) => {
        response.writeHead(n === 6 ? 200 : 302, { Location: `/r${n + 1}` }).end();
      };
    }
    expect((await way().get(`${base}/r1`)).url).toBe(`${base}/r6`);
    expect(await faultOf(way().get(`${base}/r0`))).toBe('too-many-redirects');
  });

  it('contacts no private address, however it is written or reached', async () => {
    const out = way({ allowPrivate: false, resolve: () => Promise.resolve(['10.0.0.7', '::ffff:127.0.0.1']) });
    const port = new URL(base).port;
    const spelled = ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '[fd00::1]'];
    for (const host of [
      ...spelled,
      '169.254.169.254',
      '100.64.0.1',
      '[fe80::1]',
      '[64:ff9b::7f00:1]',
      'town.example',
    ]) {
      expect(await faultOf(out.get(`http://${host}:${port}/teapot`))).toBe('address-refused');
    }
    expect(seen).toHaveLength(0);
  });

  it('never contacts link-local and metadata addresses, not even inside', async () => {
    for (const host of ['169.254.169.254', '169.254.1.1', '100.100.100.200', '[fd00:ec2::254]', '0.0.0.0']) {
      expect(await faultOf(way().get(`http://${host}/`))).toBe('address-refused');
    }
  });

  it('judges the address it connects to: a name that changes its mind gains nothing', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const resolve = (): Promise<string[]> => Promise.resolve(answers[asked++] ?? []);
    const out = way({ resolve });
    const port = new URL(base).port;
    expect((await out.get(`http://town.example:${port}/teapot`)).status).toBe(418);
    expect(asked).toBe(1);
    routes['/to-rebound'] = (_, response) => {
      response.writeHead(302, { Location: `http://other.example:${port}/teapot`, Connection: 'close' }).end();
    };
    expect(await faultOf(out.get(`http://town.example:${port}/to-rebound`))).toBe('address-refused');
  });

  it('is not led inside by a redirect', async () => {
    routes['/inward'] = (_, response) => {
      response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data/' }).end();
    };
    routes['/file'] = (_, response) => {
      response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
    };
    expect(await faultOf(way().get(`${base}/inward`))).toBe('address-refused');
    expect(await faultOf(way().get(`${base}/file`))).toBe('address-refused');
  });

  it('takes only web addresses without names and passwords', async () => {
    for (const address of ['ftp://x.example/', 'file:///etc/passwd', 'javascript:1', 'http://a:b@x.example/', 'x']) {
      expect(await faultOf(way().get(address))).toBe('address-refused');
    }
  });

  it('gives the token to its own origin only, and loses it across a redirect', async () => {
    routes['/who'] = (request, response) => response.end(request.headers.authorization ?? 'nobody');
    routes['/away'] = (_, response) => {
      response.writeHead(302, { Location: `${elsewhere}/back` }).end();
    };
    routes['/back'] = (_, response) => {
      response.writeHead(302, { Location: `${base}/who` }).end();
    };
    const out = way({ token: { value: TOKEN, origin: base } });
    await out.get(`${base}/who`);
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(Buffer.from((await out.get(`${elsewhere}/who`)).body).toString()).toBe('nobody');
    expect(Buffer.from((await out.get(`${base}/away`)).body).toString()).toBe('nobody');
    await out.get(`${base}/who`, { headers: { Authorization: 'Bearer mine', Cookie: 'a=b' } });
    expect(seen.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
    expect(seen.at(-1)?.headers.cookie).toBeUndefined();
  });

  it('masks the token wherever it comes back, in as many bytes, and says where', async () => {
    const body = JSON.stringify({ you: 'ż', sent: TOKEN, again: [encodeURIComponent(TOKEN)] });
    routes['/echo'] = (_, response) => {
      response.writeHead(200, { 'X-Echo': `<${TOKEN}>`, 'Set-Cookie': 'session=abcdef' }).end(body);
    };
    const answer = await way({ token: { value: TOKEN, origin: base } }).get(`${base}/echo`);
    const text = Buffer.from(answer.body).toString();
    expect(JSON.stringify(answer) + text).not.toContain('9f8e7d6c5b4a');
    expect(Buffer.byteLength(text)).toBe(Buffer.byteLength(body));
    expect(answer.masked.map(({ reason }) => reason)).toEqual(['access token', 'access token']);
    for (const { start, end } of answer.masked) expect(text).toContain('*'.repeat(end - start));
    const first = answer.masked[0];
    expect(Buffer.from(answer.body.subarray(first?.start, first?.end)).toString()).toMatch(/^\*{20}$/);
    expect(Object.fromEntries(answer.responseHeaders)).toMatchObject({ 'Set-Cookie': '*'.repeat(14) });
  });

  it('trusts no certificate it cannot verify', async () => {
    const pair = selfSigned('town.example');
    const server = createTlsServer(pair, (_, response) => response.end('secret'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { port } = server.address() as AddressInfo;
    expect(await faultOf(way().get(`https://127.0.0.1:${port}/`))).toBe('certificate');
    server.closeAllConnections();
    server.close();
  });

  it('tells a name nobody has from a server that accepts nothing', async () => {
    const unknown = way({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    expect(await faultOf(unknown.get('http://nowhere.example/'))).toBe('unknown-host');
    expect(await faultOf(way().get('http://127.0.0.1:1/'))).toBe('refused-connection');
  });

  it('presses one host no harder than the limit, over everybody who shares it', async () => {
    const shared = new HostLimits({ perSecond: 20, burst: 2, concurrency: 2 });
    let now = 0;
    let most = 0;
    routes['/slow'] = (_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end();
      }, 30);
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => way({ limits: shared }).get(`${base}/slow`)));
    expect(most).toBeLessThanOrEqual(2);
    // Two at once, then six more at 20 a second.
    expect(performance.now() - began).toBeGreaterThan(250);
  });
});
