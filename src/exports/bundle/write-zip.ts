import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, createInflateRaw, deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { promisify } from 'node:util';
import {
  centralRecord,
  endOfArchive,
  FULL,
  localHeader,
  LONGEST_END,
  type Packed,
  type Place,
  readEnd,
} from './zip.rules.js';

/** What is packed already by its own form. */
const STORED = /\.(gz|wacz|jpg|png|gif|webp|avif|mp4|webm|mp3|ogg|pdf)$/;
/** Fewer bytes than this are not worth unpacking again. */
const WORTH_PACKING = 256;
/** Up to here packing in place takes less than asking another thread. */
const SMALL = 16_384;
/** For small files a small window: the same result in half the time. */
const SMALL_WINDOW = { windowBits: 14, memLevel: 6 } as const;
const BUFFERED = 1_048_576;
const PIECE = 1_048_576;
const LISTED_TOGETHER = 1_000;

const deflated = promisify(deflateRaw);

export interface ZipOptions {
  /** Everything is written as it is. */
  readonly stored?: boolean;
  /** The directory says sizes as the headers of the files do: some readers take the one to be as long as the other. */
  readonly isEven?: boolean;
}

/**
 * Writes a ZIP archive front to back, one file after the other, in the order they come; what is written can be read
 * again at once. The archive is whole when `finish` has answered: its directory is at its end, and all is on disk.
 */
export class ZipWriter {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private directory: Buffer[] = [];
  private listed: Buffer[] = [];
  private isStreaming = false;
  private flushing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    /** Up to where the file is written. */
    private written: number,
    private files: number,
    private readonly options: ZipOptions,
  ) {}

  static async create(path: string, options: ZipOptions = {}): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'w+'), 0, 0, options);
  }

  /** Goes on where an archive that was finished ended: its directory is taken off, and written anew at the end. */
  static async extend(path: string, options: ZipOptions = {}): Promise<ZipWriter> {
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    const tail = await readFully(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
    const found = readEnd(tail);
    if (!found) {
      await file.close();
      throw new Error(`${path} is not an archive that was finished`);
    }
    const writer = new ZipWriter(file, found.at, found.files, options);
    writer.directory.push(await readFully(file, found.at, found.bytes));
    return writer;
  }

  async add(name: string, bytes: Buffer): Promise<Place> {
    const isPacked = bytes.length >= WORTH_PACKING && !this.isStored(name);
    const smaller = isPacked ? await packed(bytes) : bytes;
    const pays = smaller.length < bytes.length;
    const content = pays ? smaller : bytes;
    if (this.isStreaming) throw new Error(`${name} cannot be written while another file is`);
    const method = pays ? 'deflated' : 'stored';
    const file = { name, method, crc: crc32(bytes), bytes: bytes.length, packed: content.length } as const;
    const at = this.end;
    this.hold(localHeader(file, false));
    const from = this.end;
    this.hold(content);
    this.list({ ...file, at });
    if (this.heldBytes >= BUFFERED) await this.flush();
    return placeOf(file, from);
  }

  /** `seen` is told every piece before it is packed. */
  async addStream(name: string, source: AsyncIterable<Uint8Array>, seen: (piece: Uint8Array) => void): Promise<Place> {
    if (this.isStreaming) throw new Error(`${name} cannot be written while another file is`);
    this.isStreaming = true;
    const at = this.end;
    const method = this.isStored(name) ? 'stored' : 'deflated';
    const header = localHeader({ name, method, crc: 0, bytes: 0, packed: 0 }, true);
    this.hold(header);
    const from = this.end;
    let [crc, bytes] = [0, 0];
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of source) {
        crc = crc32(piece, crc);
        bytes += piece.length;
        seen(piece);
        yield piece;
      }
    };
    const into = async (content: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const piece of content) {
        this.hold(Buffer.from(piece));
        if (this.heldBytes >= BUFFERED) await this.flush();
      }
    };
    if (method === 'stored') await into(counted());
    else await pipeline(counted(), createDeflateRaw(), into);
    const file = { name, method, crc, bytes, packed: this.end - from } as const;
    await this.flush();
    await writeFully(this.file, localHeader(file, true), at);
    this.list({ ...file, at, isWide: this.options.isEven === true });
    this.isStreaming = false;
    return placeOf(file, from);
  }

  /** A file of another archive as it is packed there. */
  async addPacked(file: Omit<Packed, 'at'>, source: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.isStreaming) throw new Error(`${file.name} cannot be written while another file is`);
    const at = this.end;
    this.hold(localHeader(file, Math.max(file.bytes, file.packed) >= FULL));
    const from = this.end;
    for await (const piece of source) {
      this.hold(Buffer.from(piece));
      if (this.heldBytes >= BUFFERED) await this.flush();
    }
    if (this.end - from !== file.packed) throw new Error(`${file.name} is not as long as it was said to be`);
    this.list({ ...file, at });
  }

  async read({ method, bytes, packed: length, from }: Place): Promise<Buffer> {
    if (from + length > this.written) await this.flush();
    await this.flushing;
    const content = await readFully(this.file, from, length);
    return method === 'stored' ? content : inflateRawSync(content, { maxOutputLength: Math.max(1, bytes) });
  }

  /** The same of what is too large to hold. */
  async *pieces({ method, packed: length, from }: Place): AsyncGenerator<Buffer> {
    if (from + length > this.written) await this.flush();
    await this.flushing;
    const { file } = this;
    async function* stored(): AsyncGenerator<Buffer> {
      for (let done = 0; done < length; done += PIECE)
        yield readFully(file, from + done, Math.min(PIECE, length - done));
    }
    yield* method === 'stored' ? stored() : Readable.from(stored()).pipe(createInflateRaw());
  }

  /** Answers how long the archive is. Nothing can be read or written through it afterwards. */
  async finish(): Promise<number> {
    const directory = Buffer.concat([...this.directory, ...this.listed]);
    const end = endOfArchive({ at: this.end, bytes: directory.length, files: this.files });
    this.hold(directory);
    this.hold(end);
    await this.flush();
    await this.file.truncate(this.written);
    await this.file.sync();
    await this.file.close();
    return this.written;
  }

  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  private isStored(name: string): boolean {
    return this.options.stored === true || STORED.test(name);
  }

  private get end(): number {
    return this.written + this.heldBytes;
  }

  /** Records are kept together: each by itself would weigh twice as much. */
  private list(file: Packed): void {
    this.files += 1;
    this.listed.push(centralRecord(file));
    if (this.listed.length < LISTED_TOGETHER) return;
    this.directory.push(Buffer.concat(this.listed));
    this.listed = [];
  }

  private hold(bytes: Buffer): void {
    this.held.push(bytes);
    this.heldBytes += bytes.length;
  }

  private flush(): Promise<void> {
    const [bytes, at] = [Buffer.concat(this.held), this.written];
    this.held = [];
    this.heldBytes = 0;
    this.written += bytes.length;
    this.flushing = this.flushing.then(() => writeFully(this.file, bytes, at));
    return this.flushing;
  }
}

function placeOf({ method, bytes, packed: length }: Omit<Place, 'from'>, from: number): Place {
  return { method, bytes, packed: length, from };
}

function packed(bytes: Buffer): Promise<Buffer> | Buffer {
  return bytes.length <= SMALL ? deflateRawSync(bytes, SMALL_WINDOW) : deflated(bytes);
}

async function writeFully(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

async function readFully(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('The archive ends early');
    done += bytesRead;
  }
  return bytes;
}
