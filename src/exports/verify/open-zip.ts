import { createHash, hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Entry } from 'yauzl';
import { partsNamed } from '../bundle/split.rules.js';
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
const NOTHING = Buffer.alloc(0);
const RAW = { fileNameRaw: NOTHING, extraFieldRaw: NOTHING, fileCommentRaw: NOTHING, extraFields: [] } as const;
const SYMLINK = 0o120000;

interface Digesting {
  update(piece: Uint8Array): unknown;
}

/** The files of an archive, by name; read in any order, hashed without holding them. */
export interface OpenedZip {
  readonly names: ReadonlySet<string>;
  hash(name: string): Promise<string>;
  /** All of it, a piece at a time. */
  feed(name: string, into: Digesting): Promise<void>;
  read(name: string): Promise<Buffer>;
  close(): void;
}

interface Packed {
  readonly archive: OpenArchive;
  readonly entry: Entry;
}

/**
 * Opens an untrusted archive, and where its name says that it is one part of several, those beside it. Refused before
 * anything is unpacked: names that climb, are absolute, doubled or links; entries that share bytes; a whole that would
 * unpack out of all proportion. Sizes are held to while reading.
 */
export async function openZip(path: string): Promise<OpenedZip> {
  const parts = partsNamed(basename(path))?.map((name) => join(dirname(path), name));
  const archives: OpenArchive[] = [];
  const close = (): void => archives.forEach((archive) => archive.close());
  const files = new Map<string, Packed>();
  try {
    for (const file of parts ?? [path]) {
      const archive = await openArchive(file, parts !== undefined && file !== path);
      archives.push(archive);
      const entries = await readDirectory(archive, files);
      refuseOverlaps(entries);
      refuseBomb(archive.zip.fileSize, entries);
      for (const [name, entry] of entries) files.set(name, { archive, entry });
    }
    return opened(files, close);
  } catch (error) {
    close();
    throw error;
  }
}

function openArchive(file: string, isAnother: boolean): Promise<OpenArchive> {
  return OpenArchive.open(file, { strictFileNames: true, validateEntrySizes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      const missing = isAnother ? 'no-part' : 'not-found';
      throw new CouldNotLook(cause.code === 'ENOENT' ? missing : 'not-a-zip', { file }, { cause });
    },
  );
}

/** `before`: the files of the parts before it. */
async function readDirectory(archive: OpenArchive, before: ReadonlyMap<string, unknown>): Promise<Map<string, Entry>> {
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
    if (before.has(entry.fileName)) throw new HostileBundle({ file: entry.fileName, reason: 'twice' });
    refuseName(entry, entries);
    entries.set(entry.fileName, withoutRaw(entry));
  }
}

/** Without the bytes its facts were read from: a bundle may have a million entries, and they are most of each. */
function withoutRaw(entry: Entry): Entry {
  return Object.assign(entry, RAW);
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

async function feed({ archive, entry }: Packed, into: Digesting): Promise<void> {
  if (entry.uncompressedSize <= WHOLE) into.update(await archive.read(entry));
  else for await (const chunk of archive.chunks(entry)) into.update(chunk);
}

function opened(files: ReadonlyMap<string, Packed>, close: () => void): OpenedZip {
  async function look<R>(name: string, read: (file: Packed) => Promise<R>): Promise<R> {
    const file = files.get(name);
    if (!file) throw new HostileBundle({ file: name, reason: 'missing' });
    try {
      return await read(file);
    } catch (error) {
      const lied = error instanceof Error && /bytes in the stream|larger than/.test(error.message);
      throw new HostileBundle({ file: name, reason: lied ? 'size' : 'unreadable' });
    }
  }
  return {
    names: new Set(files.keys()),
    hash: (name) =>
      look(name, async ({ archive, entry }) => {
        if (entry.uncompressedSize <= WHOLE) return hash('sha256', await archive.read(entry));
        const digest = createHash('sha256');
        await feed({ archive, entry }, digest);
        return digest.digest('hex');
      }),
    feed: (name, into) => look(name, (file) => feed(file, into)),
    async read(name) {
      if ((files.get(name)?.entry.uncompressedSize ?? 0) > READ_LIMIT)
        throw new CouldNotLook('too-large', { file: name });
      return look(name, ({ archive, entry }) => archive.read(entry));
    },
    close,
  };
}
