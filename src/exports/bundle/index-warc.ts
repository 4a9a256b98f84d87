/**
 * The index of a WARC file (CDXJ): a line for each answer, its address in sort-friendly form, the second it came in, and
 * where in the file its record stands.
 */
import type { WARCRecord } from 'warcio';
import { getSurt, postToGetUrl } from 'warcio/utils';
import type { OpenedExchange } from './bundle.types.js';
import { contentTypeOf, UNKNOWN_TYPE } from './warc-records.js';

/** What an index says of one record. */
export interface Captured {
  readonly type: 'response' | 'conversion';
  readonly url: string;
  readonly method: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly mime: string;
  readonly status: number;
  /** `sha256:<hex>` of the body in the record. */
  readonly digest: string;
}

/** Of an indexed record: where its member of the file stands, in bytes. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

/** Null of a record that is no answer: requests and what is told about others are found through it. */
export function capturedIn(record: WARCRecord, exchange: OpenedExchange): Captured | null {
  const type = record.warcType;
  if (type !== 'response' && type !== 'conversion') return null;
  const { headers } = record.warcHeaders;
  return {
    type,
    url: record.warcTargetURI ?? '',
    method: exchange.method,
    at: record.warcDate ?? '',
    mime: contentTypeOf(exchange).split(';')[0]?.trim() || UNKNOWN_TYPE,
    status: exchange.status,
    digest: headers.get('WARC-Payload-Digest') ?? headers.get('WARC-Block-Digest') ?? '',
  };
}

/** In ASCII, so that lines compared as text are in the order of their bytes. */
export function cdxjLine(captured: Captured, { offset, length }: RecordPlace, filename: string): string {
  const { type, url, method, at, mime, status, digest } = captured;
  const time = at.replaceAll(/[-:TZ]|\.\d+/g, '').slice(0, 14);
  const facts = {
    url,
    mime,
    status: String(status),
    digest,
    length: String(length),
    offset: String(offset),
    filename,
    ...(method === 'GET' ? {} : { method }),
    ...(type === 'response' ? {} : { type }),
  };
  return ascii(`${getSurt(keyed(url, method))} ${time} ${JSON.stringify(facts)}`);
}

/** Where a question is no GET, its method is part of what it is found by. */
function keyed(url: string, method: string): string {
  const request = { url, method, headers: new Map<string, string>(), postData: '' };
  return method !== 'GET' && postToGetUrl(request) ? request.url : url;
}

function ascii(line: string): string {
  return line.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The page of a whole answer, as a list of pages tells it, from its line in the index; null of one that is cut: readers show none. */
export function pageOf(line: string): object | null {
  const [, time = ''] = line.split(' ', 2);
  const facts: Record<string, string> = JSON.parse(line.slice(line.indexOf('{')));
  const ts = time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
  return facts['type'] === undefined ? { id: facts['offset'], url: facts['url'], ts } : null;
}
