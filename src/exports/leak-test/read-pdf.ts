import { inflateSync, constants } from 'node:zlib';
import type { Sink } from './sink.types.js';

const MOST_UNPACKED = 2 ** 28;
/** How far before a stream its dictionary may begin. */
const LONGEST_DICTIONARY = 8_192;
const LITERAL = /\((?:[^()\\]|\\[^]|\((?:[^()\\]|\\[^]|\((?:[^()\\]|\\[^])*\))*\))*\)/g;
const HEX = /<([0-9A-Fa-f\s]{4,})>/g;
const KEY = /\/([A-Za-z]{1,20})\s*\[?\s*$/;
const FONT = /\/FontFile|\/Length1\s|\/Subtype\s*\/(?:CIDFontType0C|Type1C|OpenType)/;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
  '\r': '',
};

interface Stream {
  readonly dictionary: string;
  readonly data: Buffer;
}

/**
 * A PDF twice over. As a reader sees it: the text of each page, by pdfjs. And as somebody sees it who looks inside: every
 * string (ActualText, Alt, titles, bookmarks, addresses) and every stream unpacked, attachments, metadata and pictures.
 */
export async function readPdf(bytes: Buffer, sink: Sink): Promise<void> {
  if (/\/Encrypt\s+\d/.test(bytes.toString('latin1'))) return sink.unread('encrypted');
  readStrings(withoutStreams(bytes), sink);
  for (const stream of streamsOf(bytes)) await readPdfStream(stream, sink);
  await readPages(bytes, sink);
}

async function readPages(bytes: Buffer, sink: Sink): Promise<void> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    isEvalSupported: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      await sink.text(text, { where: 'pdf.page', at: String(number) });
      page.cleanup();
    }
  } catch {
    sink.unread('damaged');
  } finally {
    await task.destroy();
  }
}

function* streamsOf(bytes: Buffer): Generator<Stream> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const from = at + (bytes[at + 6] === 0x0d ? 8 : 7);
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const before = bytes.toString('latin1', Math.max(0, at - LONGEST_DICTIONARY), at);
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    const stated = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? NaN);
    const end = isEnd(bytes, from + stated) ? from + stated : bytes.indexOf('endstream', from);
    if (end < from) return;
    yield { dictionary, data: bytes.subarray(from, end) };
    at = end;
  }
}

function isEnd(bytes: Buffer, at: number): boolean {
  return Number.isFinite(at) && /^\s{0,2}endstream/.test(bytes.toString('latin1', at, at + 12));
}

/** What stands between the streams: the objects. */
function withoutStreams(bytes: Buffer): string {
  const parts: string[] = [];
  let from = 0;
  for (const { data } of streamsOf(bytes)) {
    const start = data.byteOffset - bytes.byteOffset;
    parts.push(bytes.toString('latin1', from, start));
    from = start + data.length;
  }
  return [...parts, bytes.toString('latin1', from)].join('\n');
}

async function readPdfStream({ dictionary, data }: Stream, sink: Sink): Promise<void> {
  const unpacked = unpackedBy(filtersOf(dictionary), data);
  if (unpacked === null) return sink.unread('damaged');
  if (/\/DCTDecode/.test(dictionary)) return sink.picture(unpacked, { where: 'picture.bytes', at: 'PDF' });
  if (/\/Subtype\s*\/Image/.test(dictionary)) return readImage(dictionary, { packed: data, unpacked }, sink);
  if (/\/Type\s*\/EmbeddedFile/.test(dictionary))
    return sink.inner(once(unpacked), { where: 'pdf.attachment', at: '' });
  if (/\/Type\s*\/Metadata/.test(dictionary)) return sink.text(unpacked.toString(), { where: 'pdf.metadata', at: '' });
  if (FONT.test(dictionary)) return;
  readStrings(unpacked.toString('latin1'), sink);
  await sink.bytes(unpacked, { where: 'pdf.stream', at: '' });
}

function filtersOf(dictionary: string): (string | undefined)[] {
  return Array.from(
    /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.matchAll(/\/(\w+)/g) ?? [],
    ([, name]) => name,
  );
}

/** What a JPEG is packed by is its own business: there it ends. */
function unpackedBy(filters: readonly (string | undefined)[], data: Buffer): Buffer | null {
  let unpacked: Buffer | null = data;
  for (const filter of filters) {
    if (filter === 'DCTDecode' || unpacked === null) return unpacked;
    unpacked = unfiltered(filter ?? '', unpacked);
  }
  return unpacked;
}

function unfiltered(name: string, data: Buffer): Buffer | null {
  try {
    if (name === 'FlateDecode')
      return inflateSync(data, { maxOutputLength: MOST_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH });
    if (name === 'ASCIIHexDecode') return Buffer.from(data.toString('latin1').replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex');
    return null;
  } catch {
    return null; // Said of the file: a stream that cannot be unpacked may hold anything.
  }
}

const SAMPLES: Readonly<Record<string, 1 | 3>> = { DeviceRGB: 3, DeviceGray: 1 };

async function readImage(
  dictionary: string,
  { packed, unpacked }: { readonly packed: Buffer; readonly unpacked: Buffer },
  sink: Sink,
): Promise<void> {
  const figure = (key: string): number => Number(new RegExp(`/${key}\\s+(\\d+)`).exec(dictionary)?.[1] ?? 0);
  const [width, height] = [figure('Width'), figure('Height')];
  const channels = SAMPLES[/\/ColorSpace\s*\/(\w+)/.exec(dictionary)?.[1] ?? ''] ?? 3;
  if (figure('Predictor') >= 10)
    return sink.pngPixels({ width, height, channels: figure('Colors') === 1 ? 1 : 3, bytes: packed });
  if (unpacked.length === width * height * channels)
    return sink.rawPixels({ width, height, channels, bytes: unpacked });
}

/** Literal and hexadecimal strings, in whichever alphabet they are; named by the key before them. */
function readStrings(text: string, sink: Sink): void {
  const tell = (bytes: Buffer, at: number): void => {
    const key = KEY.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? '';
    sink.string(decoded(bytes), { where: 'pdf.string', at: key });
  };
  for (const match of text.matchAll(LITERAL))
    tell(Buffer.from(unescaped(match[0].slice(1, -1)), 'latin1'), match.index);
  for (const match of text.matchAll(HEX)) tell(Buffer.from((match[1] ?? '').replaceAll(/\s/g, ''), 'hex'), match.index);
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal;
  return literal.replaceAll(/\\(?:([0-7]{1,3})|\r\n|([^]))/g, (_, octal?: string, sign?: string) =>
    octal === undefined
      ? (SIMPLE_ESCAPES[sign ?? ''] ?? sign ?? '')
      : String.fromCharCode(Number.parseInt(octal, 8) & 0xff),
  );
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  const utf8 = bytes.toString();
  return utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
