import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import type { Clock } from '../clock/clock.port.js';
import { mayContact } from './check-address.js';
import { isPassing, outboundError, tooLarge } from './fault.rules.js';
import { HostLimits } from './host-limits.js';
import { type KnownSecret, maskBytes, maskText } from './mask.rules.js';
import { ENCODINGS, piecesOf, readBody } from './read-body.js';
import {
  type OutboundAnswer,
  OutboundError,
  type OutboundPost,
  type OutboundRequest,
  type OutboundStream,
  type StreamingOutbound,
  type StreamRequest,
} from './outbound.types.js';
import { openEvents } from './stream/open-events.js';
import { openSocket } from './stream/open-socket.js';
import { type Headers, headerOf, pairs, type StreamPlan, withoutSecrets } from './stream/stream-plan.js';

const MAX_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MAX_FRAME_BYTES = 1024 * 1024;
const IDLE_MS = 90_000;
const OPEN_WITHIN_MS = 15_000;
const REDIRECTS = 5;
const ATTEMPTS = 3;
const SHORTEST_SECRET = 8;

export interface OutboundToken {
  readonly value: string;
  readonly origin: string;
  /** Goes with the token as a parameter of the address: sent and masked as it is, and in no address that is written down. */
  readonly proof?: { readonly name: string; readonly value: string };
}

export interface OutboundOptions {
  /** Gives the times written beside an answer; waiting is done in real time. */
  readonly clock: Clock;
  /** Whether loopback and private networks may be contacted. Link-local and metadata addresses never are. */
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  /** Sent as a bearer token to this origin and to no other, and masked wherever it comes back. */
  readonly token?: OutboundToken;
  /** Further secrets to mask. */
  readonly secrets?: readonly KnownSecret[];
  /** Share one between all accounts of a process. */
  readonly limits?: HostLimits;
  /** Trusted besides the usual authorities (PEM). */
  readonly ca?: string;
  /** All addresses of a name; the system's resolver unless told. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** RFC 9110 15.4: the redirections of a GET. */
const REDIRECTIONS = new Set([301, 302, 303, 307, 308]);

/** A way out for one account. It never uses a name twice: the address that was judged is the one connected to. */
export function openOutbound(options: OutboundOptions): OutboundPost & StreamingOutbound {
  return new HttpOutbound(options);
}

interface Hop {
  readonly url: URL;
  readonly credentials: boolean;
  /** What is sent; null where something is only asked for. */
  readonly body: Uint8Array | null;
}

class HttpOutbound implements OutboundPost, StreamingOutbound {
  private readonly agent: Agent;
  private readonly limits: HostLimits;
  private readonly secrets: readonly KnownSecret[];
  readonly tokenFor: string | null;

  constructor(private readonly options: OutboundOptions) {
    const { token, secrets = [] } = options;
    this.tokenFor = token?.origin ?? null;
    this.secrets = [
      ...(token ? [{ value: token.value, reason: 'access token' }] : []),
      ...(token?.proof ? [{ value: token.proof.value, reason: 'proof of an access token' }] : []),
      ...secrets,
    ];
    if (this.secrets.some(({ value }) => value.length < SHORTEST_SECRET)) {
      throw new OutboundError(
        'address-refused',
        `A secret shorter than ${SHORTEST_SECRET} characters cannot be masked.`,
      );
    }
    this.limits = options.limits ?? new HostLimits({ perSecond: 10, burst: 20, concurrency: 4 });
    this.agent = new Agent({
      connect: { timeout: 10_000, lookup: this.lookup, ...(options.ca === undefined ? {} : { ca: options.ca }) },
      keepAliveTimeout: 4_000,
    });
  }

  async get(address: string, request: OutboundRequest = {}): Promise<OutboundAnswer> {
    let hop: Hop = { url: this.accepted(address, address), credentials: true, body: null };
    const budget = { milliseconds: request.timeoutMs ?? TIMEOUT_MS };
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.askPatiently(hop, request, budget);
      const location = headerOf(answer.responseHeaders, 'location');
      if (!REDIRECTIONS.has(answer.status) || location === null) return answer;
      if (redirects === REDIRECTS)
        throw new OutboundError('too-many-redirects', `${hop.url.host} redirects in circles.`);
      const url = this.accepted(location, hop.url.host, hop.url.href);
      hop = { url, credentials: hop.credentials && url.origin === hop.url.origin, body: null };
    }
  }

  async post(address: string, body: Uint8Array, request: OutboundRequest = {}): Promise<OutboundAnswer> {
    const hop: Hop = { url: this.accepted(address, address), credentials: true, body };
    return this.askPatiently(hop, request, { milliseconds: request.timeoutMs ?? TIMEOUT_MS });
  }

  /** Its turn at the host ends with the opening: a stream that lasts keeps nobody from asking. */
  async stream(address: string, request: StreamRequest = {}): Promise<OutboundStream> {
    const isSocket = /^wss?:/i.test(address);
    const url = this.accepted(isSocket ? address.replace(/^ws/i, 'http') : address, address);
    const signal = request.signal ?? new AbortController().signal;
    const leave = await this.limits.enter(url.host, signal).catch(() => {
      throw new OutboundError('aborted', `The stream of ${url.host} was called off.`);
    });
    try {
      const headers = isSocket ? request.headers : { accept: 'text/event-stream', ...request.headers };
      const plan = this.planOf(url, { ...request, ...(headers ? { headers } : {}), signal });
      return isSocket ? await openSocket(asSocket(plan)) : await openEvents(plan, this.agent);
    } finally {
      leave();
    }
  }

  private planOf(url: URL, request: StreamRequest & { readonly signal: AbortSignal }): StreamPlan {
    const { token, ca, clock } = this.options;
    const sent = this.headersFor(url, request).filter(([name]) => name !== 'accept-encoding');
    return {
      url,
      sent,
      credentials: token && token.origin === url.origin ? [['authorization', `Bearer ${token.value}`]] : [],
      lookup: this.lookup,
      ca,
      clock,
      secrets: this.secrets,
      signal: request.signal,
      maxFrameBytes: request.maxFrameBytes ?? MAX_FRAME_BYTES,
      idleMs: request.idleMs ?? IDLE_MS,
      openWithinMs: OPEN_WITHIN_MS,
    };
  }

  /** What may be asked for at all; a name is judged by the addresses it has at the moment of connecting. */
  private accepted(address: string, from: string, base?: string): URL {
    if (!URL.canParse(address, base))
      throw new OutboundError('address-refused', `${from} is not, or leads to no, web address.`);
    const url = new URL(address, base);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new OutboundError('address-refused', `Only http and https can be asked for, not ${url.protocol}`);
    }
    if (url.username !== '' || url.password !== '') {
      throw new OutboundError('address-refused', `A web address with a name or password in it is not used.`);
    }
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !mayContact(literal, this.options.allowPrivate)) throw inside(url.hostname);
    url.hash = '';
    return url;
  }

  private readonly lookup: LookupFunction = (host, wanted, done) => {
    void this.answerLookup(host, wanted.all === true, done);
  };

  private async answerLookup(host: string, all: boolean, done: Parameters<LookupFunction>[2]): Promise<void> {
    let found: readonly { address: string; family: number }[];
    try {
      found = (await this.permitted(host)).map((address) => ({ address, family: isIP(address) }));
    } catch (error) {
      done(outboundError(error, host), '');
      return;
    }
    if (all) done(null, [...found]);
    else done(null, found[0]?.address ?? '', found[0]?.family);
  }

  private async permitted(host: string): Promise<readonly string[]> {
    const resolve = this.options.resolve ?? systemAddresses;
    const permitted = (await resolve(host)).filter((address) => mayContact(address, this.options.allowPrivate));
    if (permitted.length === 0) throw inside(host);
    return permitted;
  }

  private async askPatiently(
    hop: Hop,
    request: OutboundRequest,
    budget: { milliseconds: number },
  ): Promise<OutboundAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.askInTurn(hop, request, budget);
      } catch (error) {
        if (attempt === ATTEMPTS || request.once === true || !isPassing(error))
          throw outboundError(error, hop.url.host);
        await wait(200 * attempt * (0.5 + Math.random()));
      }
    }
  }

  /** The budget is spent on the wire only, never in our own queue. */
  private async askInTurn(
    hop: Hop,
    request: OutboundRequest,
    budget: { milliseconds: number },
  ): Promise<OutboundAnswer> {
    const outer = request.signal ?? new AbortController().signal;
    const called = (): OutboundError => new OutboundError('aborted', `The request to ${hop.url.host} was called off.`);
    const leave = await this.limits.enter(hop.url.host, outer).catch(() => {
      throw called();
    });
    const abort = new AbortController();
    const onOuter = (): void => abort.abort(called());
    outer.addEventListener('abort', onOuter, { once: true });
    const late = new OutboundError('timeout', `${hop.url.host} did not answer in time.`);
    const timer = setTimeout(() => abort.abort(late), Math.max(1, budget.milliseconds));
    const began = performance.now();
    try {
      return await this.ask(hop, request, abort.signal);
    } catch (error) {
      throw abort.signal.aborted ? abort.signal.reason : error;
    } finally {
      clearTimeout(timer);
      outer.removeEventListener('abort', onOuter);
      budget.milliseconds -= performance.now() - began;
      leave();
    }
  }

  private async ask(hop: Hop, request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const { clock, token } = this.options;
    const { url } = hop;
    const method = hop.body === null ? 'GET' : 'POST';
    const sent = this.headersFor(url, request);
    const credentials = hop.credentials && token && token.origin === url.origin;
    const sentAt = clock.now().toISOString();
    const { statusCode, headers, body } = await this.agent.request({
      origin: url.origin,
      path: credentials ? provedPath(url, token.proof) : url.pathname + url.search,
      method,
      body: hop.body,
      headers: Object.fromEntries([...sent, ...(credentials ? [['authorization', `Bearer ${token.value}`]] : [])]),
      signal,
      responseHeaders: 'raw',
    });
    // A body that is given up on reports that to nobody else.
    body.on('error', () => undefined);
    const received = pairs(headers);
    try {
      const bytes = await this.take(body, {
        into: statusCode === 200 ? request.into : undefined,
        received,
        maxBytes: request.maxBytes ?? MAX_BYTES,
      });
      const masked = maskBytes(bytes, this.secrets);
      return {
        method,
        url: maskText(url.href, this.secrets),
        requestHeaders: sent.map(([name, value]) => [name, maskText(value, this.secrets)]),
        status: statusCode,
        responseHeaders: received.map(([name, value]) => [name, withoutSecrets(name, value, this.secrets)]),
        body: bytes,
        sentAt,
        receivedAt: clock.now().toISOString(),
        masked,
      };
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  private async take(
    body: AsyncIterable<Buffer>,
    { into, received, maxBytes }: { into: OutboundRequest['into']; received: Headers; maxBytes: number },
  ): Promise<Buffer> {
    if (Number(headerOf(received, 'content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const encoding = headerOf(received, 'content-encoding') ?? '';
    if (!into) return readBody(body, encoding, maxBytes);
    await into(piecesOf(body, encoding, { maxBytes, secrets: this.secrets }), received);
    return Buffer.alloc(0);
  }

  private headersFor(url: URL, request: OutboundRequest): Headers {
    const asked = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
    const ours = new Map<string, string>([
      ['host', url.host],
      ['user-agent', this.options.userAgent],
      ['accept', '*/*'],
      ...asked.filter(([name]) => name !== 'authorization' && name !== 'cookie'),
      ['accept-encoding', request.into ? 'identity' : ENCODINGS],
    ]);
    return [...ours];
  }
}

function provedPath({ pathname, search }: URL, proof: OutboundToken['proof']): string {
  if (!proof) return pathname + search;
  return `${pathname}${search}${search === '' ? '?' : '&'}${proof.name}=${encodeURIComponent(proof.value)}`;
}

function asSocket(plan: StreamPlan): StreamPlan {
  return { ...plan, url: new URL(plan.url.href.replace(/^http/, 'ws')) };
}

function inside(host: string): OutboundError {
  return new OutboundError('address-refused', `${host} is not an address on the public internet.`);
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
