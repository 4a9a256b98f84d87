import type { Look, Stage } from '../http/lab.types.js';
import type { Account, Post, ShownMedium } from '../world/world.types.js';
import { newest } from '../world/make.rules.js';
import type { FeedPage } from './feed-pages.rules.js';
import { escapeHtml, statusHtml } from './html.rules.js';
import { shapeMedium } from './media.js';

export interface FeedDocument extends Look {
  readonly account: Account;
  readonly page: FeedPage;
  /** Address of the document without its query. */
  readonly self: string;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

function htmlOf(post: Post, { server }: Stage): string {
  return statusHtml(newest(post).text, server, () => false);
}

function titleOf(post: Post): string {
  const { title, text } = newest(post);
  return title ?? (text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function linkOf(post: Post): string {
  return post.uri.startsWith('http') ? post.uri : `https://${post.author.host}/alerts/${post.key}`;
}

function mediaOf(post: Post, document: FeedDocument): { url: string; alt: string }[] {
  return newest(post).media.map((shown: ShownMedium) => ({
    url: String(shapeMedium(shown, document)['url']),
    alt: shown.alt,
  }));
}

/** RFC 4287; history elements RFC 5005. */
export function atom(document: FeedDocument): string {
  const { account, page, self } = document;
  const links = page.links
    .map(({ rel, query }) => `  <link rel="${rel}" href="${escapeHtml(self + query)}"/>\n`)
    .join('');
  return (
    `${XML}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">\n` +
    `  <id>https://${account.host}/feed</id>\n  <title>${escapeHtml(account.displayName)}</title>\n` +
    `  <updated>${updatedOf(document).toISOString()}</updated>\n  <author><name>${escapeHtml(account.displayName)}</name></author>\n` +
    `  <link rel="self" href="${escapeHtml(self)}"/>\n  <link rel="alternate" href="https://${account.host}/"/>\n` +
    `${links}${page.archived ? '  <fh:archive/>\n' : ''}${page.entries.map((post) => atomEntry(post, document)).join('')}</feed>\n`
  );
}

function atomEntry(post: Post, document: FeedDocument): string {
  const media = mediaOf(post, document).map(
    ({ url, alt }) =>
      `    <link rel="enclosure" type="image/png" href="${escapeHtml(url)}" title="${escapeHtml(alt)}"/>\n`,
  );
  return (
    `  <entry>\n    <id>${escapeHtml(post.uri)}</id>\n    <title>${escapeHtml(titleOf(post))}</title>\n` +
    `    <published>${post.createdAt.toISOString()}</published>\n    <updated>${newest(post).at.toISOString()}</updated>\n` +
    `    <link rel="alternate" href="${escapeHtml(linkOf(post))}"/>\n${media.join('')}` +
    `    <content type="html">${escapeHtml(htmlOf(post, document))}</content>\n  </entry>\n`
  );
}

/** RSS 2.0; the shape of `/@user.rss` (no `title`, GUID is the URI) is assumed from Mastodon's own feeds. */
export function rss(document: FeedDocument): string {
  const { account, page, self } = document;
  const links = page.links
    .map(({ rel, query }) => `  <atom:link rel="${rel}" href="${escapeHtml(self + query)}"/>\n`)
    .join('');
  const titled = document.server.software === 'feed';
  return (
    `${XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" ` +
    `xmlns:fh="http://purl.org/syndication/history/1.0">\n<channel>\n  <title>${escapeHtml(account.displayName)}</title>\n` +
    `  <link>https://${account.host}/</link>\n  <description>${escapeHtml(account.note)}</description>\n` +
    `  <lastBuildDate>${updatedOf(document).toUTCString()}</lastBuildDate>\n${links}${page.archived ? '  <fh:archive/>\n' : ''}` +
    `${page.entries.map((post) => rssItem(post, document, titled)).join('')}</channel>\n</rss>\n`
  );
}

function rssItem(post: Post, document: FeedDocument, titled: boolean): string {
  const media = mediaOf(post, document).map(
    ({ url, alt }) =>
      `    <media:content url="${escapeHtml(url)}" type="image/png" medium="image">` +
      `<media:description type="plain">${escapeHtml(alt)}</media:description></media:content>\n`,
  );
  return (
    `  <item>\n    <guid isPermaLink="${String(post.uri.startsWith('http'))}">${escapeHtml(post.uri)}</guid>\n` +
    (titled ? `    <title>${escapeHtml(titleOf(post))}</title>\n` : '') +
    `    <link>${escapeHtml(linkOf(post))}</link>\n    <pubDate>${post.createdAt.toUTCString()}</pubDate>\n${media.join('')}` +
    `    <description>${escapeHtml(htmlOf(post, document))}</description>\n  </item>\n`
  );
}

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export function jsonFeed(document: FeedDocument): string {
  const { account, page, self } = document;
  const next = page.links.find(({ rel }) => rel === 'next');
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: account.displayName,
    home_page_url: `https://${account.host}/`,
    feed_url: self,
    ...(next ? { next_url: self + next.query } : {}),
    authors: [{ name: account.displayName }],
    items: page.entries.map((post) => ({
      id: post.uri,
      url: linkOf(post),
      title: titleOf(post),
      content_html: htmlOf(post, document),
      date_published: post.createdAt.toISOString(),
      date_modified: newest(post).at.toISOString(),
      attachments: mediaOf(post, document).map(({ url, alt }) => ({ url, mime_type: 'image/png', title: alt })),
    })),
  });
}

export function updatedOf({ account, page }: { account: Account; page: FeedPage }): Date {
  const times = page.entries.map((post) => newest(post).at.getTime());
  return new Date(Math.max(account.createdAt.getTime(), ...times));
}
