import { createHash } from 'node:crypto';
import { WARCRecord } from 'warcio';
import type { BundlePlan, OpenedExchange } from './bundle.types.js';

const CONFORMS = {
  'WARC/1.0': 'http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1_latestdraft.pdf',
  'WARC/1.1': 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
} as const;

export const UNKNOWN_TYPE = 'application/octet-stream';

export type WarcVersion = keyof typeof CONFORMS;

/** From byte to byte, the second not among them. */
export type Range = readonly [start: number, end: number];

export interface Cut {
  readonly exchange: OpenedExchange;
  readonly body: Buffer;
  readonly withheld: readonly Range[];
}

/** The file described by its first record. */
export function about(
  { name, at, clock }: Pick<BundlePlan, 'name' | 'at' | 'clock'>,
  version: WarcVersion,
): WARCRecord {
  const opts = {
    filename: 'exchanges.warc.gz',
    warcVersion: version,
    date: dateIn(at, version),
    warcHeaders: { 'WARC-Record-ID': urn(name, 'info') },
  } as const;
  return WARCRecord.createWARCInfo(opts, {
    software: 'Akta',
    format: version === 'WARC/1.0' ? 'WARC File Format 1.0' : 'WARC File Format 1.1',
    conformsTo: CONFORMS[version],
    isPartOf: name,
    clock,
  });
}

/** The answer as it was received, with its request, and what was masked in it; what nobody asked for, as it came. */
export function wholeRecords(exchange: OpenedExchange, version: WarcVersion): WARCRecord[] {
  return exchange.status === 0 ? unaskedRecords(exchange, version) : answerRecords(exchange, version);
}

/** A frame of a stream, a delivery, a piece of a download, a custody form: no HTTP was spoken that could be repeated. */
function unaskedRecords(exchange: OpenedExchange, version: WarcVersion): WARCRecord[] {
  const { id, url } = exchange;
  const resource = WARCRecord.create(
    {
      url,
      date: dateIn(exchange.receivedAt, version),
      type: 'resource',
      warcVersion: version,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'resource'), 'Content-Type': clean(['', contentTypeOf(exchange)])[1] },
    },
    [exchange.body],
  );
  return [resource, metadata(exchange, { refersTo: urn(id, 'resource'), withheld: [], version })];
}

function answerRecords(exchange: OpenedExchange, version: WarcVersion): WARCRecord[] {
  const { id, url } = exchange;
  const date = dateIn(exchange.receivedAt, version);
  const response = WARCRecord.create(
    {
      url,
      date,
      type: 'response',
      warcVersion: version,
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
      warcVersion: version,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'request'), 'WARC-Concurrent-To': urn(id, 'response') },
      statusline: `${exchange.method} ${pathname}${search} HTTP/1.1`,
      httpHeaders: sent.map(clean),
      keepHeadersCase: true,
    },
    [],
  );
  return [
    response,
    request,
    ...(exchange.masked.length > 0
      ? [metadata(exchange, { refersTo: urn(id, 'response'), withheld: [], version })]
      : []),
  ];
}

/** What is left of the answer, and where something was taken out. */
export function cutRecords({ exchange, body, withheld }: Cut, version: WarcVersion): WARCRecord[] {
  const { id, url } = exchange;
  const date = dateIn(exchange.receivedAt, version);
  const conversion = WARCRecord.create(
    {
      url,
      date,
      type: 'conversion',
      warcVersion: version,
      warcHeaders: { 'WARC-Record-ID': urn(id, 'conversion'), 'Content-Type': clean(['', contentTypeOf(exchange)])[1] },
    },
    [body],
  );
  return [conversion, metadata(exchange, { refersTo: urn(id, 'conversion'), withheld, version })];
}

/** As the platform stated it. */
export function contentTypeOf({ responseHeaders }: OpenedExchange): string {
  return responseHeaders.find(([name]) => /^content-type$/i.test(name))?.[1] ?? UNKNOWN_TYPE;
}

/** What was taken out, by bytes of the body: secrets when it was received, other people's items when it left. */
function metadata(
  exchange: OpenedExchange,
  of: { readonly refersTo: string; readonly withheld: readonly Range[]; readonly version: WarcVersion },
): WARCRecord {
  const { refersTo, withheld, version } = of;
  const { id, status, method, responseHeaders: fields, masked } = exchange;
  const unasked = status === 0 ? { method, fields } : {};
  const facts = { exchange: id, status, masked, withheld, ...unasked };
  return WARCRecord.create(
    {
      url: `urn:uuid:${exchange.id}`,
      date: dateIn(exchange.receivedAt, version),
      type: 'metadata',
      warcVersion: version,
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

/** WARC 1.0 knows no fractions of a second. */
function dateIn(at: string, version: WarcVersion): string {
  return version === 'WARC/1.0' ? at.replace(/\.\d+Z$/, 'Z') : at;
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
