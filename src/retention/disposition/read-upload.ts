import type { Readable } from 'node:stream';
import { Refusal } from '../../platform/index.js';
import { MOST_PAPER_BYTES } from './read-paper.js';

/** The body of a request that is a file, held in memory up to the limit and not beyond it. */
export async function readUpload(request: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  if (!request.readable) return Buffer.alloc(0);
  for await (const part of request) {
    const read = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    bytes += read.length;
    if (bytes > MOST_PAPER_BYTES) {
      throw new Refusal('too-large', 'A paper may hold at most 10 MB. Nothing was changed.');
    }
    parts.push(read);
  }
  return Buffer.concat(parts);
}
