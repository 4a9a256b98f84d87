import { createHmac } from 'node:crypto';
import { readJson } from './formats.rules.js';
import type { OpenedZip } from './open-zip.js';
import type { Failure, Reason } from './verify.types.js';

/**
 * One look at one bundle: its files and what was found wrong. A file already found wrong is not used to accuse another,
 * so that each fault is named once, where it is.
 */
export class Inspection {
  readonly failures: Failure[] = [];
  private readonly failed = new Set<string>();

  constructor(
    readonly zip: OpenedZip,
    /** The bag's folder, which is also the name of its seal. */
    readonly bundle: string,
  ) {}

  /** Paths below the bag's folder. */
  bagPaths(under = ''): string[] {
    const prefix = `${this.bundle}/${under}`;
    return [...this.zip.names]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(this.bundle.length + 1));
  }

  has(path: string): boolean {
    return this.zip.names.has(`${this.bundle}/${path}`);
  }

  sound(path: string): boolean {
    return this.has(path) && !this.failed.has(path);
  }

  fail(file: string, reason: Reason, more: Omit<Failure, 'file' | 'reason'> = {}): void {
    if (this.failed.has(file)) return;
    this.failed.add(file);
    this.failures.push({ file, reason, ...more });
  }

  /** A file already named for a lesser reason is named for this one. */
  sharpen(file: string, reason: Reason, more: Omit<Failure, 'file' | 'reason'>): void {
    const at = this.failures.findIndex((failure) => failure.file === file);
    if (at < 0) this.fail(file, reason, more);
    else this.failures[at] = { file, reason, ...more };
  }

  /** Lower-case hex of HMAC-SHA256 over it, however large it is. */
  async mac(path: string, key: Buffer): Promise<string> {
    const mac = createHmac('sha256', key);
    await this.zip.feed(`${this.bundle}/${path}`, mac);
    return mac.digest('hex');
  }

  read(path: string): Promise<Buffer> {
    return this.zip.read(`${this.bundle}/${path}`);
  }

  async text(path: string): Promise<string> {
    return (await this.read(path)).toString('utf8');
  }

  /** Null, and the file failed, when it is not JSON. */
  async json(path: string): Promise<unknown> {
    const value = readJson(await this.text(path));
    if (value === null) this.fail(path, 'format');
    return value;
  }
}
