import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DownloadFault } from './download-fault.types.js';
import type { Download, DownloadMember } from './download.port.js';
import { hostile, refuseEntries, shown, type ZipEntry } from './zip-entries.rules.js';

const LOCAL_HEADER = 30;
const [STORED, DEFLATED] = [0, 8];

/**
 * A download in a ZIP, as nearly all are: its directory is read and judged, then each file is unpacked as it is read,
 * whole files being held to their size and their CRC-32.
 * @throws {DownloadFault} 'hostile' or 'damaged'
 */
export async function openZipDownload(path: string): Promise<Download> {
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch((cause: unknown) => {
    throw new DownloadFault('damaged', 'The ZIP cannot be opened: it is not whole. Fetch the download again.', {
      cause,
    });
  });
  try {
    const entries = await readDirectory(zip);
    refuseEntries(
      [...entries.values()].map((entry) => entryOf(entry)),
      zip.fileSize,
    );
    return new ZipDownload(zip, entries);
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
      if (/absolute path|invalid relative path|invalid characters/.test(error.message))
        throw hostile('A file in the archive has a name that leads out of the folder it is unpacked in', error);
      throw new DownloadFault('damaged', 'The list of files in the ZIP cannot be read. Fetch the download again.', {
        cause: error,
      });
    });
    if (next.done) return entries;
    const { fileName } = next.value;
    if (entries.has(fileName)) throw hostile(`The archive has two files called ${shown(fileName)}`);
    if (!fileName.endsWith('/')) entries.set(fileName, next.value);
  }
}

function entryOf(entry: Entry): ZipEntry {
  const { fileName: name, compressedSize: packed, uncompressedSize: bytes, compressionMethod } = entry;
  const from = entry.relativeOffsetOfLocalHeader;
  return {
    name,
    packed,
    bytes,
    encrypted: entry.isEncrypted(),
    readable: compressionMethod === STORED || compressionMethod === DEFLATED,
    mode: entry.externalFileAttributes >>> 16,
    from,
    to: from + LOCAL_HEADER + entry.fileNameLength + packed,
  };
}

class ZipDownload implements Download {
  readonly members: ReadonlyMap<string, DownloadMember>;

  constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {
    this.members = new Map(
      Array.from(entries, ([name, { uncompressedSize: bytes }]) => [name, { name, bytes }] as const),
    );
  }

  async *read(name: string, at = 0): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) throw new DownloadFault('damaged', `${shown(name)} is not in the archive.`);
    const stream = await this.open(name, entry);
    let [passed, crc] = [0, 0];
    try {
      for await (const piece of stream) {
        const bytes: Buffer = piece;
        crc = crc32(bytes, crc);
        const skip = Math.max(0, at - passed);
        passed += bytes.length;
        if (skip < bytes.length) yield skip === 0 ? bytes : bytes.subarray(skip);
      }
    } catch (error) {
      throw error instanceof DownloadFault ? error : unreadable(name, error);
    } finally {
      stream.destroy();
    }
    if (crc !== entry.crc32) throw unreadable(name);
  }

  close(): Promise<void> {
    this.zip.close();
    return Promise.resolve();
  }

  private open(name: string, entry: Entry): Promise<Readable> {
    return this.zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw unreadable(name, error);
    });
  }
}

function unreadable(name: string, cause?: unknown): DownloadFault {
  const lied = cause instanceof Error && /bytes in the stream/.test(cause.message);
  const why = lied ? 'has another size than the archive says' : 'is not what the archive says it is (checksum)';
  return new DownloadFault(
    lied ? 'hostile' : 'damaged',
    `${shown(name)} ${why}. What was read before it is in the archive; fetch the download again and import it.`,
    { cause },
  );
}
