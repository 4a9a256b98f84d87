import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { newId, Refusal } from '../../platform/index.js';
import { MOST_DOWNLOAD_BYTES } from './ask-import.js';
import { ImportFolders } from './import-folders.js';

export interface KeptUpload {
  /** Of the import it is for. */
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
}

/** The body of a request that is a download: onto the disk as it comes, its digest with it, up to the limit and not beyond. */
@Injectable()
export class KeepUpload {
  constructor(private readonly folders: ImportFolders) {}

  async run(request: Readable): Promise<KeptUpload> {
    const id = newId();
    const path = this.folders.uploadOf(id);
    await mkdir(this.folders.of(id), { recursive: true, mode: 0o700 });
    const digest = createHash('sha256');
    let bytes = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const piece of request) {
        const part = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
        bytes += part.length;
        if (bytes > MOST_DOWNLOAD_BYTES) throw new Refusal('too-large', 'A download may hold at most 200 GiB.');
        digest.update(part);
        yield part;
      }
    }
    try {
      await pipeline(counted, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await this.folders.remove(id);
      throw error;
    }
    return { id, path, sha256: digest.digest('hex') };
  }

  /** What was refused, or belongs to an import that goes on from another file. */
  async forget({ id }: KeptUpload): Promise<void> {
    await this.folders.remove(id);
  }
}
