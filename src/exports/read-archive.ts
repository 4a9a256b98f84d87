import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type Options, RandomAccessReader, type ZipFile } from 'yauzl';

/** Up to here a file is read in one piece: a stream for each of many would take longer than reading it. */
const SMALL = 262_144;
const WINDOW = 262_144;
/** Files that are read together stand in a few places of an archive, in the same order in each. */
const WINDOWS = 8;
const [IS_STORED, IS_DEFLATED] = [0, 8];

interface Window {
  readonly at: number;
  readonly bytes: Buffer;
}

/** Reads ahead in a few places at once: of thousands of small pieces nearly all are in memory when they are asked for. */
class WindowReader extends RandomAccessReader {
  private windows: Window[] = [];

  constructor(private readonly file: FileHandle) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end), { objectMode: false });
  }

  // oxlint-disable-next-line max-params -- as yauzl asks
  override read(into: Buffer, offset: number, length: number, at: number, done: (error: Error | null) => void): void {
    const held = this.held(at, length);
    const give = (bytes: Buffer): void => {
      bytes.copy(into, offset, 0, length);
      done(null);
    };
    if (held) give(held);
    else this.piece(at, length).then(give, done);
  }

  override close(done: (error: Error | null) => void): void {
    void this.end(done);
  }

  /** Shorter where the file ends. It may be part of a larger buffer: it is not changed, and not kept. */
  async piece(at: number, length: number): Promise<Buffer> {
    const held = this.held(at, length);
    if (held) return held;
    const bytes = Buffer.alloc(Math.max(WINDOW, length));
    const { bytesRead } = await this.file.read(bytes, 0, bytes.length, at);
    const window = { at, bytes: bytes.subarray(0, bytesRead) };
    this.windows = [window, ...this.windows.slice(0, WINDOWS - 1)];
    return window.bytes.subarray(0, length);
  }

  private async end(done: (error: Error | null) => void): Promise<void> {
    const fault: Error | null = await this.file.close().then(
      () => null,
      (error: Error) => error,
    );
    done(fault);
  }

  async *range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const { bytesRead, buffer } = await this.file.read(Buffer.alloc(Math.min(WINDOW, end - at)), { position: at });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  private held(at: number, length: number): Buffer | null {
    const i = this.windows.findIndex((one) => at >= one.at && at + length <= one.at + one.bytes.length);
    const window = this.windows[i];
    if (!window) return null;
    if (i > 0) this.windows = [window, ...this.windows.filter((one) => one !== window)];
    return window.bytes.subarray(at - window.at, at - window.at + length);
  }
}

/** An archive with its files, each as a stream, or in one piece where it is small. */
export class OpenArchive {
  private constructor(
    readonly zip: ZipFile,
    private readonly reader: WindowReader,
  ) {}

  /** @throws what is no archive, or not there */
  static async open(path: string, options: Options = {}): Promise<OpenArchive> {
    const file = await open(path);
    try {
      const reader = new WindowReader(file);
      const { size } = await file.stat();
      return new OpenArchive(
        await fromRandomAccessReaderPromise(reader, size, { ...options, autoClose: false }),
        reader,
      );
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  entries(): AsyncIterable<Entry> {
    return this.zip.eachEntry();
  }

  /** @throws what cannot be unpacked, or not to the size the directory states */
  async *chunks(entry: Entry): AsyncGenerator<Buffer> {
    if (isSmall(entry)) yield await this.whole(entry);
    else for await (const chunk of await this.zip.openReadStreamPromise(entry)) yield chunk;
  }

  /** As it is packed. It may be part of a larger buffer: it is not changed, and not kept. */
  async *packed(entry: Entry): AsyncGenerator<Buffer> {
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    if (entry.compressedSize <= SMALL) yield await this.reader.piece(fileDataStart, entry.compressedSize);
    else yield* this.reader.range(fileDataStart, fileDataStart + entry.compressedSize);
  }

  /** @throws as `chunks` */
  async read(entry: Entry): Promise<Buffer> {
    if (isSmall(entry)) return this.whole(entry);
    const parts: Buffer[] = [];
    for await (const chunk of this.chunks(entry)) parts.push(chunk);
    return Buffer.concat(parts);
  }

  close(): void {
    this.zip.close();
  }

  private async whole(entry: Entry): Promise<Buffer> {
    const { compressedSize: size, uncompressedSize: stated, compressionMethod } = entry;
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = await this.reader.piece(fileDataStart, size);
    if (packed.length !== size) throw new Error('the archive ends early');
    // One more than stated is asked for, so that what is larger is seen and never unpacked.
    const bytes =
      compressionMethod === IS_STORED ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: stated + 1 });
    if (bytes.length !== stated) throw new Error(`${bytes.length} bytes in the stream, ${stated} stated`);
    return bytes;
  }
}

function isSmall({ compressedSize, uncompressedSize, compressionMethod, generalPurposeBitFlag }: Entry): boolean {
  const isKnown = compressionMethod === IS_STORED || compressionMethod === IS_DEFLATED;
  const isPlain = (generalPurposeBitFlag & 1) === 0;
  return isKnown && isPlain && compressedSize <= SMALL && uncompressedSize <= SMALL;
}
