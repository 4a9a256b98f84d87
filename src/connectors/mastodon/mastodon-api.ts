import { AskPlatform } from '../ask-platform.js';
import { ConnectorError, type ConnectorContext } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { header } from '../rate-limit.rules.js';
import { type PagingLinks, pagingLinks } from './link-header.rules.js';

/** Statuses asked for in one page: the most Mastodon gives. */
export const PAGE_SIZE = 40;
/** Ids in one `GET /api/v1/statuses?id[]=`: Mastodon refuses more. */
export const BATCH_SIZE = 20;

/** The calls of the Mastodon client API that an archive needs; docs.joinmastodon.org/methods. All of them read. */
export class MastodonApi {
  private readonly ask: AskPlatform;
  readonly base: string;
  readonly domain: string;
  /** Somebody who may has agreed that direct messages are kept. */
  readonly keepsMessages: boolean;

  constructor(private readonly context: ConnectorContext) {
    const { settings, url, handle } = context.account;
    const { apiBase } = settings;
    this.base = typeof apiBase === 'string' ? apiBase : new URL(url).origin;
    this.domain = handle.split('@').at(-1) ?? new URL(url).host;
    this.keepsMessages = settings['messages'] === true;
    this.ask = new AskPlatform(context.http, context.signal, context.now);
  }

  /** @throws {ConnectorError} 'account-gone' where the server no longer has the account */
  async account(): Promise<RawExchange> {
    const exchange = await this.get(`/api/v1/accounts/${encodeURIComponent(this.context.account.nativeId)}`);
    if (exchange.status !== 200)
      throw new ConnectorError('account-gone', 'The server no longer has this account', { exchange });
    return exchange;
  }

  lookup(handle: string): Promise<RawExchange> {
    return this.get(`/api/v1/accounts/lookup?acct=${encodeURIComponent(handle.replace(/^@/, ''))}`);
  }

  /** One page of an account's statuses, newest first within it. */
  async listing(
    by: { readonly min_id?: string; readonly max_id?: string },
    accountId = this.context.account.nativeId,
  ): Promise<{ exchange: RawExchange; links: PagingLinks }> {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...by });
    const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?${query.toString()}`;
    const exchange = await this.get(path);
    if (exchange.status !== 200)
      throw new ConnectorError('account-gone', 'The server no longer lists this account', { exchange });
    const links = pagingLinks(header(exchange.responseHeaders, 'link'), this.base + path);
    if (links.foreign)
      throw new ConnectorError('protocol', 'The listing points to a page on another server', { exchange });
    return { exchange, links };
  }

  /** What the server says of itself; version 2 since Mastodon 4.0, version 1 elsewhere. */
  async instance(): Promise<RawExchange> {
    const exchange = await this.get('/api/v2/instance');
    return exchange.status === 200 ? exchange : this.get('/api/v1/instance');
  }

  conversations(): Promise<RawExchange> {
    return this.get(`/api/v1/conversations?limit=${PAGE_SIZE}`);
  }

  status(id: string): Promise<RawExchange> {
    return this.get(`/api/v1/statuses/${encodeURIComponent(id)}`);
  }

  statuses(ids: readonly string[]): Promise<RawExchange> {
    return this.get(`/api/v1/statuses?${ids.map((id) => `id[]=${encodeURIComponent(id)}`).join('&')}`);
  }

  thread(id: string): Promise<RawExchange> {
    return this.get(`/api/v1/statuses/${encodeURIComponent(id)}/context`);
  }

  history(id: string): Promise<RawExchange> {
    return this.get(`/api/v1/statuses/${encodeURIComponent(id)}/history`);
  }

  private get(path: string): Promise<RawExchange> {
    return this.ask.get(this.base + path, { headers: { accept: 'application/json' } });
  }
}
