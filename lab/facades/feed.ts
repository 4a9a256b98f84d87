import { createHash } from 'node:crypto';
import type { LabAnswer, Visit } from '../http/lab.types.js';
import type { Account } from '../world/world.types.js';
import { feedPage } from './feed-pages.rules.js';
import { atom, type FeedDocument, jsonFeed, rss, updatedOf } from './feed-shapes.js';
import { unknownPage } from './mastodon-answers.js';
import { serveMedium } from './media.js';

const FORMATS = {
  atom: { type: 'application/atom+xml; charset=utf-8', render: atom },
  rss: { type: 'application/rss+xml; charset=utf-8', render: rss },
  json: { type: 'application/feed+json; charset=utf-8', render: jsonFeed },
} as const;
type Format = keyof typeof FORMATS;

function isFormat(name: string | undefined): name is Format {
  return name !== undefined && Object.hasOwn(FORMATS, name);
}

const PATH = /^\/(?:([^/]+)\/)?feed\.(atom|rss|json)$/;

/** A site with a feed for each of its accounts: `/feed.atom` for the first, `/name/feed.atom` for any. */
export function feedFacade(visit: Visit): LabAnswer {
  const [, name, format] = PATH.exec(visit.request.path) ?? [];
  if (!isFormat(format)) return serveMedium(visit) ?? unknownPage();
  const here = visit.world.accounts.filter((account) => account.host === visit.server.host);
  const account = name === undefined ? here[0] : here.find((one) => one.username === name);
  return account ? serveFeed(visit, account, format) : unknownPage();
}

/** Conditional GET: RFC 9110 section 13; 410: section 15.5.11; Retry-After: section 10.2.3. */
export function serveFeed(visit: Visit, account: Account, format: Format): LabAnswer {
  const { feed } = account;
  if (feed.gone || account.deleted) return { status: 410, headers: { 'content-type': 'text/plain' }, body: 'Gone' };
  if (feed.retryAfterSeconds !== null) {
    return {
      status: 503,
      headers: { 'content-type': 'text/plain', 'retry-after': String(feed.retryAfterSeconds) },
      body: 'Busy',
    };
  }
  const listed = visit.world
    .postsOf(account)
    .filter((post) => post.listedAt <= visit.now && !post.repostOf && !post.inReplyTo);
  const page = feedPage(listed, feed, visit.request.query);
  const document: FeedDocument = { ...visit, account, page, self: visit.base + visit.request.path };
  const body = FORMATS[format].render(document);
  const headers = {
    'content-type': FORMATS[format].type,
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`,
    'last-modified': updatedOf(document).toUTCString(),
    'cache-control': 'max-age=60',
  };
  return isFresh(visit, headers) ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

/** If-None-Match wins over If-Modified-Since (RFC 9110 section 13.2.2). */
function isFresh({ request }: Visit, now: { etag: string; 'last-modified': string }): boolean {
  const match = request.headers['if-none-match'];
  if (match !== undefined) return match.split(',').some((tag) => tag.trim().replace(/^W\//, '') === now.etag);
  const since = request.headers['if-modified-since'];
  return since !== undefined && Date.parse(now['last-modified']) <= Date.parse(since);
}
