import type { Request, Response } from 'express';
import { Refusal } from './problems.js';

/** Both inclusive. */
export interface AskedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The stretch of something that never changes which a request asks for (RFC 9110, 14); `tag` is its strong ETag. One range, where what was begun is still this file; of several ranges, and
 * of one that cannot be read, the whole. Refuses one that lies beyond the end.
 */
export function rangeAsked(
  request: Request,
  response: Response,
  { bytes, tag }: { readonly bytes: number; readonly tag: string },
): AskedRange {
  const whole = { start: 0, end: bytes - 1 };
  const condition = request.get('if-range');
  const isAsked = request.method === 'GET' && (condition === undefined || condition === tag);
  const ranges = isAsked ? request.range(bytes) : undefined;
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${bytes}`);
    throw new Refusal('range-outside', `The file has ${bytes} bytes, and none of them was asked for. Begin anew.`);
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes') return whole;
  const [only, ...others] = ranges;
  return only === undefined || others.length > 0 ? whole : { start: only.start, end: only.end };
}
