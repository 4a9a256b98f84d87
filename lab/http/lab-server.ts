import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { facebookFacade } from '../facades/facebook.js';
import { graphTrouble, usageHeaders } from '../facades/facebook-answers.js';
import { facebookLogin } from '../facades/facebook-login.js';
import { feedFacade } from '../facades/feed.js';
import { MastodonStream } from '../facades/mastodon-stream.js';
import { instagramFacade } from '../facades/instagram.js';
import { mastodonFacade } from '../facades/mastodon.js';
import { trouble } from '../facades/mastodon-answers.js';
import type { World } from '../world/world.js';
import type { AccessToken, Account, OutageKind, Server } from '../world/world.types.js';
import { control } from './control.js';
import type { Facade, LabAnswer, LabRequest, Visit } from './lab.types.js';
import { RateLimit } from './rate-limit.js';

const HTML_503 = '<!DOCTYPE html><html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>';
const HTML_200 = '<!DOCTYPE html><html><head><title>We will be back soon</title></head><body>Maintenance</body></html>';

/** One server of the world, listening on the loopback address. */
export class LabServer {
  private readonly http: HttpServer;
  private readonly limit: RateLimit;
  private readonly facade: Facade;
  readonly stream: MastodonStream;
  /** Method and address of each request served, without the lab's own; for tests that count calls. */
  readonly requests: {
    readonly at: Date;
    readonly method: string;
    readonly url: string;
    readonly status: number | OutageKind;
  }[] = [];

  constructor(
    private readonly world: World,
    readonly server: Server,
  ) {
    this.limit = new RateLimit(server);
    this.facade = FACADES[server.software] ?? mastodonFacade;
    this.stream = new MastodonStream(world, () => ({ world, server, base: this.base }));
    this.http = createServer((request, response) => {
      this.serve(request, response).catch((cause: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(`The lab itself failed: ${String(cause)}`);
      });
    });
    this.http.on('upgrade', (...asked: [IncomingMessage, Duplex, Buffer]) => this.upgrade(...asked));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const token = this.tokenOf(request.headers.authorization);
    const refusal = this.refuseSocket(request, token);
    if (refusal !== null) socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
    else if (token?.account) this.stream.upgrade(request, socket, head, { token, account: token.account });
  }

  private refuseSocket(request: IncomingMessage, token: AccessToken | null): string | null {
    const { software } = this.server;
    const { pathname, searchParams } = new URL(request.url ?? '/', this.base);
    if (this.outage()) return '503 Service Unavailable';
    // platforms.md 1.10 [V]: GoToSocial answers 418 to a WebSocket without a User-Agent.
    if (software === 'gotosocial' && request.headers['user-agent'] === undefined) return "418 I'm a teapot";
    const isUserStream = pathname === '/api/v1/streaming' && searchParams.get('stream') === 'user';
    if (!isUserStream || software === 'snac2' || software === 'feed') return '404 Not Found';
    return isOf(token) ? null : '401 Unauthorized';
  }

  get base(): string {
    const address = this.http.address();
    if (address === null || typeof address === 'string') throw new Error(`${this.server.host} does not listen`);
    return `http://127.0.0.1:${String(address.port)}`;
  }

  async listen(port = 0): Promise<void> {
    this.http.listen(port, '127.0.0.1');
    await once(this.http, 'listening');
  }

  async close(): Promise<void> {
    this.stream.drop();
    this.http.closeAllConnections();
    this.http.close();
    await once(this.http, 'close');
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming, this.base);
    if (request.path.startsWith('/_lab/')) {
      send(request, response, control(this.world, request));
      return;
    }
    const now = this.world.clock.now();
    const outage = this.outage();
    if (this.streams(request, response)) return;
    const answer = outage === '503' || outage === 'html200' ? broken(outage) : this.answer(request, now);
    this.requests.push({ at: now, method: request.method, url: incoming.url ?? '', status: outage ?? answer.status });
    if (outage === 'timeout') return;
    if (outage === 'reset') incoming.socket.resetAndDestroy();
    else send(request, response, outage === 'truncated-json' ? { ...answer, body: half(answer.body) } : answer);
  }

  /** Calls of a page are counted by the page, and told in percent. Pictures are another host's in life, and are not. */
  private answerGraph(visit: Visit): LabAnswer {
    if (!/^\/v\d/.test(visit.request.path)) return this.facade(visit);
    const allowance = this.limit.count('page', visit.now);
    const answer = allowance.allowed ? this.facade(visit) : graphTrouble('page-limit');
    return { ...answer, headers: { ...answer.headers, ...usageHeaders(visit, allowance) } };
  }

  private outage(): OutageKind | undefined {
    const now = this.world.clock.now();
    return this.server.outages.find(({ from, to }) => from <= now && now < to)?.kind;
  }

  /** Server-sent events, for a token that stands for an account; whoever has none is answered like anybody else. */
  private streams(request: LabRequest, response: ServerResponse): boolean {
    const isStream = request.path === '/api/v1/streaming/user' && this.server.software === 'mastodon';
    if (!isStream || this.outage()) return false;
    const token = this.tokenOf(request.headers['authorization']);
    const { method, path: url } = request;
    this.requests.push({ at: this.world.clock.now(), method, url, status: isOf(token) ? 200 : 401 });
    if (isOf(token)) this.stream.serve(response, token, token.account);
    else send(request, response, trouble('no-token', this));
    return true;
  }

  private tokenOf(authorization: string | undefined): AccessToken | null {
    const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const found = bearer === undefined ? undefined : this.world.tokens.get(bearer);
    return found?.host === this.server.host ? found : null;
  }

  private answer(request: LabRequest, now: Date): LabAnswer {
    const token = this.tokenOf(request.headers['authorization']);
    const visit: Visit = { world: this.world, server: this.server, base: this.base, request, now, token };
    // Calls to the API alone are counted (rack_attack.rb: path.start_with?('/api')).
    if (GRAPH.has(this.server.software)) return this.answerGraph(visit);
    if (!request.path.startsWith('/api/')) return this.facade(visit);
    const { allowed, headers } = this.limit.count(token?.value ?? 'address', now);
    const answer = allowed ? this.facade(visit) : trouble('too-many', this);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
}

const FACADES: Partial<Record<Server['software'], Facade>> = {
  feed: feedFacade,
  facebook: (visit) => facebookLogin(visit) ?? facebookFacade(visit),
  instagram: (visit) => facebookLogin(visit) ?? instagramFacade(visit),
};

/** Those that speak the Graph API. */
const GRAPH: ReadonlySet<Server['software']> = new Set(['facebook', 'instagram']);

/** A token that stands for an account and still counts. */
function isOf(token: AccessToken | null): token is AccessToken & { readonly account: Account } {
  return token !== null && token.account !== null && !token.revoked;
}

function broken(kind: '503' | 'html200'): LabAnswer {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return kind === '503' ? { status: 503, headers, body: HTML_503 } : { status: 200, headers, body: HTML_200 };
}

function half(body: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(body);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

async function read(incoming: IncomingMessage, base: string): Promise<LabRequest> {
  const url = new URL(incoming.url ?? '/', base);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: await readText(incoming),
  };
}

/** Compressed where asked for, as the servers' front ends do (recorded: content-encoding of the GoToSocial session). */
function send(request: LabRequest, response: ServerResponse, answer: LabAnswer): void {
  const zip =
    answer.body.length > 1400 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && !isPicture(answer);
  const body = zip ? gzipSync(answer.body) : Buffer.from(answer.body);
  const length = answer.status === 304 ? {} : { 'content-length': String(body.length) };
  response.writeHead(answer.status, { ...answer.headers, ...length, ...(zip ? { 'content-encoding': 'gzip' } : {}) });
  response.end(request.method === 'HEAD' || answer.status === 304 ? undefined : body);
}

function isPicture(answer: LabAnswer): boolean {
  return (answer.headers['content-type'] ?? '').startsWith('image/');
}
