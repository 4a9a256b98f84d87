import { DetectError, MalformedError, ParseError } from 'feedsmith';
import { Parser } from 'htmlparser2';
import { ConnectorError } from '../connector.port.js';
import type { Evidence, RawExchange } from '../observation.types.js';
import { isObject, objectsAt, utcTime } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { header } from '../rate-limit.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { decodeFeed } from './decode-feed.rules.js';
import { type FeedEntry, type FeedHead, readFeed } from './read-feed.js';
import { type XmlEntry, xmlEntries, XmlFault } from './xml-ranges.rules.js';

type Range = NonNullable<Evidence['range']>;

export interface FeedDocument {
  readonly head: FeedHead;
  readonly entries: readonly { readonly entry: FeedEntry; readonly range: Range }[];
  /** RFC 6721: entries the feed itself says are deleted. */
  readonly deleted: readonly { readonly id: string; readonly when: string | null; readonly range: Range }[];
}

/** @throws {ConnectorError} 'protocol' for a body that is no feed, or a feed made to bring its reader down */
export function readFeedBody(exchange: RawExchange): FeedDocument {
  try {
    return isJson(exchange.body) ? jsonDocument(exchange) : xmlDocument(exchange);
  } catch (cause) {
    const known = [XmlFault, DetectError, MalformedError, ParseError].some((fault) => cause instanceof fault);
    if (!known) throw cause;
    const words =
      cause instanceof XmlFault
        ? 'The answer declares entities or nests beyond reason'
        : 'The answer is not RSS, Atom or JSON Feed';
    throw new ConnectorError('protocol', words, { exchange, cause });
  }
}

function isJson(body: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*\{/.test(new TextDecoder('latin1').decode(body.subarray(0, 64)));
}

const ITEMS = jsonPaths(['items[*]']);

function jsonDocument(exchange: RawExchange): FeedDocument {
  const body = readJsonBody(exchange, ITEMS);
  const feed = isObject(body.value) ? body.value : {};
  const head = readFeed(body.value);
  const entries = objectsAt(feed, 'items').flatMap((item, place) => {
    const entry = onlyEntry({ version: feed['version'], title: '-', items: [item] });
    return entry ? [{ entry, range: body.rangeOf(`/items/${place}`) }] : [];
  });
  return { head, entries, deleted: [] };
}

const WEB_PAGE = /^\s*<(?:!doctype html|html)\b/i;

function xmlDocument(exchange: RawExchange): FeedDocument {
  const decoded = decodeFeed(exchange.body, header(exchange.responseHeaders, 'content-type'));
  if (!decoded) throw new ConnectorError('protocol', 'The answer is in an encoding nobody knows', { exchange });
  if (WEB_PAGE.test(decoded.text)) throw new ConnectorError('protocol', 'The answer is a web page', { exchange });
  const bytes = decoded.cuttable ? exchange.body : new TextEncoder().encode(decoded.text);
  const found = guarded(bytes);
  if (!found && !END.test(decoded.text))
    throw new ConnectorError('protocol', 'The answer breaks off before its end', { exchange });
  const head = readFeed(decoded.text);
  if (!found || !decoded.cuttable)
    return { head, entries: head.entries.map(uncut), deleted: found ? deletedIn(bytes, found, 'whole') : [] };
  const items = found.filter(({ name }) => name !== 'deleted-entry');
  return { head, entries: cut(bytes, items, head), deleted: deletedIn(bytes, found, null) };
}

function uncut(entry: FeedEntry): FeedDocument['entries'][number] {
  return { entry, range: 'whole' };
}

/** The end of a whole document, whatever is wrong inside it. */
const END = /<\/(?:[\w-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--[^>]*-->\s*)*$/i;

/** Null for a document that its readers forgive and that cannot be cut. @throws {XmlFault} 'hostile' */
function guarded(bytes: Uint8Array): readonly XmlEntry[] | null {
  try {
    return xmlEntries(bytes);
  } catch (fault) {
    if (fault instanceof XmlFault && fault.fault === 'malformed') return null;
    throw fault;
  }
}

const MOST_ALONE = 2000;

/**
 * Which entry lies where. The parser passes over empty entries and those in odd places; when it has not found as many as
 * there are, or one is not where it should be, each is parsed by itself; where those are too many, nothing is cut.
 */
function cut(bytes: Uint8Array, items: readonly XmlEntry[], head: FeedHead): FeedDocument['entries'] {
  const pairs = items.map((item, place) => ({ entry: head.entries[place], range: item.range, item }));
  const agree =
    items.length === head.entries.length &&
    pairs.every(({ entry, range }) => entry && names(textOf(bytes, range), entry));
  if (!agree && items.length > MOST_ALONE) return head.entries.map(uncut);
  return pairs.flatMap(({ entry, range, item }) => {
    const own = agree ? entry : onlyEntry(standingAlone(bytes, item));
    return own ? [{ entry: own, range }] : [];
  });
}

/** The one entry of a document; null when it says nothing at all. */
function onlyEntry(document: unknown): FeedEntry | null {
  try {
    return readFeed(document).entries[0] ?? null;
  } catch (cause) {
    if (cause instanceof ParseError) return null;
    throw cause;
  }
}

function names(slice: string, { id }: FeedEntry): boolean {
  return id !== null && (slice.includes(id) || slice.includes(id.replaceAll('&', '&amp;')));
}

function standingAlone(bytes: Uint8Array, { range, around }: XmlEntry): string {
  const open = around.map(({ start, end }) => textOf(bytes, [start, end])).join('');
  const close = around
    .toReversed()
    .map(({ name }) => `</${name}>`)
    .join('');
  return open + textOf(bytes, range) + close;
}

function deletedIn(bytes: Uint8Array, found: readonly XmlEntry[], range: 'whole' | null): FeedDocument['deleted'] {
  return found
    .filter(({ name }) => name === 'deleted-entry')
    .flatMap((one) => {
      const { ref, when } = attributesOf(textOf(bytes, one.range));
      return ref ? [{ id: ref, when: utcTime(when ?? null), range: range ?? one.range }] : [];
    });
}

function attributesOf(element: string): Readonly<Record<string, string>> {
  let first: Record<string, string> | null = null;
  const parser = new Parser({ onopentag: (_, attributes) => (first ??= attributes) }, { xmlMode: true });
  parser.write(element);
  parser.end();
  return first ?? {};
}

function textOf(bytes: Uint8Array, [start, end]: readonly [number, number]): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}
