import { createHash } from 'node:crypto';
import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import type { MediumBody } from '../observation.types.js';
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
  const url = alternate(entry.links);
  return {
    id: entry.id ?? url,
    url,
    title: atomText(entry.title).text || null,
    body: atomText(entry.content?.value === undefined ? entry.summary : entry.content),
    author: firstOf(entry.authors)?.name ?? null,
    lang: null,
    ...dated(entry.published ?? entry.updated, entry.updated),
    tags: named(entry.categories?.map(({ label, term }) => label ?? term)),
    media: distinct([...atomEnclosures(entry.links), ...mediaRss(entry.media)]),
  };
}

/** RFC 4287 section 3.1: what is not marked as markup is plain text. */
function atomText(
  construct: { readonly value?: string | undefined; readonly type?: string | undefined } | undefined,
): MarkupText {
  const { value, type } = construct ?? {};
  return type === undefined || type === 'text' ? asText(value) : readMarkup(value ?? '');
}

function atomEnclosures(links: AtomFeed.Entry<string>['links']): (MediumBody | null)[] {
  return (links ?? [])
    .filter(({ rel }) => rel === 'enclosure')
    .map(({ href, type, title }) => medium(href, type, title));
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
  const enclosures = (item.enclosures ?? []).map(({ url, type }) => medium(url, type, undefined));
  return {
    ...rssCore(item),
    id: textOf(item.guid?.value, item.link),
    url: item.link ?? permalinkOf(item.guid),
    author: textOf(firstOf(item.authors)?.name, firstOf(item.dc?.creators)),
    ...dated(item.pubDate ?? firstOf(item.dc?.dates), item.atom?.updated),
    tags: named(item.categories?.map(({ name }) => name)),
    media: distinct([...enclosures, ...mediaRss(item.media)]),
  };
}

/** RSS 2.0: a guid is an address unless it says otherwise. */
function permalinkOf(guid: RssFeed.Item<string>['guid']): string | null {
  return guid?.value !== undefined && guid.isPermaLink !== false && /^https?:/i.test(guid.value) ? guid.value : null;
}

function rdfHead(feed: RdfFeed.Feed<string>): FeedHead {
  return {
    format: 'RSS 1.0',
    title: plain(feed.title),
    about: plain(feed.description),
    link: feed.link ?? null,
    older: older(feed.atom?.links),
    entries: (feed.items ?? []).map(rdfEntry),
  };
}

function rdfEntry(item: RdfFeed.Item<string>): FeedEntry {
  return {
    ...rssCore(item),
    id: item.rdf?.about ?? item.link ?? null,
    url: item.link ?? null,
    author: firstOf(item.dc?.creators) ?? null,
    ...dated(firstOf(item.dc?.dates), undefined),
    tags: named(item.dc?.subjects),
    media: distinct(mediaRss(item.media)),
  };
}

/** What RSS 1.0 and 2.0 have in common. Markup in titles is nowhere allowed and everywhere found. */
function rssCore(item: RssFeed.Item<string> | RdfFeed.Item<string>): Pick<FeedEntry, 'title' | 'body' | 'lang'> {
  return {
    title: plain(item.title) || null,
    body: readMarkup(item.content?.encoded ?? item.description ?? ''),
    lang: null,
  };
}

function jsonHead(feed: JsonFeed.Feed<string>): FeedHead {
  return {
    format: 'JSON Feed',
    title: plain(feed.title),
    about: plain(feed.description),
    link: feed.home_page_url ?? null,
    older: feed.next_url ?? null,
    entries: (feed.items ?? []).map(jsonEntry),
  };
}

function jsonEntry(item: JsonFeed.Item<string>): FeedEntry {
  const { content_html: html, content_text: text } = item;
  return {
    id: textOf(item.id, item.url),
    url: textOf(item.url),
    title: textOf(item.title?.trim()),
    body: html === undefined ? asText(text ?? item.summary) : readMarkup(html),
    author: textOf(firstOf(item.authors)?.name),
    lang: textOf(item.language),
    ...dated(item.date_published, item.date_modified),
    tags: named(item.tags),
    media: distinct((item.attachments ?? []).map(({ url, mime_type: mime, title }) => medium(url, mime, title))),
  };
}

/** The first that says anything. */
function textOf(...texts: readonly (string | undefined)[]): string | null {
  return texts.find((text) => text !== undefined && text !== '') ?? null;
}

function firstOf<T>(list: readonly T[] | undefined): T | undefined {
  return list?.[0];
}

function dated(published: string | undefined, updated: string | undefined): Pick<FeedEntry, 'postedAt' | 'editedAt'> {
  const postedAt = utcTime(published ?? null);
  const changed = utcTime(updated ?? null);
  return { postedAt, editedAt: changed === postedAt ? null : changed };
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
