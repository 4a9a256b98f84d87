import { inflateSync } from 'node:zlib';

const SIGNATURE = '89504e470d0a1a0a';
const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 40_000_000;
/** Samples a pixel by PNG colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Whether a picture can be drawn without harm: a JPEG or PNG of modest size whose parts fit. The PDF library throws out
 * of reach on a PNG whose pixels do not unpack to the size it states, so that is tried here first.
 */
export function drawable(bytes: Buffer): boolean {
  if (bytes.length > MOST_BYTES) return false;
  if (bytes.subarray(0, 8).toString('hex') === SIGNATURE) return soundPng(bytes);
  return bytes[0] === 0xff && bytes[1] === 0xd8 && soundJpeg(bytes);
}

function soundPng(bytes: Buffer): boolean {
  const data: Buffer[] = [];
  let header: Buffer | null = null;
  let palette = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length !== length) return false;
    if (type === 'IHDR') header = body;
    if (type === 'PLTE') palette = length % 3 === 0 && length > 0;
    if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  if (header?.length !== 13) return false;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = header.subarray(8);
  const samples = SAMPLES[colour ?? 9];
  const plain = depth === 8 && samples !== undefined && interlaced === 0 && (colour !== 3 || palette);
  if (!plain || width * height === 0 || width * height > MOST_PIXELS) return false;
  const expected = height * (1 + width * samples);
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: expected }).length === expected;
  } catch {
    return false; // Not drawable is the answer: the file itself travels in the bundle.
  }
}

function soundJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) {
      const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
      return pixels > 0 && pixels <= MOST_PIXELS && [1, 3, 4].includes(bytes[at + 9] ?? 0);
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}
