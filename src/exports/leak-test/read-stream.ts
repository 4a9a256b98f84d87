import { createGunzip, inflateSync } from 'node:zlib';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Place } from './leak-test.types.js';
import { isMail, readMail } from './read-mail.js';
import { readPdf } from './read-pdf.js';
import { readZip } from './read-zip.js';
import type { Sink } from './sink.types.js';

const WINDOW = 1_048_576;
/** What is sought is never longer: a find that lies across two windows is whole in one of them. */
const OVERLAP = 16_384;
const MOST_WHOLE = 2 ** 28;

type Form = 'pdf' | 'zip' | 'mail' | 'gzip' | 'picture' | 'plain';

const PDF_WITHIN = 1_024;
const HEADERS_WITHIN = 4_096;
const BEGINNINGS: readonly (readonly [Form, Buffer])[] = [
  ['gzip', Buffer.from('1f8b08', 'hex')],
  ['zip', Buffer.from('504b0304', 'hex')],
  ['picture', Buffer.from('89504e47', 'hex')],
  ['picture', Buffer.from('ffd8ff', 'hex')],
  ['picture', Buffer.from('GIF8')],
  ['picture', Buffer.from('II*\0')],
  ['picture', Buffer.from('MM\0*')],
];
/** These begin with their own length. */
const PICTURES_INSIDE = /^(?:RIFF[^]{4}WEBP|[^]{4}ftyp(?:avif|heic|mif1))/;

export function formOf(head: Buffer): Form {
  if (head.subarray(0, PDF_WITHIN + 5).includes('%PDF-')) return 'pdf';
  const beginning = BEGINNINGS.find(
    ([, magic]) => head[0] === magic[0] && head.subarray(0, magic.length).equals(magic),
  );
  if (beginning) return beginning[0];
  if (PICTURES_INSIDE.test(head.toString('latin1', 0, 12))) return 'picture';
  return isMail(head.toString('latin1', 0, HEADERS_WITHIN)) ? 'mail' : 'plain';
}

/** Reads one file to its end: as text and bytes in windows, and what has a form of its own by that form. */
export async function readStream(chunks: AsyncIterable<Uint8Array>, sink: Sink, place: Place): Promise<void> {
  const whole: Buffer[] = [];
  let form: Form | null = null;
  let size = 0;
  const kept = async function* (): AsyncGenerator<Buffer> {
    for await (const part of chunks) {
      const chunk = Buffer.from(part);
      form ??= formOf(chunk);
      size += chunk.length;
      if ((form === 'pdf' || form === 'picture') && size <= MOST_WHOLE) whole.push(chunk);
      yield chunk;
    }
  };
  const source = kept();
  const first = await source.next();
  if (first.done) return;
  const all = joined(first.value, source);
  if (form === 'gzip') return unpackGzip(all, sink, place);
  if (form === 'zip' || form === 'mail') return readInParts(form, all, { sink, place });
  for await (const window of windows(all)) await sink.bytes(window, place);
  if (size > MOST_WHOLE && form !== 'plain') return sink.unread('too-large');
  await readForm(form ?? 'plain', Buffer.concat(whole), sink);
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function readForm(form: Form, bytes: Buffer, sink: Sink): Promise<void> {
  if (form === 'pdf') await readPdf(bytes, sink);
  if (form === 'picture') await readPicture(bytes, sink);
}

/** What holds other files is put on disk, however large, and its files are read from there one after the other. */
async function readInParts(
  form: 'zip' | 'mail',
  chunks: AsyncIterable<Buffer>,
  { sink, place }: { readonly sink: Sink; readonly place: Place },
): Promise<void> {
  const folder = await mkdtemp(join(sink.folder, 'akta-leak-test-'));
  const path = join(folder, form);
  try {
    const file = await open(path, 'w');
    const kept = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        await file.appendFile(chunk);
        yield chunk;
      }
    };
    try {
      for await (const window of windows(kept())) await sink.bytes(window, place);
    } finally {
      await file.close();
    }
    if (form === 'zip') await readZip(path, sink);
    else await readMail(createReadStream(path), sink);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* windows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < WINDOW) continue;
    const window = Buffer.concat(held);
    yield window;
    held = [window.subarray(-OVERLAP)];
    size = OVERLAP;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** Member after member, as WARC has them. */
async function unpackGzip(chunks: AsyncIterable<Buffer>, sink: Sink, { at }: Place): Promise<void> {
  try {
    const unpacked: AsyncIterable<Buffer> = Readable.from(chunks).pipe(createGunzip());
    await readStream(unpacked, sink, { where: 'packed', at });
  } catch {
    sink.unread('damaged');
  }
}

/** What a picture says beside its pixels, also where it is packed; the thumbnails in it; then the pixels. */
async function readPicture(bytes: Buffer, sink: Sink): Promise<void> {
  for (const text of packedTexts(bytes)) await sink.text(text, { where: 'picture.metadata', at: '' });
  for (const inner of innerJpegs(bytes)) await sink.picture(inner, { where: 'picture.pixels', at: 'thumbnail' });
  await sink.picture(bytes, { where: 'picture.pixels', at: '' });
}

function* packedTexts(bytes: Buffer): Generator<string> {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (['zTXt', 'iTXt', 'iCCP'].includes(type)) yield* inflatedWithin(body);
    at += 12 + length;
  }
}

/** The chunk's keyword says where its packed part begins; trying each zlib header finds it as well. */
function* inflatedWithin(body: Buffer): Generator<string> {
  for (let at = body.indexOf(0x78); at >= 0; at = body.indexOf(0x78, at + 1)) {
    try {
      yield inflateSync(body.subarray(at), { maxOutputLength: MOST_WHOLE }).toString();
      return;
    } catch {
      continue; // Not where it begins.
    }
  }
}

function* innerJpegs(bytes: Buffer): Generator<Buffer> {
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  for (let at = bytes.indexOf(start, 3); at >= 0; at = bytes.indexOf(start, at + 3)) {
    const end = bytes.indexOf(Buffer.from([0xff, 0xd9]), at);
    if (end > at) yield bytes.subarray(at, end + 2);
  }
}
