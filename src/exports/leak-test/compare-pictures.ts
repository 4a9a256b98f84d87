import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Region, Withheld, WithheldPicture } from './leak-test.types.js';
import type { Pixels } from './sink.types.js';

const SIDE = 32;
/** As alike as a picture and the same picture, smaller or stored worse. */
const SAME = 0.95;
/** As alike as a picture and the same picture with something covered. */
const ALIKE = 0.8;
/** Of fewer shades than this, every picture is like every other. */
const FLAT = 3;
/** Of a region, at most this many pixels a side are compared. */
const MOST = 256;
const CLOSE = 24;
const TELLING = 48;
const REVEALED_SHARE = 0.02;
const REVEALED_PIXELS = 8;
const MOST_PIXELS = 100_000_000;

interface Sought {
  readonly of: number;
  readonly picture: WithheldPicture;
  readonly size: { readonly width: number; readonly height: number };
  readonly whole: Float32Array;
  /** The region by itself. */
  readonly part: Float32Array | null;
}

/** Compares pictures with those that are withheld, whole or in a region. */
export class PictureLooker {
  private constructor(private readonly sought: readonly Sought[]) {}

  /** What is no picture that can be read, as a film is not, is known by its bytes alone. */
  static async for(withheld: readonly Withheld[]): Promise<PictureLooker> {
    const sought: Sought[] = [];
    for (const [of, picture] of withheld.entries()) {
      const one = picture.kind === 'picture' ? await soughtOf(of, picture).catch(() => null) : null;
      if (one) sought.push(one);
    }
    return new PictureLooker(sought);
  }

  get isIdle(): boolean {
    return this.sought.length === 0;
  }

  /** Which of the withheld can be seen in the picture; null when it is none that can be read. */
  async look(bytes: Buffer): Promise<number[] | null> {
    try {
      const seen = await shades(bytes);
      const found: number[] = [];
      for (const one of this.sought) if (await shows(one, bytes, seen)) found.push(one.of);
      return found;
    } catch {
      return null;
    }
  }
}

async function soughtOf(of: number, picture: WithheldPicture): Promise<Sought> {
  const bytes = await picture.open();
  const { autoOrient: size } = await sharp(bytes).metadata();
  const { region } = picture;
  const part = region === null ? null : await shades(await cut(bytes, size, region));
  return { of, picture, size, whole: await shades(bytes), part };
}

async function shows(sought: Sought, bytes: Buffer, seen: Float32Array): Promise<boolean> {
  const { part, whole, picture } = sought;
  if (picture.region === null) return likeness(seen, whole) >= SAME;
  if (part !== null && likeness(seen, part) >= SAME) return true;
  if (likeness(seen, whole, maskOf(sought)) < ALIKE) return false;
  return isRevealed(sought, bytes, picture.region);
}

/** Cells of the small picture that the region has no part in. */
function maskOf({ size, picture }: Sought): (cell: number) => boolean {
  const { x, y, width, height } = picture.region ?? { x: 0, y: 0, width: 0, height: 0 };
  const [across, down] = [SIDE / size.width, SIDE / size.height];
  return (cell) => {
    const [left, top] = [cell % SIDE, Math.floor(cell / SIDE)];
    return left + 1 <= x * across || left >= (x + width) * across || top + 1 <= y * down || top >= (y + height) * down;
  };
}

/** A region is covered when nothing of the original is left in it where the original was anything but the cover. */
async function isRevealed({ picture, size }: Sought, bytes: Buffer, region: Region): Promise<boolean> {
  const shown = await cutPixels(bytes, size, region);
  const original = await cutPixels(await picture.open(), size, region);
  const cover = commonest(shown);
  let telling = 0;
  let revealed = 0;
  for (let at = 0; at < shown.length; at += 3) {
    if (distance(original, at, cover, 0) < TELLING) continue;
    telling += 1;
    if (distance(original, at, shown, at) <= CLOSE) revealed += 1;
  }
  return revealed >= REVEALED_PIXELS && revealed > telling * REVEALED_SHARE;
}

function distance(a: Uint8Array, i: number, b: Uint8Array, j: number): number {
  return Math.max(...[0, 1, 2].map((k) => Math.abs((a[i + k] ?? 0) - (b[j + k] ?? 0))));
}

/** The colour most pixels have, to a sixteenth. */
function commonest(pixels: Uint8Array): Uint8Array {
  const counts = new Map<number, number>();
  let best = 0;
  let at = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const key = ((pixels[i] ?? 0) >> 4) * 256 + ((pixels[i + 1] ?? 0) >> 4) * 16 + ((pixels[i + 2] ?? 0) >> 4);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > best) [best, at] = [count, i];
  }
  return pixels.subarray(at, at + 3);
}

async function cut(bytes: Buffer, size: Sought['size'], region: Region): Promise<Buffer> {
  const left = Math.min(Math.max(0, Math.floor(region.x)), size.width - 1);
  const top = Math.min(Math.max(0, Math.floor(region.y)), size.height - 1);
  const width = Math.max(1, Math.min(Math.ceil(region.width), size.width - left));
  const height = Math.max(1, Math.min(Math.ceil(region.height), size.height - top));
  const scaled = await sharp(bytes, { limitInputPixels: MOST_PIXELS, pages: 1 })
    .autoOrient()
    .resize({ ...size, fit: 'fill' })
    .toColourspace('srgb')
    .flatten()
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(scaled).extract({ left, top, width, height }).png({ compressionLevel: 1 }).toBuffer();
}

async function cutPixels(bytes: Buffer, size: Sought['size'], region: Region): Promise<Uint8Array> {
  return sharp(await cut(bytes, size, region))
    .resize({ width: MOST, height: MOST, fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
}

async function shades(bytes: Buffer): Promise<Float32Array> {
  const pixels = await sharp(bytes, { limitInputPixels: MOST_PIXELS, pages: 1 })
    .autoOrient()
    .flatten()
    .greyscale()
    .resize({ width: SIDE, height: SIDE, fit: 'fill' })
    .raw()
    .toBuffer();
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => pixels[i] ?? 0);
}

/** Correlation, from -1 to 1; 0 where either is flat. */
function likeness(a: Float32Array, b: Float32Array, counts: (cell: number) => boolean = () => true): number {
  const cells = Array.from(a.keys()).filter(counts);
  const mean = (of: Float32Array): number => cells.reduce((sum, cell) => sum + (of[cell] ?? 0), 0) / cells.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const cell of cells) {
    const [offA, offB] = [(a[cell] ?? 0) - meanA, (b[cell] ?? 0) - meanB];
    both += offA * offB;
    squaresA += offA * offA;
    squaresB += offB * offB;
  }
  const [spreadA, spreadB] = [Math.sqrt(squaresA / cells.length), Math.sqrt(squaresB / cells.length)];
  if (spreadA < FLAT || spreadB < FLAT) return 0;
  return both / Math.sqrt(squaresA * squaresB);
}

/** Pixels of a PDF as a file: packed ones are a PNG's already, and only want its head. */
export function pngOf({ width, height, channels, bytes }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 3 ? 2 : 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', bytes),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

export async function fileOfPixels({ width, height, channels, bytes }: Pixels): Promise<Buffer> {
  return sharp(bytes, { raw: { width, height, channels } }).png().toBuffer();
}
