import { Injectable } from '@nestjs/common';
import type { Outbound } from '../../platform/index.js';
import { AskPlatform } from '../ask-platform.js';
import {
  Connector,
  type ConnectorContext,
  ConnectorError,
  type ConnectorFault,
  type KnownItem,
  type Probe,
  type Recognised,
} from '../connector.port.js';
import type { Cursor, MediumBody, Page, RawExchange } from '../observation.types.js';
import { header } from '../rate-limit.rules.js';
import { FEED_DICTIONARY } from './feed.dictionary.js';
import { type FeedState, feedCursor, FEED_RECENT, shortName } from './feed-cursor.rules.js';
import { entryRef, observeFeed } from './map-feed.js';
import { nameless } from './read-feed.js';
import { type FeedDocument, readFeedBody } from './read-feed-body.js';

const ACCEPT = 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
/** An archive of more pages than this is taken for a loop. */
const MOST_PAGES = 10_000;

/** RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and JSON Feed. A feed shows a window: what leaves it is not gone. */
@Injectable()
export class FeedConnector extends Connector {
  readonly platform = 'feed';
  readonly version = 1;
  readonly dictionary = FEED_DICTIONARY;

  recognise(input: string): Recognised | null {
    const typed = input
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'https://');
    if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
    const url = new URL(typed);
    url.hash = '';
    return url.username === '' && url.password === '' ? { url: url.href, handle: url.host + url.pathname } : null;
  }

  async probe({
    url,
    handle,
    http,
    signal,
  }: {
    url: string;
    handle: string;
    http: Outbound;
    signal: AbortSignal;
  }): Promise<Probe> {
    const exchange = await fetchFeed(new AskPlatform(http, signal), url, { missing: 'not-an-account' });
    const { head } = readOr('not-an-account', exchange);
    return {
      account: { canonicalUri: url, handle, nativeId: url, url, title: head.title || handle },
      software: head.format,
      limits: ['replies-none', 'edit-history-none', 'edits-between-looks', 'deletions-never-from-feed', 'feed-window'],
      settings: {},
    };
  }

  /** From the newest document through its archives (RFC 5005 sections 3 and 4; JSON Feed `next_url`). */
  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const ask = askOf(context);
    const { url: start } = context.account;
    let { url, pages } = backfillState(from, start);
    const visited = new Set([url]);
    for (;;) {
      const exchange = await fetchFeed(ask, url);
      const document = readOr('protocol', exchange);
      const older = olderOf(document, url, exchange);
      const done = older === null;
      if (older !== null && (visited.has(older) || pages >= MOST_PAGES))
        throw new ConnectorError('protocol', 'The archive of the feed leads back to itself', { exchange });
      pages += 1;
      yield pageOf(context, exchange, document, {
        next: done ? null : { v: 1, data: { url: older, pages } },
        done,
        archive: true,
      });
      if (older === null) return;
      visited.add((url = older));
    }
  }

  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const state = feedCursor(since);
    const exchange = await fetchFeed(askOf(context), context.account.url, { since: state });
    const at = exchange.receivedAt;
    if (exchange.status === 304) {
      yield { exchanges: [exchange], observations: [], next: { v: 1, data: { ...state, at } }, done: true };
      return;
    }
    const document = readOr('protocol', exchange);
    const recent = document.entries.map(({ entry }) => shortName(entry.id ?? nameless(entry))).slice(0, FEED_RECENT);
    const next: FeedState = {
      etag: header(exchange.responseHeaders, 'etag'),
      lastModified: header(exchange.responseHeaders, 'last-modified'),
      recent,
      at,
    };
    const page = pageOf(context, exchange, document, { next: { v: 1, data: { ...next } }, done: true });
    yield windowPassed(state, document, recent)
      ? { ...page, observations: [...page.observations, gapOf(state, document)] }
      : page;
  }

  /** Feeds carry no replies. */
  async *replies(): AsyncGenerator<Page> {}

  /** The document once more: edits among what it still shows, and what it says is deleted. Absence says nothing. */
  async *recheck(context: ConnectorContext, items: readonly KnownItem[]): AsyncGenerator<Page> {
    if (items.length === 0) return;
    const exchange = await fetchFeed(askOf(context), context.account.url);
    yield pageOf(context, exchange, readOr('protocol', exchange), { next: null, done: true });
  }

  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    const { entries } = readOr('protocol', await fetchFeed(askOf(context), context.account.url));
    const named = entries.find(
      ({ entry }) => entryRef(entry.id ?? nameless(entry), context.account).canonicalUri === item.ref.canonicalUri,
    );
    return named?.entry.media.find(({ key }) => key === medium.key)?.url ?? null;
  }
}

function askOf(context: ConnectorContext): AskPlatform {
  return new AskPlatform(context.http, context.signal, context.now);
}

/** Conditional where the last answer gave something to ask by (RFC 9110 section 13). */
async function fetchFeed(
  ask: AskPlatform,
  url: string,
  { since = {}, missing = 'unavailable' }: { since?: Partial<FeedState>; missing?: ConnectorFault } = {},
): Promise<RawExchange> {
  const headers = {
    accept: ACCEPT,
    ...(since.etag ? { 'if-none-match': since.etag } : {}),
    ...(since.lastModified ? { 'if-modified-since': since.lastModified } : {}),
  };
  const exchange = await ask.get(url, { headers });
  if (exchange.status === 410)
    throw new ConnectorError('account-gone', 'The feed has been given up for good', { exchange });
  if (exchange.status === 404)
    throw new ConnectorError(missing, `${new URL(url).host} has no feed at this address`, { exchange });
  return exchange;
}

function readOr(fault: 'protocol' | 'not-an-account', exchange: RawExchange): FeedDocument {
  try {
    return readFeedBody(exchange);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.fault !== 'protocol') throw error;
    const { host } = new URL(exchange.url);
    const words = fault === 'protocol' ? error.message : `${host} answers, but not with a feed. ${error.message}`;
    throw new ConnectorError(fault, words, { exchange, cause: error });
  }
}

function pageOf(
  context: ConnectorContext,
  exchange: RawExchange,
  document: FeedDocument,
  { archive = false, ...end }: { next: Cursor | null; done: boolean; archive?: boolean },
): Page {
  const at = { exchange: 0, length: exchange.body.length, archive };
  return { exchanges: [exchange], observations: observeFeed(document, context.account, at), ...end };
}

/** Where the older page is. One on another host is refused: the account is this host's, and so is what it says. */
function olderOf({ head }: FeedDocument, url: string, exchange: RawExchange): string | null {
  if (head.older === null) return null;
  const older = URL.canParse(head.older, url) ? new URL(head.older, url) : null;
  if (older?.host !== new URL(url).host)
    throw new ConnectorError('protocol', 'The feed points to an archive on another server', { exchange });
  return older.href;
}

function backfillState(cursor: Cursor | null, start: string): { url: string; pages: number } {
  const { url, pages } = cursor?.data ?? {};
  return { url: typeof url === 'string' ? url : start, pages: typeof pages === 'number' ? pages : 0 };
}

/** Nothing that was in the window is in it now: entries may have come and gone unseen. */
function windowPassed(state: FeedState, { entries }: FeedDocument, recent: readonly string[]): boolean {
  return state.recent.length > 0 && entries.length > 0 && !recent.some((name) => state.recent.includes(name));
}

function gapOf(state: FeedState, { entries }: FeedDocument): Page['observations'][number] {
  const times = entries.map(({ entry }) => entry.postedAt).filter((time) => time !== null);
  return { type: 'gap', from: state.at, to: times.toSorted()[0] ?? null, reason: 'window-exceeded' };
}
