import { createHash, hash } from 'node:crypto';
import type { Pieces } from '../../archive/index.js';
import { type BagFile, BAGIT_TXT, bagInfo, manifestText, PAYLOAD_MANIFEST, TAG_MANIFEST } from './bagit.rules.js';
import { FileTable } from './file-table.js';
import { ZipWriter } from './write-zip.js';

/**
 * Writes one bag straight into an archive, hashing as it goes; only paths, sizes and digests stay in memory. What was
 * written can be read again: every rendition is made from it.
 */
export class BagWriter {
  private readonly files = new FileTable();

  private constructor(
    private readonly zip: ZipWriter,
    /** The bag's folder in the archive. */
    private readonly name: string,
  ) {}

  /** Without a name the files stand at the top of the archive. `stored`: nothing in it is packed smaller. */
  static async create(archive: string, name: string, { stored = false } = {}): Promise<BagWriter> {
    return new BagWriter(await ZipWriter.create(archive, { stored }), name);
  }

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

  async read(path: string): Promise<Buffer> {
    const file = this.files.get(path);
    if (!file) throw new Error(`The bag does not hold ${path}`);
    return this.zip.read(file);
  }

  /** What was written there, and is too large to hold. */
  pieces(path: string): AsyncIterable<Buffer> {
    const file = this.files.get(path);
    if (!file) throw new Error(`The bag does not hold ${path}`);
    return this.zip.pieces(file);
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    this.refuseTwice(path);
    const bytes = Buffer.from(content);
    const place = await this.zip.add(this.inArchive(path), bytes);
    this.files.set(path, { ...place, sha256: hash('sha256', bytes) });
  }

  /** One after the other. While it is written, nothing else can be. */
  async writeStream(path: string, source: AsyncIterable<Uint8Array | string>): Promise<void> {
    this.refuseTwice(path);
    const digest = createHash('sha256');
    const place = await this.zip.addStream(this.inArchive(path), bytesOf(source), (piece) => digest.update(piece));
    this.files.set(path, { ...place, sha256: digest.digest('hex') });
  }

  /** Writes the tag files, ends the archive and answers the digest of tagmanifest-sha256.txt: the commitment of the export. */
  async finish(facts: Omit<Parameters<typeof bagInfo>[0], 'payload'>): Promise<string> {
    const payload = this.listed((path) => path.startsWith('data/'));
    await this.write('bagit.txt', BAGIT_TXT);
    await this.write('bag-info.txt', bagInfo({ ...facts, payload }));
    await this.write(PAYLOAD_MANIFEST, manifestText(payload));
    await this.write(TAG_MANIFEST, manifestText(this.listed((path) => !path.startsWith('data/'))));
    await this.zip.finish();
    return this.digestOf(TAG_MANIFEST) ?? '';
  }

  /** How long a file is and what it hashes to. */
  factsOf(path: string): BagFile | null {
    const file = this.files.get(path);
    return file && { path, bytes: file.bytes, sha256: file.sha256 };
  }

  /** Ends an archive that is no bag: one list of its files at its end, whose digest is answered. */
  async finishListed(list: string): Promise<string> {
    await this.write(list, manifestText(this.listed(() => true)));
    await this.zip.finish();
    return this.digestOf(list) ?? '';
  }

  /** Lets go of the archive as it stands. */
  async abandon(): Promise<void> {
    await this.zip.abandon();
  }

  private listed(belongs: (path: string) => boolean): BagFile[] {
    return Array.from(this.files.paths())
      .filter(belongs)
      .flatMap((path) => {
        const file = this.files.get(path);
        return file ? { path, bytes: file.bytes, sha256: file.sha256 } : [];
      });
  }

  private inArchive(path: string): string {
    return this.name === '' ? path : `${this.name}/${path}`;
  }

  private refuseTwice(path: string): void {
    if (this.files.has(path)) throw new Error(`A bag holds ${path} once`);
  }
}

async function* bytesOf(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** What is whole, or comes in pieces. */
export type Content = Uint8Array | string | Pieces;

export async function writeContent(bag: BagWriter, path: string, content: Content): Promise<void> {
  if (typeof content === 'string' || content instanceof Uint8Array) await bag.write(path, content);
  else await bag.writeStream(path, content.pieces());
}
