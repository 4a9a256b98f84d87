import { createCipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So many are held in memory. */
export const IN_MEMORY_BYTES = 1024 * 1024;
const CIPHER = 'aes-256-ctr';
const CIPHER_BLOCK = 16;

/**
 * Bytes of any length that are written once and read at any place: a few in memory, more in a file that is sealed with a
 * key of this moment and has no name any more, so that nothing of it is left when the process ends, however it ends.
 */
export class HeldBytes {
  private pieces: Buffer[] = [];
  private file: FileHandle | null = null;
  private key = randomBytes(32);
  private size = 0;

  get length(): number {
    return this.size;
  }

  /** All of them, where they are few. */
  get whole(): Buffer | null {
    return this.file === null ? Buffer.concat(this.pieces, this.size) : null;
  }

  async append(piece: Uint8Array): Promise<void> {
    const at = this.size;
    this.size += piece.length;
    if (this.file === null && this.size <= IN_MEMORY_BYTES) {
      this.pieces.push(Buffer.from(piece));
      return;
    }
    if (this.file === null) await this.spill();
    await this.write(piece, at);
  }

  /** Fewer than asked for only at the end. */
  async read(start: number, end: number): Promise<Buffer> {
    const stop = Math.min(end, this.size);
    if (stop <= start) return Buffer.alloc(0);
    if (this.file === null) return Buffer.concat(this.pieces, this.size).subarray(start, stop);
    const sealed = Buffer.alloc(stop - start);
    let done = 0;
    while (done < sealed.length) {
      const { bytesRead } = await this.file.read(sealed, done, sealed.length - done, start + done);
      if (bytesRead === 0) throw new Error('What was put aside is not there any more');
      done += bytesRead;
    }
    return this.turn(sealed, start);
  }

  /** Empty, as it was at first. */
  async clear(): Promise<void> {
    await this.file?.close();
    // Another key: what stood at a place before is never sealed with the same bits.
    [this.file, this.pieces, this.size, this.key] = [null, [], 0, randomBytes(32)];
  }

  private async spill(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'akta-'));
    this.file = await open(join(folder, 'held'), 'wx+', 0o600);
    await rm(folder, { recursive: true, force: true });
    let at = 0;
    for (const piece of this.pieces) {
      await this.write(piece, at);
      at += piece.length;
    }
    this.pieces = [];
  }

  private async write(piece: Uint8Array, at: number): Promise<void> {
    const sealed = this.turn(piece, at);
    let done = 0;
    while (done < sealed.length) {
      const written = await this.file?.write(sealed, done, sealed.length - done, at + done);
      done += written?.bytesWritten ?? 0;
    }
  }

  /** Into the sealed form and back: the same stream of bits at each place. */
  private turn(bytes: Uint8Array, at: number): Buffer {
    const counter = Buffer.alloc(CIPHER_BLOCK);
    counter.writeBigUInt64BE(BigInt(Math.floor(at / CIPHER_BLOCK)), 8);
    const cipher = createCipheriv(CIPHER, this.key, counter);
    cipher.update(Buffer.alloc(at % CIPHER_BLOCK));
    return cipher.update(bytes);
  }
}
