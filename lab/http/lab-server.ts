import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { feedFacade } from '../facades/feed.js';
import { mastodonFacade } from '../facades/mastodon.js';
import { trouble } from '../facades/mastodon-answers.js';
import type { World } from '../world/world.js';
import type { OutageKind, Server } from '../world/world.types.js';
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
    this.facade = server.software === 'feed' ? feedFacade : mastodonFacade;
    this.http = createServer((request, response) => {
      this.serve(request, response).catch((cause: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(`The lab itself failed: ${String(cause)}`);
      });
    });
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
    const outage = this.server.outages.find(({ from, to }) => from <= now && now < to)?.kind;
    const answer = outage === '503' || outage === 'html200' ? broken(outage) : this.answer(request, now);
    this.requests.push({ at: now, method: request.method, url: incoming.url ?? '', status: outage ?? answer.status });
    if (outage === 'timeout') return;
    if (outage === 'reset') incoming.socket.resetAndDestroy();
    else send(request, response, outage === 'truncated-json' ? { ...answer, body: half(answer.body) } : answer);
  }

  private answer(request: LabRequest, now: Date): LabAnswer {
    const bearer = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
    const found = bearer === undefined ? undefined : this.world.tokens.get(bearer);
    const token = found?.host === this.server.host ? found : null;
    const visit: Visit = { world: this.world, server: this.server, base: this.base, request, now, token };
    // Calls to the API alone are counted (rack_attack.rb: path.start_with?('/api')).
    if (!request.path.startsWith('/api/')) return this.facade(visit);
    const { allowed, headers } = this.limit.count(token?.value ?? 'address', now);
    const answer = allowed ? this.facade(visit) : trouble('too-many', this);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
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
