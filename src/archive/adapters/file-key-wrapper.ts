import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Refusal, writeSecretFile } from '../../platform/index.js';
import { KeyWrapper } from '../key-wrapper.port.js';
import { KEY_BYTES, seal, unseal } from '../keys.rules.js';

/** The master key in one file of 64 hex digits (0600), made at first start. Losing it loses the archive. */
export class FileKeyWrapper extends KeyWrapper {
  private readonly key: Buffer;

  constructor(path: string) {
    super();
    if (!existsSync(path)) writeSecretFile(path, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    this.key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (this.key.length !== KEY_BYTES) {
      throw new Refusal('integrity-failure', `The key file ${path} does not hold a key. Restore it from your backup.`);
    }
  }

  override async wrap(key: Uint8Array, about: string): Promise<Buffer> {
    return seal(this.key, key, about);
  }

  override async unwrap(wrapped: Uint8Array, about: string): Promise<Buffer> {
    try {
      return unseal(this.key, wrapped, about);
    } catch (error) {
      const text =
        'The key file does not fit this database: it belongs to another installation, or one of them was changed.';
      throw new Refusal('integrity-failure', text, {}, { cause: error });
    }
  }
}
