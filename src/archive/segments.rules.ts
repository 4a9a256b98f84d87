/**
 * What is too large to hold is sealed in segments of one length, each by itself, so that any stretch of it is read and
 * checked alone. A segment's seal authenticates its place and whether it is the last: none can be moved, dropped or added.
 */
import { seal, SEAL_BYTES, unseal } from './keys.rules.js';

/** Larger than what S3 takes as a part of an object: one segment is one part. */
export const SEGMENT_BYTES = 8 * 1024 * 1024;
/** Media of more bytes are sealed in segments, never held whole. */
export const HELD_WHOLE_BYTES = 64 * 1024 * 1024;

export interface Segmenting {
  readonly key: Uint8Array;
  readonly about: string;
}

export function isSegmented(bytes: number): boolean {
  return bytes > HELD_WHOLE_BYTES;
}

/** Pieces of any length in, sealed segments out. */
export async function* sealSegments(
  pieces: AsyncIterable<Uint8Array>,
  { key, about }: Segmenting,
): AsyncGenerator<Buffer> {
  let waiting: Buffer | null = null;
  let place = 0;
  for await (const segment of segmentsOf(pieces)) {
    if (waiting) yield seal(key, waiting, segmentAbout(about, place++, false));
    waiting = segment;
  }
  yield seal(key, waiting ?? Buffer.alloc(0), segmentAbout(about, place, true));
}

/** Of how many bytes of a medium so many sealed ones are. */
export function plainLength(sealed: number): number {
  if (!isSegmented(sealed - SEAL_BYTES)) return sealed - SEAL_BYTES;
  return sealed - SEAL_BYTES * Math.ceil(sealed / (SEGMENT_BYTES + SEAL_BYTES));
}

export interface SegmentPlace {
  readonly place: number;
  readonly isLast: boolean;
  /** Where it lies in the sealed object, [start, end). */
  readonly sealed: readonly [number, number];
  /** Which of its own bytes are wanted, [start, end). */
  readonly wanted: readonly [number, number];
}

/** The segments that hold [start, end) of so many bytes, in order. */
export function segmentsWith([start, end]: readonly [number, number], bytes: number): SegmentPlace[] {
  const last = Math.max(0, Math.ceil(bytes / SEGMENT_BYTES) - 1);
  const places: SegmentPlace[] = [];
  for (let place = Math.floor(start / SEGMENT_BYTES); place <= last && place * SEGMENT_BYTES < end; place += 1) {
    const [from, to] = [place * SEGMENT_BYTES, Math.min((place + 1) * SEGMENT_BYTES, bytes)];
    const at = place * (SEGMENT_BYTES + SEAL_BYTES);
    places.push({
      place,
      isLast: place === last,
      sealed: [at, at + to - from + SEAL_BYTES],
      wanted: [Math.max(start, from) - from, Math.min(end, to) - from],
    });
  }
  return places;
}

/** Throws when the segment is not what was sealed at this place. */
export function openSegment(sealed: Uint8Array, { place, isLast, wanted }: SegmentPlace, of: Segmenting): Buffer {
  return unseal(of.key, sealed, segmentAbout(of.about, place, isLast)).subarray(...wanted);
}

function segmentAbout(about: string, place: number, isLast: boolean): string {
  return `${about}|${place}|${isLast ? 'last' : 'more'}`;
}

async function* segmentsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < SEGMENT_BYTES) continue;
    const all = Buffer.concat(held, length);
    let at = 0;
    for (; length - at >= SEGMENT_BYTES; at += SEGMENT_BYTES) yield all.subarray(at, at + SEGMENT_BYTES);
    held = at < length ? [all.subarray(at)] : [];
    length -= at;
  }
  if (length > 0) yield Buffer.concat(held, length);
}
