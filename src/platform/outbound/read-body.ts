import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { tooLarge } from './fault.rules.js';
import { type KnownSecret, longestMasked, maskBytes } from './mask.rules.js';
import { OutboundError } from './outbound.types.js';

/** Asked for in every request; anything else in an answer is refused. */
export const ENCODINGS = 'gzip, deflate, br';

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
  'bare deflate': promisify(inflateRaw),
} as const;

/**
 * The body after content-decoding. What is compressed is measured again while it opens, so a small answer cannot become
 * a large one in memory. What is too large has the code TOO_LARGE; whatever else it throws is a broken answer.
 */
export async function readBody(body: AsyncIterable<Buffer>, encoding: string, maxBytes: number): Promise<Buffer> {
  let bytes = await collect(body, maxBytes);
  // RFC 9110 8.4: codings are listed in the order in which they were applied.
  for (const coding of codingsOf(encoding).toReversed()) {
    if (bytes.length > 0) bytes = await decode(coding, bytes, maxBytes);
  }
  return bytes;
}

/** The body as it comes, of at most so many bytes, secrets overwritten also where they lie across two pieces. */
export async function* piecesOf(
  body: AsyncIterable<Buffer>,
  encoding: string,
  { maxBytes, secrets }: { readonly maxBytes: number; readonly secrets: readonly KnownSecret[] },
): AsyncGenerator<Buffer> {
  if (codingsOf(encoding).length > 0) throw notAskedFor(encoding);
  const overlap = Math.max(1, longestMasked(secrets)) - 1;
  let size = 0;
  let held = Buffer.alloc(0);
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    held = Buffer.concat([held, chunk]);
    maskBytes(held, secrets);
    const done = Math.max(0, held.length - overlap);
    if (done > 0) yield held.subarray(0, done);
    held = held.subarray(done);
  }
  if (held.length > 0) yield held;
}

async function collect(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

type Coding = keyof typeof DECODERS;

function codingsOf(encoding: string): Coding[] {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const known = names.filter((name): name is Coding => name !== 'bare deflate' && name in DECODERS);
  if (known.length === names.length && names.length <= 2) return known;
  throw notAskedFor(encoding);
}

function notAskedFor(encoding: string): OutboundError {
  const text = `The answer is encoded as "${encoding.slice(0, 40)}", which was not asked for.`;
  return new OutboundError('broken-answer', text);
}

async function decode(coding: Coding, bytes: Buffer, maxBytes: number): Promise<Buffer> {
  // Some servers send RFC 1951 where RFC 9110 means RFC 1950; the low half of the first byte tells.
  const bare = coding === 'deflate' && ((bytes[0] ?? 0) & 0x0f) !== 8;
  try {
    return await DECODERS[bare ? 'bare deflate' : coding](bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw Object(cause).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : cause;
  }
}
