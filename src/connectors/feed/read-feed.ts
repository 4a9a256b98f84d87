import { createHash } from 'node:crypto';
import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import type { MediumBody } from '../connector.port.js';
import { utcTime } from '../json.rules.js';
import { type MarkupText, readMarkup } from '../read-markup.js';

/** One entry of any of the four formats, in our terms. */
export interface FeedEntry {
  /** `guid`, `atom:id` or `id` of the entry, else its link; null when it has neither. */
  readonly id: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly body: MarkupText;
  readonly author: string | null;
  readonly lang: string | null;
  readonly postedAt: string | null;
  readonly editedAt: string | null;
  readonly tags: readonly string[];
  readonly media: readonly MediumBody[];
}

export interface FeedHead {
  readonly format: string;
  readonly title: string;
  readonly about: string;
  readonly link: string | null;
  /** The older page: RFC 5005 `prev-archive` or `next`, JSON Feed `next_url`. As written; may be relative. */
  readonly older: string | null;
  readonly entries: readonly FeedEntry[];
}

/** @throws {Error} of feedsmith's own for what is no feed */
export function readFeed(document: unknown): FeedHead {
  const { format, feed } = parseFeed(document);
  if (format === 'atom') return atomHead(feed);
  if (format === 'rss') return rssHead(feed);
  return format === 'rdf' ? rdfHead(feed) : jsonHead(feed);
}

type Link = { readonly href?: string | undefined; readonly rel?: string | undefined };

function older(links: readonly Link[] | undefined): string | null {
  const by = (rel: string): Link | undefined => links?.find((link) => link.rel === rel);
  return (by('prev-archive') ?? by('next'))?.href ?? null;
}

function atomHead(feed: AtomFeed.Feed<string>): FeedHead {
  return {
    format: 'Atom',
    title: plain(feed.title?.value),
    about: plain(feed.subtitle?.value),
    link: alternate(feed.links),
    older: older(feed.links),
    entries: (feed.entries ?? []).map(atomEntry),
  };
}

function alternate(links: readonly Link[] | undefined): string | null {
  return links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href ?? null;
}

function atomEntry(entry: AtomFeed.Entry<string>): FeedEntry {
  const content = entry.content?.value === undefined ? entry.summary : entry.content;
  const url = alternate(entry.links);
  const posted = utcTime(entry.published ?? entry.updated ?? null);
  const updated = utcTime(entry.updated ?? null);
  const enclosures = entry.links?.filter(({ rel }) => rel === 'enclosure') ?? [];
  return {
    id: entry.id ?? url,
    url,
    title: titled(entry.title?.value, entry.title?.type !== 'text'),
    body:
      content?.type === 'text' || content?.type === undefined
        ? asText(content?.value)
        : readMarkup(content.value ?? ''),
    author: entry.authors?.[0]?.name ?? null,
    lang: null,
    postedAt: posted,
    editedAt: updated === posted ? null : updated,
    tags: named(entry.categories?.map(({ label, term }) => label ?? term)),
    media: distinct([...enclosures.map((link) => medium(link.href, link.type, link.title)), ...mediaRss(entry.media)]),
  };
}

function rssHead(feed: RssFeed.Feed<string>): FeedHead {
  return {
    format: 'RSS',
    title: plain(feed.title),
    about: plain(feed.description),
    link: feed.link ?? null,
    older: older(feed.atom?.links),
    entries: (feed.items ?? []).map(rssEntry),
  };
}

function rssEntry(item: RssFeed.Item<string>): FeedEntry {
  const url = item.link ?? (item.guid?.isPermaLink === false ? null : (item.guid?.value ?? null));
  return {
    id: item.guid?.value ?? item.link ?? null,
    url,
    title: titled(item.title, true),
    body: readMarkup(item.content?.encoded ?? item.description ?? ''),
    author: item.authors?.[0]?.name ?? item.dc?.creators?.[0] ?? null,
    lang: null,
    postedAt: utcTime(item.pubDate ?? item.dc?.dates?.[0] ?? null),
    editedAt: utcTime(item.atom?.updated ?? null),
    tags: named(item.categories?.map(({ name }) => name)),
    media: distinct([
      ...(item.enclosures ?? []).map(({ url: address, type }) => medium(address, type, undefined)),
      ...mediaRss(item.media),
    ]),
  };
}

function rdfHead(feed: RdfFeed.Feed<string>): FeedHead {
  return {
    format: 'RSS 1.0',
    title: plain(feed.title),
    about: plain(feed.description),
    link: feed.link ?? null,
    older: older(feed.atom?.links),
    entries: (feed.items ?? []).map((item) => ({
      id: item.rdf?.about ?? item.link ?? null,
      url: item.link ?? null,
      title: titled(item.title, true),
      body: readMarkup(item.content?.encoded ?? item.description ?? ''),
      author: item.dc?.creators?.[0] ?? null,
      lang: null,
      postedAt: utcTime(item.dc?.dates?.[0] ?? null),
      editedAt: null,
      tags: named(item.dc?.subjects),
      media: distinct(mediaRss(item.media)),
    })),
  };
}

function jsonHead(feed: JsonFeed.Feed<string>): FeedHead {
  return {
    format: 'JSON Feed',
    title: plain(feed.title),
    about: plain(feed.description),
    link: feed.home_page_url ?? null,
    older: feed.next_url ?? null,
    entries: (feed.items ?? []).map((item) => {
      const posted = utcTime(item.date_published ?? null);
      const updated = utcTime(item.date_modified ?? null);
      return {
        id: item.id ?? item.url ?? null,
        url: item.url ?? null,
        title: titled(item.title, false),
        body:
          item.content_html === undefined ? asText(item.content_text ?? item.summary) : readMarkup(item.content_html),
        author: item.authors?.[0]?.name ?? null,
        lang: item.language ?? null,
        postedAt: posted,
        editedAt: updated === posted ? null : updated,
        tags: named(item.tags),
        media: distinct((item.attachments ?? []).map(({ url, mime_type, title }) => medium(url, mime_type, title))),
      };
    }),
  };
}

interface MediaRss {
  readonly contents?: readonly MediaRssContent[] | undefined;
  readonly group?: { readonly contents?: readonly MediaRssContent[] | undefined } | undefined;
}

interface MediaRssContent {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
  readonly description?: { readonly value?: string | undefined } | undefined;
}

/** Media RSS, which Mastodon's own feeds carry pictures and their alt text in. */
function mediaRss(media: MediaRss | undefined): (MediumBody | null)[] {
  const contents = [...(media?.contents ?? []), ...(media?.group?.contents ?? [])];
  return contents.map(({ url, type, description }) => medium(url, type, description?.value));
}

/** An enclosure has no name but its address; a signature in the query is no part of it. */
function medium(url: string | undefined, mime: string | undefined, alt: string | undefined): MediumBody | null {
  return url ? { key: url.split('?')[0] ?? url, url, mime: mime ?? null, alt: alt ?? '' } : null;
}

/** One medium named twice (as enclosure and as Media RSS) is one; whichever has the alt text gives it. */
function distinct(media: readonly (MediumBody | null)[]): readonly MediumBody[] {
  const byKey = new Map<string, MediumBody>();
  for (const one of media) {
    if (!one) continue;
    const known = byKey.get(one.key);
    byKey.set(one.key, known ? { ...known, alt: known.alt || one.alt, mime: known.mime ?? one.mime } : one);
  }
  return [...byKey.values()];
}

function named(names: readonly (string | undefined)[] | undefined): readonly string[] {
  return [...new Set((names ?? []).filter((name): name is string => name !== undefined && name !== ''))];
}

function titled(title: string | undefined, markup: boolean): string | null {
  return (markup ? plain(title) : (title ?? '').trim()) || null;
}

function plain(text: string | undefined): string {
  return readMarkup(text ?? '').text;
}

function asText(text: string | undefined): MarkupText {
  return { text: (text ?? '').trim(), links: [], tags: [], mentions: [] };
}

/** A name for an entry that has none: made of what it says, so that it stays while the entry does. */
export function nameless(entry: FeedEntry): string {
  return createHash('sha256')
    .update(`${entry.title}\n${entry.postedAt}\n${entry.body.text}`)
    .digest('hex')
    .slice(0, 32);
}
