import type { Outbound, OutboundRequest } from '../../platform/index.js';
import { AskPlatform } from '../ask-platform.js';
import { ConnectorError } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { isObject, type JsonObject, textAt } from '../json.rules.js';

/** The services of a network that know all its accounts. */
export interface BlueskyServers {
  /** The directory of `did:plc` identities. */
  readonly directory: string;
  /** The public index of posts, replies and counts (an AppView). */
  readonly index: string;
}

/** A whole repository; a post takes some 300 bytes of it. Never held at once: see HeldBytes. */
const REPO_BYTES = 1024 * 1024 * 1024;
const REPO_MS = 10 * 60_000;
const CAR = 'application/vnd.ipld.car';
/** Levels of replies in one answer: deeper ones are asked for by themselves. */
export const THREAD_DEPTH = 10;
export const FEED_PAGE = 50;
/** `app.bsky.feed.getPosts` takes no more. */
export const POSTS_AT_ONCE = 25;

/** The calls an archive needs, none of which changes anything. Names: the lexicons com.atproto.* and app.bsky.*. */
export class BlueskyApi {
  private readonly asks = new Map<string, AskPlatform>();

  constructor(
    private readonly way: { readonly http: Outbound; readonly signal: AbortSignal; readonly now?: () => Date },
    readonly servers: BlueskyServers,
  ) {}

  auditLog(did: string): Promise<RawExchange> {
    return this.get(`${this.servers.directory}/${did}/log/audit`);
  }

  page(url: string): Promise<RawExchange> {
    return this.get(url, '*/*');
  }

  resolveHandle(handle: string): Promise<RawExchange> {
    return this.query(this.servers.index, 'com.atproto.identity.resolveHandle', { handle });
  }

  /** The whole repository, or what changed since a revision; its body goes where it is told to. */
  repo(
    pds: string,
    { did, since }: { readonly did: string; readonly since: string | null },
    into: NonNullable<OutboundRequest['into']>,
  ): Promise<RawExchange> {
    const query = since === null ? { did } : { did, since };
    return this.query(pds, 'com.atproto.sync.getRepo', query, { maxBytes: REPO_BYTES, timeoutMs: REPO_MS, into });
  }

  /** The proof that a record is in the repository, or that it is not. */
  record(
    pds: string,
    { did, collection, rkey }: { did: string; collection: string; rkey: string },
  ): Promise<RawExchange> {
    return this.query(pds, 'com.atproto.sync.getRecord', { did, collection, rkey }, {});
  }

  repoStatus(pds: string, did: string): Promise<RawExchange> {
    return this.query(pds, 'com.atproto.sync.getRepoStatus', { did });
  }

  health(pds: string): Promise<RawExchange> {
    return this.get(`${pds}/xrpc/_health`);
  }

  profile(did: string): Promise<RawExchange> {
    return this.query(this.servers.index, 'app.bsky.actor.getProfile', { actor: did });
  }

  authorFeed(did: string, cursor: string | null): Promise<RawExchange> {
    const from = cursor === null ? {} : { cursor };
    const query = { actor: did, limit: String(FEED_PAGE), filter: 'posts_with_replies', ...from };
    return this.query(this.servers.index, 'app.bsky.feed.getAuthorFeed', query);
  }

  thread(uri: string): Promise<RawExchange> {
    const query = { uri, depth: String(THREAD_DEPTH), parentHeight: '0' };
    return this.query(this.servers.index, 'app.bsky.feed.getPostThread', query);
  }

  posts(uris: readonly string[]): Promise<RawExchange> {
    return this.query(
      this.servers.index,
      'app.bsky.feed.getPosts',
      uris.map((uri): [string, string] => ['uris', uri]),
    );
  }

  private query(
    server: string,
    name: string,
    query: Record<string, string> | [string, string][],
    car?: Limits,
  ): Promise<RawExchange> {
    const url = `${server}/xrpc/${name}?${new URLSearchParams(query).toString()}`;
    return this.get(url, car ? CAR : 'application/json', car);
  }

  /** What is not found is an answer; an account that is closed, for now or for good, is a fault of its own. */
  private async get(url: string, accept = 'application/json', limits: Limits = {}): Promise<RawExchange> {
    try {
      return await this.askAt(url).get(url, { headers: { accept }, ...limits });
    } catch (error) {
      const exchange = error instanceof ConnectorError ? error.details.exchange : undefined;
      if (exchange?.status !== 400) throw error;
      return notFound(exchange, error);
    }
  }

  /** Each server has its own allowance. */
  private askAt(url: string): AskPlatform {
    const { origin } = new URL(url);
    const ask = this.asks.get(origin) ?? new AskPlatform(this.way.http, this.way.signal, this.way.now);
    this.asks.set(origin, ask);
    return ask;
  }
}

type Limits = Pick<OutboundRequest, 'maxBytes' | 'timeoutMs' | 'into'>;

function notFound(exchange: RawExchange, error: unknown): RawExchange {
  const name = errorOf(exchange) ?? '';
  const closed = CLOSED[name];
  if (closed) throw new ConnectorError(closed[0], closed[1], { exchange });
  if (!NOT_FOUND.has(name)) throw error;
  return exchange;
}

/** The names of errors are part of the lexicons; their messages are not. */
function errorOf(exchange: RawExchange): string | null {
  const said = jsonIn(exchange);
  return said && textAt(said, 'error');
}

/** An object, where the body is one; null for anything else, however it is broken. */
export function jsonIn({ body }: RawExchange): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const NOT_FOUND = new Set(['RecordNotFound', 'NotFound', 'InvalidRequest', 'BlobNotFound', 'UnableToResolveHandle']);

const DEACTIVATED = [
  'access-refused',
  'The account is deactivated: its host shows nothing of it until its owner opens it again',
] as const;
const SUSPENDED = ['access-refused', 'The account is suspended by its host, which shows nothing of it'] as const;
const TAKEN_DOWN = ['account-gone', 'The account was taken down by its host'] as const;
const NOT_THERE = ['account-gone', 'The host no longer has the repository of this account'] as const;

/** Errors of com.atproto.sync.* and app.bsky.actor.getProfile. */
const CLOSED: Readonly<Record<string, readonly ['access-refused' | 'account-gone', string] | undefined>> = {
  RepoDeactivated: DEACTIVATED,
  AccountDeactivated: DEACTIVATED,
  RepoSuspended: SUSPENDED,
  AccountSuspended: SUSPENDED,
  RepoTakendown: TAKEN_DOWN,
  AccountTakedown: TAKEN_DOWN,
  RepoNotFound: NOT_THERE,
};
