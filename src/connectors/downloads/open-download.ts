import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DownloadFault } from './download-fault.types.js';
import type { Download, DownloadMember } from './download.port.js';
import { openTarDownload } from './open-tar.js';
import { openZipDownload } from './open-zip.js';

/** What a file is, by its first bytes. */
const [ZIP, GZIP] = [Buffer.from('PK'), Buffer.from([0x1f, 0x8b])];

export interface DownloadFile {
  readonly path: string;
  /** As the person who brought it calls it. */
  readonly name: string;
  /** Empty, and ours: what must be unpacked to be read goes there. */
  readonly folder: string;
}

/** @throws {DownloadFault} */
export async function openDownload({ path, name, folder }: DownloadFile): Promise<Download> {
  const head = await firstBytes(path);
  if (head.length === 0) throw new DownloadFault('damaged', 'The file is empty. Fetch the download again.');
  if (head.subarray(0, 2).equals(ZIP)) return openZipDownload(path);
  if (head.subarray(0, 2).equals(GZIP)) return openTarDownload(path, folder);
  return new PlainDownload(path, { name: basename(name), bytes: (await stat(path)).size });
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new DownloadFault('damaged', 'The file is no longer where it was. Import it again.', { cause });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** One file that is no archive: a list of posts, a table. */
class PlainDownload implements Download {
  readonly members: ReadonlyMap<string, DownloadMember>;

  constructor(
    private readonly path: string,
    member: DownloadMember,
  ) {
    this.members = new Map([[member.name, member]]);
  }

  async *read(_name: string, at = 0): AsyncGenerator<Uint8Array> {
    yield* createReadStream(this.path, { start: at });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
