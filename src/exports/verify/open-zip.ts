import { createHash, hash } from 'node:crypto';
import type { Entry } from 'yauzl';
import { OpenArchive } from '../read-archive.js';
import { CouldNotLook, HostileBundle } from './verify.types.js';

/** Above both, an archive is a bomb: deflate reaches 1032, a real bundle seldom 20. */
const BOMB_RATIO = 250;
const BOMB_BYTES = 2 ** 30;
/** What is read into memory at once: lists and JSON of one item. Anything larger is only hashed. */
const READ_LIMIT = 2 ** 29;
/** Larger files are hashed as they are read. */
const WHOLE = 262_144;
const LOCAL_HEADER = 30;
const SYMLINK = 0o120000;

/** The files of an archive, by name; read in any order, hashed without holding them. */
export interface OpenedZip {
  readonly names: ReadonlySet<string>;
  hash(name: string): Promise<string>;
  read(name: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens an untrusted archive. Refused before anything is unpacked: names that climb, are absolute, doubled or links;
 * entries that share bytes; a whole that would unpack out of all proportion. Sizes are held to while reading.
 */
export async function openZip(path: string): Promise<OpenedZip> {
  const archive = await OpenArchive.open(path, { strictFileNames: true, validateEntrySizes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CouldNotLook(error.code === 'ENOENT' ? 'not-found' : 'not-a-zip', { file: path }, { cause: error });
    },
  );
  try {
    const entries = await readDirectory(archive);
    refuseOverlaps(entries);
    refuseBomb(archive.zip.fileSize, entries);
    return opened(archive, entries);
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function readDirectory(archive: OpenArchive): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const listed = archive.zip.eachEntry();
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

function refuseBomb(packed: number, entries: ReadonlyMap<string, Entry>): void {
  let bytes = 0;
  for (const entry of entries.values()) bytes += entry.uncompressedSize;
  if (bytes > BOMB_BYTES && bytes > BOMB_RATIO * packed) {
    throw new CouldNotLook('bomb', { bytes, packed });
  }
}

function opened(archive: OpenArchive, entries: ReadonlyMap<string, Entry>): OpenedZip {
  async function look<R>(name: string, read: (entry: Entry) => Promise<R>): Promise<R> {
    const entry = entries.get(name);
    if (!entry) throw new HostileBundle({ file: name, reason: 'missing' });
    try {
      return await read(entry);
    } catch (error) {
      const lied = error instanceof Error && /bytes in the stream|larger than/.test(error.message);
      throw new HostileBundle({ file: name, reason: lied ? 'size' : 'unreadable' });
    }
  }
  return {
    names: new Set(entries.keys()),
    hash: (name) =>
      look(name, async (entry) => {
        if (entry.uncompressedSize <= WHOLE) return hash('sha256', await archive.read(entry));
        const digest = createHash('sha256');
        for await (const chunk of archive.chunks(entry)) digest.update(chunk);
        return digest.digest('hex');
      }),
    async read(name) {
      if ((entries.get(name)?.uncompressedSize ?? 0) > READ_LIMIT) throw new CouldNotLook('too-large', { file: name });
      return look(name, (entry) => archive.read(entry));
    },
    close: async () => archive.close(),
  };
}
