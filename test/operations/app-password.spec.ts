import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { BlueskyProvider } from '../../src/accounts/connect/providers/bluesky.provider.js';
import type { ProviderCalls } from '../../src/accounts/connect/authorization-provider.port.js';
import { openOutbound, SystemClock } from '../../src/platform/index.js';

const DID = 'did:plc:newford';

function jwt(seconds: number, kind: string): string {
  const claims = { exp: Math.floor(Date.now() / 1000) + seconds, kind, n: Math.random() };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

describe('an account of Bluesky is connected by an app password', () => {
  let server: Server;
  let base: string;
  let refresh = jwt(90 * 86_400, 'refresh');
  const asked: string[] = [];
  const provider = new BlueskyProvider();

  /** com.atproto.server: a session, its renewal by a token that is good once (assumed), its end. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const method = request.url?.split('.').at(-1) ?? '';
    asked.push(method);
    const { identifier, password } = Object(JSON.parse(body === '' ? '{}' : body));
    const isRight =
      method === 'createSession'
        ? identifier === DID && password === 'abcd-efgh-ijkl-mnop'
        : request.headers.authorization === `Bearer ${refresh}`;
    if (!isRight) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"AuthenticationRequired"}');
      return;
    }
    refresh = jwt(90 * 86_400, 'refresh');
    const session = { did: DID, handle: 'newford.example', accessJwt: jwt(7_200, 'access'), refreshJwt: refresh };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(session));
  }

  beforeAll(async () => {
    server = createServer((request, response) => {
      void answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${String(Object(server.address()).port)}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const calls = (): ProviderCalls => ({
    account: {
      id: '01900000-0000-7000-8000-000000000000',
      platform: 'bluesky',
      handle: '@newford.example',
      nativeId: DID,
      canonicalUri: DID,
      url: 'https://bsky.app/profile/newford.example',
      apiBase: base,
      privateAllowed: true,
    },
    redirectUri: '',
    now: new Date(),
    signal: AbortSignal.timeout(10_000),
    open: (token) =>
      openOutbound({
        clock: new SystemClock(),
        allowPrivate: true,
        userAgent: 'Akta (test)',
        ...(token === undefined ? {} : { token: { value: token, origin: base } }),
      }),
  });

  it('which is shown once: what is kept is a session, with the ends its tokens name', async () => {
    const granted = await provider.signIn(calls(), 'abcd-efgh-ijkl-mnop');
    expect(granted).toMatchObject({ nativeId: DID, handle: 'newford.example', refresh });
    expect(Math.round(((granted.expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(2);
    expect(Math.round(((granted.lastsUntil?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(90);
  });

  it('and renewed by a token that is used up by it', async () => {
    const before = refresh;
    const renewed = await provider.renew(calls(), null, before);
    expect(renewed.refresh).not.toBe(before);
    await expect(provider.renew(calls(), null, before)).rejects.toMatchObject({ fault: 'refused' });
  });

  it('a wrong one is refused, and nothing of it is repeated', async () => {
    await expect(provider.signIn(calls(), 'wrong-wrong-wrong')).rejects.toThrow('does not take this app password');
    await expect(provider.signIn(calls(), 'wrong-wrong-wrong')).rejects.not.toThrow(/wrong-wrong/);
  });

  it('and is given back', async () => {
    asked.length = 0;
    await provider.giveBack(calls(), null, { token: 'access-token', refresh });
    expect(asked).toEqual(['deleteSession']);
  });
});
