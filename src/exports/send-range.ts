import { createReadStream, type ReadStream } from 'node:fs';
import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { AskedRange } from '../platform/index.js';

/** A file that is never changed once it stands under its name. */
export interface FinishedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** A strong ETag: the same bytes, or another tag. */
  readonly tag: string;
}

/** Sends it as it is read, so that no bundle is too large; answers with what is being read. */
export function sendRange(
  response: Response,
  { path, name, bytes, tag }: FinishedFile,
  { start, end }: AskedRange,
): { readonly body: StreamableFile; readonly stream: ReadStream } {
  const length = end - start + 1;
  if (length < bytes) response.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${bytes}`);
  response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', tag);
  const stream = createReadStream(path, { start, end });
  const disposition = `attachment; filename="${name}"`;
  return { body: new StreamableFile(stream, { type: 'application/zip', length, disposition }), stream };
}
