import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { CouldNotLook, HostileBundle } from './verify.types.js';

/** Above both, an archive is a bomb: deflate reaches 1032, a real bundle seldom 20. */
const BOMB_RATIO = 250;
const BOMB_BYTES = 2 ** 30;
/** What is read into memory at once: lists and JSON of one item. Anything larger is only hashed. */
const READ_LIMIT = 2 ** 29;
/** Up to here an entry is read in one piece: a stream for each of many would take longer than reading it. */
const SMALL = 262_144;
const LOCAL_HEADER = 30;
const [IS_STORED, IS_DEFLATED] = [0, 8];
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
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CouldNotLook(error.code === 'ENOENT' ? 'not-found' : 'not-a-zip', { file: path }, { cause: error });
    },
  );
  const file = await open(path);
  try {
    const entries = await readDirectory(zip);
    refuseOverlaps(entries);
    refuseBomb(zip, entries);
    return opened(zip, file, entries);
  } catch (error) {
    zip.close();
    await file.close();
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

function isSmall({ compressedSize, uncompressedSize, compressionMethod }: Entry): boolean {
  const isKnown = compressionMethod === IS_STORED || compressionMethod === IS_DEFLATED;
  return isKnown && compressedSize <= SMALL && uncompressedSize <= SMALL;
}

/** @throws what does not unpack to the size the directory states */
async function readWhole(zip: ZipFile, file: FileHandle, entry: Entry): Promise<Buffer> {
  const { compressedSize: size, uncompressedSize: stated, compressionMethod } = entry;
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = Buffer.alloc(size);
  const { bytesRead } = await file.read(packed, 0, size, fileDataStart);
  if (bytesRead !== size) throw new Error('the archive ends early');
  // One more than stated is asked for, so that what is larger is seen and never unpacked.
  const bytes = compressionMethod === IS_STORED ? packed : inflateRawSync(packed, { maxOutputLength: stated + 1 });
  if (bytes.length !== stated) throw new Error(`${bytes.length} bytes in the stream, ${stated} stated`);
  return bytes;
}

function opened(zip: ZipFile, file: FileHandle, entries: ReadonlyMap<string, Entry>): OpenedZip {
  async function* chunks(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (!entry) throw new HostileBundle({ file: name, reason: 'missing' });
    try {
      if (isSmall(entry)) yield await readWhole(zip, file, entry);
      else for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk;
    } catch (error) {
      const lied = error instanceof Error && /bytes in the stream|larger than/.test(error.message);
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
    async close() {
      zip.close();
      await file.close();
    },
  };
}
