import { createReadStream, type ReadStream } from 'node:fs';
import { StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../platform/index.js';

/** A file that is never changed once it stands under its name. */
export interface FinishedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** A strong ETag: the same bytes, or another tag. */
  readonly tag: string;
}

/** Both inclusive. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * The part a request asks for (RFC 9110, 14): one range, where what was begun is still this file; of several ranges, and
 * of one that cannot be read, the whole. Refuses one that lies beyond the end.
 */
export function partAsked(request: Request, response: Response, { bytes, tag }: FinishedFile): Part {
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

/** Sends it as it is read, so that no bundle is too large; answers with what is being read. */
export function sendPart(
  response: Response,
  { path, name, bytes, tag }: FinishedFile,
  { start, end }: Part,
): { readonly body: StreamableFile; readonly stream: ReadStream } {
  const length = end - start + 1;
  if (length < bytes) response.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${bytes}`);
  response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', tag);
  const stream = createReadStream(path, { start, end });
  const disposition = `attachment; filename="${name}"`;
  return { body: new StreamableFile(stream, { type: 'application/zip', length, disposition }), stream };
}
