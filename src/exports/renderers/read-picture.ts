import { inflateSync } from 'node:zlib';
import sharp from 'sharp';

const SIGNATURE = '89504e470d0a1a0a';
const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 40_000_000;
/** Samples a pixel by PNG colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Drawn on paper, more than this is not seen. */
const WIDEST = 1_600;

/**
 * The picture as a PDF/A can hold it: a JPEG or PNG as it is where it can be drawn so, any other kind (WebP, CMYK,
 * palettes, sixteen bits) redrawn in plain colours, a moving one by its first frame. Null where it is no picture.
 */
export async function pictureFor(bytes: Buffer): Promise<Buffer | null> {
  if (drawable(bytes)) return bytes;
  if (bytes.length > MOST_BYTES) return null;
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, pages: 1 })
      .rotate()
      .flatten({ background: 'white' })
      .resize({ width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ palette: false })
      .toBuffer();
  } catch {
    return null; // Not drawable is the answer: the file itself travels in the bundle.
  }
}

/**
 * Whether a picture can be drawn without harm: a JPEG or PNG of modest size whose parts fit. The PDF library throws out
 * of reach on a PNG whose pixels do not unpack to the size it states, so that is tried here first.
 */
export function drawable(bytes: Buffer): boolean {
  if (bytes.length > MOST_BYTES) return false;
  if (bytes.subarray(0, 8).toString('hex') === SIGNATURE) return soundPng(bytes);
  return bytes[0] === 0xff && bytes[1] === 0xd8 && soundJpeg(bytes);
}

interface Png {
  readonly header: Buffer;
  readonly data: Buffer;
}

function readPng(bytes: Buffer): Png | null {
  const data: Buffer[] = [];
  let header: Buffer | null = null;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length !== length) return null;
    if (type === 'IHDR') header = body;
    else if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  return header?.length === 13 ? { header, data: Buffer.concat(data) } : null;
}

function soundPng(bytes: Buffer): boolean {
  const png = readPng(bytes);
  if (!png) return false;
  const [width, height] = [png.header.readUInt32BE(0), png.header.readUInt32BE(4)];
  const [depth, colour = 9, , , interlaced] = png.header.subarray(8);
  const samples = SAMPLES[colour];
  const isPlain = depth === 8 && interlaced === 0;
  if (samples === undefined || !isPlain || width * height === 0 || width * height > MOST_PIXELS) return false;
  return unpacksTo(png.data, height * (1 + width * samples));
}

function unpacksTo(data: Buffer, length: number): boolean {
  try {
    return inflateSync(data, { maxOutputLength: length }).length === length;
  } catch {
    return false; // Not drawable is the answer: the file itself travels in the bundle.
  }
}

const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);

function soundJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)) {
      const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
      return pixels > 0 && pixels <= MOST_PIXELS && [1, 3].includes(bytes[at + 9] ?? 0);
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}
