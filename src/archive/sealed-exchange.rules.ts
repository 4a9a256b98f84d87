/**
 * The stored form of an exchange: `AKTA`, version, header length, header (JSON, in clear: ids of ours, lengths, ranges),
 * then one sealed slice an owner. A slice is deflated with the connector's dictionary and holds the owner's bytes of the
 * body followed by a tail: for an item the snapshots this exchange gave rise to, for the frame the request and headers.
 * Reading one item is the header and one range. The frame is sealed last and authenticates every byte before it, so who
 * opens the frame knows that header and slices are those that were stored, also slices nobody can open any more.
 */
import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { seal, SEAL_BYTES, unseal } from './keys.rules.js';
import { type ByteRange, FRAME } from './slices.rules.js';

const MAGIC = Buffer.from('AKTA');
const VERSION = 1;
const PREFIX_BYTES = 9;
const MAX_SLICE_BYTES = 64 * 1024 * 1024;

export interface SliceToSeal {
  readonly owner: string;
  readonly key: Uint8Array;
  readonly ranges: readonly ByteRange[];
  readonly bytes: Uint8Array;
  readonly tail: string;
}

export interface SealedHeader {
  readonly exchange: string;
  /** Connector and version whose dictionary was used, e.g. `mastodon/1`. */
  readonly dictionary: string;
  /** Bytes of the body. */
  readonly received: number;
  readonly masked: readonly { readonly start: number; readonly end: number; readonly reason: string }[];
  readonly slices: readonly SealedSlice[];
}

export interface SealedSlice {
  readonly owner: string;
  /** Where in the object, in bytes. */
  readonly at: number;
  readonly length: number;
  readonly ranges: readonly ByteRange[];
}

/** `slices`: the frame's is the last. */
export function sealExchange(
  header: Omit<SealedHeader, 'slices'>,
  slices: readonly SliceToSeal[],
  dictionary: Uint8Array,
): Buffer {
  const plain = slices.map(({ bytes, tail }) => deflate(sliceOf(bytes, tail), dictionary));
  let at = 0;
  const places = slices.map(({ owner, ranges }, i) => {
    const length = (plain[i]?.length ?? 0) + SEAL_BYTES;
    const place = [owner, at, length, ...ranges.flat()];
    at += length;
    return place;
  });
  const text = Buffer.from(JSON.stringify({ ...header, slices: places }));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix[4] = VERSION;
  prefix.writeUInt32BE(text.length, 5);
  const sealed: Buffer[] = [prefix, text];
  for (const [i, { owner, key }] of slices.entries()) {
    const before = owner === FRAME ? Buffer.concat(sealed) : null;
    sealed.push(seal(key, plain[i] ?? Buffer.alloc(0), about({ exchange: header.exchange, owner, before })));
  }
  return Buffer.concat(sealed);
}

/** A window no larger than what there is to look back on, where that is little: setting up a large one costs the most. */
function deflate(plain: Buffer, dictionary: Uint8Array): Buffer {
  const small = plain.length + dictionary.length <= 8192;
  return deflateRawSync(plain, { dictionary, level: 6, ...(small ? { windowBits: 13, memLevel: 7 } : {}) });
}

function sliceOf(bytes: Uint8Array, tail: string): Buffer {
  const plain = Buffer.allocUnsafe(4 + bytes.length + Buffer.byteLength(tail));
  plain.writeUInt32BE(bytes.length);
  plain.set(bytes, 4);
  plain.write(tail, 4 + bytes.length);
  return plain;
}

type WrittenHeader = Omit<SealedHeader, 'slices'> & {
  readonly slices: readonly [owner: string, at: number, length: number, ...ranges: number[]][];
};

/** Reads the clear header of a stored exchange; throws when the bytes are something else, cut off or longer. */
export function readHeader(object: Buffer): SealedHeader {
  if (object.length < PREFIX_BYTES || !object.subarray(0, 4).equals(MAGIC) || object[4] !== VERSION) {
    throw new Error('Not a sealed exchange');
  }
  const end = PREFIX_BYTES + object.readUInt32BE(5);
  if (object.length < end) throw new Error('A sealed exchange is cut off');
  const header: WrittenHeader = JSON.parse(object.toString('utf8', PREFIX_BYTES, end));
  const slices = header.slices.map(([owner, at, length, ...flat]) => ({
    owner,
    at: end + at,
    length,
    ranges: pairs(flat),
  }));
  const last = slices.at(-1);
  if (last?.owner !== FRAME || last.at + last.length !== object.length) {
    throw new Error('A sealed exchange is not as long as it says');
  }
  return { ...header, slices };
}

export interface SliceToOpen {
  readonly exchange: string;
  readonly owner: string;
  readonly key: Uint8Array;
  /** Of the frame: everything in the object before it. Null of an item's. */
  readonly before: Uint8Array | null;
}

/** Decrypts one slice; throws when the key is not its key or a bit was changed. */
export function unsealSlice(sealed: Uint8Array, slice: SliceToOpen): Buffer {
  return unseal(slice.key, sealed, about(slice));
}

/** What `unsealSlice` gave, with the dictionary the header names: believed only once the frame has been unsealed. */
export function inflateSlice(deflated: Uint8Array, dictionary: Uint8Array): { bytes: Buffer; tail: string } {
  const plain = inflateRawSync(deflated, { dictionary, maxOutputLength: MAX_SLICE_BYTES });
  const length = plain.readUInt32BE(0);
  return { bytes: plain.subarray(4, 4 + length), tail: plain.toString('utf8', 4 + length) };
}

function about({ exchange, owner, before }: Omit<SliceToOpen, 'key'>): string {
  return `${exchange}|${owner}|${VERSION}${before ? `|${hash('sha256', before)}` : ''}`;
}

function pairs(flat: readonly number[]): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) ranges.push([flat[i] ?? 0, flat[i + 1] ?? 0]);
  return ranges;
}
