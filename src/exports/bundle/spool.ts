import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';

const BUFFERED = 262_144;

/** A file beside the archive for what is known before its place in the archive is reached; it goes when it is removed. */
export class Spool {
  private held: string[] = [];
  private heldLength = 0;
  private written = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<Spool> {
    return new Spool(path, await open(path, 'w+'));
  }

  async write(text: string): Promise<void> {
    this.held.push(text);
    this.heldLength += text.length;
    if (this.heldLength >= BUFFERED) await this.flush();
  }

  /** What was written so far, or a stretch of it, `to` not among it. */
  async *read(from = 0, to?: number): AsyncGenerator<Buffer> {
    const end = (to ?? (await this.end())) - 1;
    if (end < from) return;
    const chunks: AsyncIterable<Buffer> = createReadStream(this.path, { start: from, end });
    yield* chunks;
  }

  /** How many bytes were written. */
  async end(): Promise<number> {
    await this.flush();
    return this.written;
  }

  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.held.join(''));
    this.held = [];
    this.heldLength = 0;
    await this.file.appendFile(bytes);
    this.written += bytes.length;
  }
}
