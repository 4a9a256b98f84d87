import sharp, { type Metadata, type Sharp } from 'sharp';
import { Refusal } from '../../platform/index.js';
import { type Fault, faultInWords } from './fault.rules.js';
import { checkRegions, covered, fillRegions, type Frames } from './picture.rules.js';
import type { Region } from './redaction.types.js';

export interface PictureLimits {
  readonly bytes: number;
  /** Over all frames. */
  readonly pixels: number;
  readonly frames: number;
  readonly seconds: number;
}

export interface RedactedPicture {
  readonly bytes: Buffer;
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

export const PICTURE_LIMITS: PictureLimits = { bytes: 40_000_000, pixels: 40_000_000, frames: 500, seconds: 30 };

const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);
/** What cannot be redrawn can still be withheld whole. */
const INSTEAD = 'Withhold the whole medium instead.';

/**
 * The picture drawn anew from its pixels, upright, with its regions painted over in every frame; no byte of the original
 * file is carried over, so no metadata, thumbnail, profile or second picture is. What lies outside a region is as it
 * was, to the eye. A picture that moves becomes a WebP without loss; a JPEG stays one, its regions widened to the
 * blocks that JPEG mixes colours within; all others become PNG.
 */
export async function redactPicture(
  bytes: Uint8Array,
  regions: readonly Region[],
  limits: PictureLimits = PICTURE_LIMITS,
): Promise<RedactedPicture> {
  if (bytes.byteLength > limits.bytes) {
    throw new Refusal('too-large', `The picture has more than ${limits.bytes} bytes. ${INSTEAD}`);
  }
  const metadata = await read(() => open(bytes, limits).metadata());
  const frames = framesOf(metadata, limits);
  refuse(checkRegions(regions, frames));
  const upright = frames.count > 1 ? open(bytes, limits) : open(bytes, limits).autoOrient();
  const { data, info } = await read(() =>
    upright
      .toColourspace('srgb')
      .timeout({ seconds: limits.seconds })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const isJpeg = metadata.format === 'jpeg';
  fillRegions(data, info.channels, { frames, regions: covered(regions, frames, isJpeg) });
  const { width, height, count } = frames;
  const raw = { width, height: height * count, channels: info.channels, ...(count > 1 ? { pageHeight: height } : {}) };
  const drawn = sharp(data, { raw, limitInputPixels: limits.pixels }).timeout({ seconds: limits.seconds });
  const mime = count > 1 ? 'image/webp' : isJpeg ? 'image/jpeg' : 'image/png';
  return { bytes: await read(() => encoded(drawn, mime, metadata).toBuffer()), mime, width, height, frames: count };
}

/** Width and height as it is shown; refuses what could not be redrawn either. */
export async function uprightSize(
  bytes: Uint8Array,
  limits: PictureLimits = PICTURE_LIMITS,
): Promise<{ readonly width: number; readonly height: number }> {
  return framesOf(await read(() => open(bytes, limits).metadata()), limits);
}

function open(bytes: Uint8Array, limits: PictureLimits): Sharp {
  return sharp(bytes, { animated: true, failOn: 'error', limitInputPixels: limits.pixels, sequentialRead: true });
}

/** Upright size of a frame, and how many there are; refuses what is out of bounds before a pixel is decoded. */
function framesOf(metadata: Metadata, limits: PictureLimits): Frames {
  const { format, width, height: all, pageHeight: height = all, pages: count = 1, orientation = 1 } = metadata;
  if (!FORMATS.has(format)) throw unreadable(`it is ${format}, and only JPEG, PNG, WebP, GIF and AVIF are redrawn`);
  if (count > limits.frames || width * height * count > limits.pixels) {
    throw new Refusal('too-large', `The picture has ${count} frames of ${width} by ${height} pixels. ${INSTEAD}`);
  }
  if (count > 1 && orientation !== 1) throw unreadable('it moves and is stored turned');
  return isOnItsSide(orientation) ? { width: height, height: width, count } : { width, height, count };
}

/** Exif 2.32, tag 0x0112: from 5 on, rows are shown as columns. */
function isOnItsSide(orientation: number): boolean {
  return orientation >= 5;
}

function encoded(drawn: Sharp, mime: RedactedPicture['mime'], { delay, loop }: Metadata): Sharp {
  if (mime === 'image/jpeg') return drawn.jpeg({ quality: 92, chromaSubsampling: '4:4:4' });
  if (mime === 'image/png') return drawn.png({ compressionLevel: 9 });
  return drawn.webp({
    lossless: true,
    effort: 2,
    ...(delay ? { delay } : {}),
    ...(loop === undefined ? {} : { loop }),
  });
}

/** What the library says of hostile bytes is not for people; that it could not read them is. */
async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreadable('it is damaged, is no picture, or is more than can be taken', error);
  }
}

function unreadable(why: string, cause?: unknown): Refusal {
  return new Refusal('invalid-input', `The picture cannot be redrawn: ${why}. ${INSTEAD}`, {}, { cause });
}

function refuse(fault: Fault | null): void {
  if (fault) throw new Refusal('invalid-input', faultInWords(fault, 'en'));
}
