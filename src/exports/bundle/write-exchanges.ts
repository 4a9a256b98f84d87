import { createHash } from 'node:crypto';
import { WARCRecord, WARCSerializer } from 'warcio';
import type { BundleContent, BundlePlan, OpenedExchange, Progress } from './bundle.types.js';
import type { BagWriter } from './write-bag.js';
import type { Listing } from './write-items.js';

const PATH = 'data/web/exchanges.warc.gz';
const OPTIONS = { gzip: true, digest: { algo: 'sha-256', prefix: 'sha256:', base32: false } } as const;
const VERSION = 'WARC/1.1';
const BLANK = 0x2a;

export interface ExchangeCounts {
  readonly whole: number;
  readonly cut: number;
  /** Not here at all: destroyed, or something withheld could have been read around its items. */
  readonly leftOut: number;
}

/**
 * The answers the items rest on, as WARC 1.1 (ISO 28500:2017). One whose every slice may leave is a request and a
 * response record; of any other a `conversion` leaves, with the withheld bytes overwritten by `*` and their ranges named
 * in a `metadata` record. Of a redacted bundle they are cut out instead, one `*` for each stretch, so that nothing tells how
 * long it was; an item released in part is withheld there whole. Record ids come from ours, so the same bundle gives the same bytes.
 */
export async function writeExchanges(
  bag: BagWriter,
  content: BundleContent,
  work: { plan: BundlePlan; listing: Listing; progress: Progress },
): Promise<ExchangeCounts> {
  const counts = { whole: 0, cut: 0, leftOut: 0 };
  const released = new Set(work.listing.items.filter(isOpen).map((item) => item.id));
  const ids = [...work.listing.exchanges].toSorted();
  const cut = work.plan.release === null ? blanked : shortened;
  async function* members(): AsyncGenerator<Uint8Array> {
    yield await written(about(work.plan));
    for (const [i, id] of ids.entries()) {
      const exchange = await content.exchange(id);
      await work.progress('exchanges', i + 1, ids.length);
      if (!exchange) {
        counts.leftOut += 1;
        continue;
      }
      const withheld = withheldRanges(exchange, released);
      counts[withheld.length === 0 ? 'whole' : 'cut'] += 1;
      const records = withheld.length === 0 ? wholeRecords(exchange) : cutRecords(cut(exchange, withheld));
      for (const record of records) yield await written(record);
    }
  }
  await bag.writeStream(PATH, members());
  return counts;
}

function isOpen({ restricted, closedParts }: Listing['items'][number]): boolean {
  return !restricted && closedParts === 0;
}

type Range = readonly [start: number, end: number];

/** Ranges of owners that are not in the bundle, in order. The frame around the items leaves with them. */
function withheldRanges(exchange: OpenedExchange, released: ReadonlySet<string>): Range[] {
  return exchange.owners
    .filter((owner) => owner.destroyed || !released.has(owner.itemId))
    .flatMap((owner) => owner.ranges)
    .toSorted((a, b) => a[0] - b[0]);
}

function about({ name, at, clock }: BundlePlan): WARCRecord {
  const opts = {
    filename: 'exchanges.warc.gz',
    warcVersion: VERSION,
    date: at,
    warcHeaders: { 'WARC-Record-ID': urn(name, 'info') },
  } as const;
  return WARCRecord.createWARCInfo(opts, {
    software: 'Akta',
    format: 'WARC File Format 1.1',
    conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
    isPartOf: name,
    clock,
  });
}

function wholeRecords(exchange: OpenedExchange): WARCRecord[] {
  const { id, url, receivedAt: date } = exchange;
  const response = WARCRecord.create(
    {
      url,
      date,
      type: 'response',
      warcVersion: VERSION,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'response') },
      statusline: `HTTP/1.1 ${exchange.status}`,
      httpHeaders: asReceived(exchange),
      keepHeadersCase: true,
    },
    [exchange.body],
  );
  const { host, pathname, search } = new URL(url);
  const others = exchange.requestHeaders.filter(([name]) => !/^host$/i.test(name));
  const sent: (readonly [string, string])[] = [['Host', host], ...others];
  const request = WARCRecord.create(
    {
      url,
      date,
      type: 'request',
      warcVersion: VERSION,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'request'), 'WARC-Concurrent-To': urn(id, 'response') },
      statusline: `${exchange.method} ${pathname}${search} HTTP/1.1`,
      httpHeaders: sent.map(clean),
      keepHeadersCase: true,
    },
    [],
  );
  return [response, request, ...(exchange.masked.length > 0 ? [metadata(exchange, urn(id, 'response'), [])] : [])];
}

interface Cut {
  readonly exchange: OpenedExchange;
  readonly body: Buffer;
  readonly withheld: readonly Range[];
}

function blanked(exchange: OpenedExchange, withheld: readonly Range[]): Cut {
  const body = Buffer.from(exchange.body);
  for (const [start, end] of withheld) body.fill(BLANK, start, end);
  return { exchange, body, withheld };
}

/** One sign for each stretch. What was masked when it was received is not counted anew: its bytes are `*` already. */
function shortened(exchange: OpenedExchange, withheld: readonly Range[]): Cut {
  const pieces: Buffer[] = [];
  const ranges: Range[] = [];
  let [taken, kept] = [0, 0];
  for (const [start, end] of withheld) {
    pieces.push(exchange.body.subarray(taken, start), Buffer.of(BLANK));
    kept += start - taken;
    ranges.push([kept, kept + 1]);
    kept += 1;
    taken = end;
  }
  pieces.push(exchange.body.subarray(taken));
  return { exchange: { ...exchange, masked: [] }, body: Buffer.concat(pieces), withheld: ranges };
}

function cutRecords({ exchange, body, withheld }: Cut): WARCRecord[] {
  const { id, url, receivedAt: date } = exchange;
  const type =
    exchange.responseHeaders.find(([name]) => /^content-type$/i.test(name))?.[1] ?? 'application/octet-stream';
  const conversion = WARCRecord.create(
    {
      url,
      date,
      type: 'conversion',
      warcVersion: VERSION,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'conversion'), 'Content-Type': clean(['', type])[1] },
    },
    [body],
  );
  return [conversion, metadata(exchange, urn(id, 'conversion'), withheld)];
}

/** What was taken out, by bytes of the body: secrets when it was received, other people's items when it left. */
function metadata(exchange: OpenedExchange, refersTo: string, withheld: readonly Range[]): WARCRecord {
  const facts = { exchange: exchange.id, status: exchange.status, masked: exchange.masked, withheld };
  return WARCRecord.create(
    {
      url: `urn:uuid:${exchange.id}`,
      date: exchange.receivedAt,
      type: 'metadata',
      warcVersion: VERSION,
      warcHeaders: {
        'WARC-Record-ID': urn(exchange.id, 'metadata'),
        'WARC-Refers-To': refersTo,
        'Content-Type': 'application/json',
      },
    },
    [Buffer.from(JSON.stringify(facts))],
  );
}

/** The body kept is the decoded one: what named its coding on the wire goes, so that readers do not decode it again. */
function asReceived(exchange: OpenedExchange): [string, string][] {
  const kept = exchange.responseHeaders.filter(
    ([name]) => !/^(content-encoding|transfer-encoding|content-length)$/i.test(name),
  );
  return [...kept.map(clean), ['Content-Length', String(exchange.body.length)]];
}

/** A header line stays one line. */
function clean([name, value]: readonly [string, string]): [string, string] {
  return [name, value.replaceAll(/[\r\n]+/g, ' ')];
}

/** A UUID made from a name (RFC 9562 version 8). */
function urn(id: string, role: string): string {
  const hex = createHash('sha256').update(`akta/warc/1\0${id}\0${role}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}>`;
}

async function written(record: WARCRecord): Promise<Uint8Array> {
  return WARCSerializer.serialize(record, OPTIONS);
}
