import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Refusal, replaceSecretFile, writeSecretFile } from '../../platform/index.js';
import { KeyWrapper } from '../key-wrapper.port.js';
import { KEY_BYTES, seal, unseal } from '../keys.rules.js';

interface MasterKeys {
  readonly current: Buffer;
  /** The newest first. */
  readonly earlier: readonly Buffer[];
  readonly next: Buffer | null;
}

const NEXT = 'next ';

/**
 * The master key in one file (0600), made at first start: 64 hex digits a line, the key that wraps first, those before it
 * after it, and one that is prepared marked `next`. It is read anew each time, so that a rotation by another process, or
 * a file brought from another machine, is known without a restart. Losing it loses the archive.
 */
export class FileKeyWrapper extends KeyWrapper {
  constructor(private readonly path: string) {
    super();
    if (!existsSync(path)) writeSecretFile(path, textOf({ current: randomBytes(KEY_BYTES), earlier: [], next: null }));
    this.read();
  }

  override async wrap(key: Uint8Array, about: string): Promise<Buffer> {
    return seal(this.read().current, key, about);
  }

  override async unwrap(wrapped: Uint8Array, about: string): Promise<Buffer> {
    const { current, earlier, next } = this.read();
    for (const master of [current, ...(next ? [next] : []), ...earlier]) {
      const key = openOrNull(master, wrapped, about);
      if (key) return key;
    }
    throw new Refusal(
      'integrity-failure',
      'The key file does not fit this database: it belongs to another installation, or one of them was changed.',
    );
  }

  override async prepare(): Promise<void> {
    const keys = this.read();
    if (!keys.next) this.write({ ...keys, next: randomBytes(KEY_BYTES) });
  }

  override async rotate(): Promise<void> {
    const { current, earlier, next } = this.read();
    this.write({ current: next ?? randomBytes(KEY_BYTES), earlier: [current, ...earlier], next: null });
  }

  override async isCurrent(wrapped: Uint8Array, about: string): Promise<boolean> {
    return openOrNull(this.read().current, wrapped, about) !== null;
  }

  override async earlier(): Promise<number> {
    return this.read().earlier.length;
  }

  override async forgetEarlier(): Promise<void> {
    this.write({ ...this.read(), earlier: [] });
  }

  private write(keys: MasterKeys): void {
    replaceSecretFile(this.path, textOf(keys));
  }

  private read(): MasterKeys {
    const lines = readFileSync(this.path, 'utf8').trim().split('\n');
    const next = lines.filter((line) => line.startsWith(NEXT)).map((line) => line.slice(NEXT.length));
    const [current, ...earlier] = lines.filter((line) => !line.startsWith(NEXT));
    if (current === undefined || next.length > 1 || [current, ...earlier, ...next].some((hex) => !KEY_HEX.test(hex))) {
      throw new Refusal(
        'integrity-failure',
        `The key file ${this.path} does not hold a key. Restore it from your backup.`,
      );
    }
    return { current: fromHex(current), earlier: earlier.map(fromHex), next: next[0] ? fromHex(next[0]) : null };
  }
}

const KEY_HEX = /^[0-9a-f]{64}$/;
const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex');

function textOf({ current, earlier, next }: MasterKeys): string {
  const lines = [current, ...earlier].map((key) => key.toString('hex'));
  return [...lines, ...(next ? [NEXT + next.toString('hex')] : []), ''].join('\n');
}

function openOrNull(master: Buffer, wrapped: Uint8Array, about: string): Buffer | null {
  try {
    return unseal(master, wrapped, about);
  } catch {
    return null;
  }
}
