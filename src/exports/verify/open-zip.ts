import { createHash } from 'node:crypto';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { CouldNotLook, HostileBundle } from './verify.types.js';

/** Above both, an archive is a bomb: deflate reaches 1032, a real bundle seldom 20. */
const BOMB_RATIO = 250;
const BOMB_BYTES = 2 ** 30;
/** What is read into memory at once: lists and JSON of one item. Anything larger is only hashed. */
const READ_LIMIT = 2 ** 29;
const LOCAL_HEADER = 30;
const SYMLINK = 0o120000;

/** The files of an archive, by name; read in any order, hashed without holding them. */
export interface OpenedZip {
  readonly names: ReadonlySet<string>;
  hash(name: string): Promise<string>;
  read(name: string): Promise<Buffer>;
  close(): void;
}

/**
 * Opens an untrusted archive. Refused before anything is unpacked: names that climb, are absolute, doubled or links;
 * entries that share bytes; a whole that would unpack out of all proportion. Sizes are held to while reading.
 */
export async function openZip(path: string): Promise<OpenedZip> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CouldNotLook(error.code === 'ENOENT' ? 'not-found' : 'not-a-zip', { file: path }, { cause: error });
    },
  );
  try {
    const entries = await readDirectory(zip);
    refuseOverlaps(entries);
    refuseBomb(zip, entries);
    return opened(zip, entries);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const listed = zip.eachEntry();
  for (;;) {
    const next = await listed.next().catch((error: Error) => {
      const bad = /(absolute path|invalid relative path|invalid characters).*: (.*)$/s.exec(error.message);
      if (bad) throw new HostileBundle({ file: bad[2] ?? '', reason: 'path' });
      throw new CouldNotLook('not-a-zip', { file: '' }, { cause: error });
    });
    if (next.done) return entries;
    const entry = next.value;
    refuseName(entry, entries);
    entries.set(entry.fileName, entry);
  }
}

function refuseName(entry: Entry, before: ReadonlyMap<string, Entry>): void {
  const file = entry.fileName;
  if (before.has(file)) throw new HostileBundle({ file, reason: 'twice' });
  if (file.endsWith('/') || !/^[!-~]+$/.test(file)) throw new HostileBundle({ file, reason: 'path' });
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === SYMLINK) throw new HostileBundle({ file, reason: 'link' });
  if (entry.isEncrypted()) throw new CouldNotLook('encrypted', { file });
}

function refuseOverlaps(entries: ReadonlyMap<string, Entry>): void {
  const inOrder = [...entries.values()].toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end) throw new HostileBundle({ file: entry.fileName, reason: 'overlap' });
    end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize;
  }
}

function refuseBomb(zip: ZipFile, entries: ReadonlyMap<string, Entry>): void {
  let bytes = 0;
  for (const entry of entries.values()) bytes += entry.uncompressedSize;
  if (bytes > BOMB_BYTES && bytes > BOMB_RATIO * zip.fileSize) {
    throw new CouldNotLook('bomb', { bytes, packed: zip.fileSize });
  }
}

function opened(zip: ZipFile, entries: ReadonlyMap<string, Entry>): OpenedZip {
  async function* chunks(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (!entry) throw new HostileBundle({ file: name, reason: 'missing' });
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk;
    } catch (error) {
      const lied = error instanceof Error && /bytes in the stream/.test(error.message);
      throw new HostileBundle({ file: name, reason: lied ? 'size' : 'unreadable' });
    }
  }
  return {
    names: new Set(entries.keys()),
    async hash(name) {
      const digest = createHash('sha256');
      for await (const chunk of chunks(name)) digest.update(chunk);
      return digest.digest('hex');
    },
    async read(name) {
      if ((entries.get(name)?.uncompressedSize ?? 0) > READ_LIMIT) throw new CouldNotLook('too-large', { file: name });
      const parts: Buffer[] = [];
      for await (const chunk of chunks(name)) parts.push(chunk);
      return Buffer.concat(parts);
    },
    close: () => zip.close(),
  };
}
