import type { Fault } from './fault.rules.js';
import type { Region } from './redaction.types.js';

/** Upright size of each frame, and how many there are. */
export interface Frames {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

/** JPEG mixes colours within blocks of this size. */
const BLOCK = 8;
const OPAQUE = 255;

const SIDE = 10_000;

/** Regions marked in ten-thousandths, in whole pixels: widened, so that nothing marked is left. */
export function pixelRegions(
  regions: readonly Region[],
  { width, height }: Pick<Frames, 'width' | 'height'>,
): Region[] {
  return regions.map((region) => {
    const [left, top] = [Math.floor((region.x * width) / SIDE), Math.floor((region.y * height) / SIDE)];
    const right = Math.ceil(((region.x + region.width) * width) / SIDE);
    const bottom = Math.ceil(((region.y + region.height) * height) / SIDE);
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
}

export function checkRegions(regions: readonly Region[], { width, height }: Frames): Fault | null {
  for (const region of regions) {
    const { x, y } = region;
    if (![x, y, region.width, region.height].every((value) => Number.isSafeInteger(value))) {
      return { key: 'region.empty', values: { width: String(region.width), height: String(region.height) } };
    }
    if (region.width <= 0 || region.height <= 0) {
      return { key: 'region.empty', values: { width: region.width, height: region.height } };
    }
    if (x < 0 || y < 0 || x + region.width > width || y + region.height > height) {
      return { key: 'region.outside', values: { width, height } };
    }
  }
  return null;
}

/** The regions as they are painted: for JPEG widened to whole blocks, so that nothing of them is mixed into a neighbour. */
export function covered(regions: readonly Region[], { width, height }: Frames, isJpeg: boolean): Region[] {
  if (!isJpeg) return [...regions];
  return regions.map((region) => {
    const [x, y] = [floor(region.x), floor(region.y)];
    const right = Math.min(width, floor(region.x + region.width + BLOCK - 1));
    const bottom = Math.min(height, floor(region.y + region.height + BLOCK - 1));
    return { x, y, width: right - x, height: bottom - y };
  });
}

function floor(pixel: number): number {
  return pixel - (pixel % BLOCK);
}

/** Paints regions black in raw pixels, frame below frame, in place. */
export function fillRegions(
  pixels: Uint8Array,
  channels: number,
  { frames, regions }: { readonly frames: Frames; readonly regions: readonly Region[] },
): void {
  const { width, height, count } = frames;
  const hasAlpha = channels === 2 || channels === 4;
  for (const region of regions) {
    for (let frame = 0; frame < count; frame += 1) {
      for (let row = 0; row < region.height; row += 1) {
        const start = ((frame * height + region.y + row) * width + region.x) * channels;
        const end = start + region.width * channels;
        pixels.fill(0, start, end);
        if (hasAlpha) for (let at = start + channels - 1; at < end; at += channels) pixels[at] = OPAQUE;
      }
    }
  }
}
