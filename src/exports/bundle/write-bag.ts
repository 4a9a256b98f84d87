import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BagFile, BAGIT_TXT, bagInfo, manifestText, PAYLOAD_MANIFEST, TAG_MANIFEST } from './bagit.rules.js';

/** Writes one bag into a folder, hashing as it goes; only paths, sizes and digests stay in memory. */
export class BagWriter {
  private readonly files = new Map<string, BagFile>();
  private readonly folders = new Set<string>();

  constructor(readonly folder: string) {}

  get count(): number {
    return this.files.size;
  }

  /** Lower-case hex SHA-256 of what was written there. */
  digestOf(path: string): string | null {
    return this.files.get(path)?.sha256 ?? null;
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await writeFile(await this.place(path), bytes);
    this.note(path, bytes.length, createHash('sha256').update(bytes).digest('hex'));
  }

  /** Several at once, of different paths. */
  async writeAll(files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
    await Promise.all(Array.from(files, ([path, content]) => this.write(path, content)));
  }

  async writeStream(path: string, source: AsyncIterable<Uint8Array | string>): Promise<void> {
    const digest = createHash('sha256');
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(Readable.from(source, { objectMode: true }), meter, createWriteStream(await this.place(path)));
    this.note(path, size, digest.digest('hex'));
  }

  /** Writes the tag files and answers the digest of tagmanifest-sha256.txt: the commitment of the export. */
  async finish(facts: Omit<Parameters<typeof bagInfo>[0], 'payload'>): Promise<string> {
    const payload = [...this.files.values()].filter((file) => file.path.startsWith('data/'));
    await this.write('bagit.txt', BAGIT_TXT);
    await this.write('bag-info.txt', bagInfo({ ...facts, payload }));
    await this.write(PAYLOAD_MANIFEST, manifestText(payload));
    const tags = [...this.files.values()].filter((file) => !file.path.startsWith('data/'));
    await this.write(TAG_MANIFEST, manifestText(tags));
    const folder = await open(this.folder);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    return this.files.get(TAG_MANIFEST)?.sha256 ?? '';
  }

  private note(path: string, bytes: number, sha256: string): void {
    this.files.set(path, { path, bytes, sha256 });
  }

  private async place(path: string): Promise<string> {
    if (this.files.has(path)) throw new Error(`A bag holds ${path} once`);
    const file = join(this.folder, path);
    const folder = dirname(file);
    if (!this.folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      this.folders.add(folder);
    }
    return file;
  }
}
