import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { writeSecretFile } from '../secret-file.js';

const LENGTH = 32;

/**
 * 32 random bytes kept in one file (64 hex digits, mode 0600), made at first use. Throws where the file can be read by
 * others or does not hold a key: a damaged key file is never replaced by a new key.
 */
export function keyFile(path: string): Buffer {
  try {
    writeSecretFile(path, `${randomBytes(LENGTH).toString('hex')}\n`);
  } catch (cause) {
    if (Object(cause).code !== 'EEXIST') throw cause;
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Error(`The key file ${path} can be read by others. Take their rights away: chmod 600 "${path}"`);
  }
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new Error(`The key file ${path} does not hold a key. Restore it from your backup.`);
  }
  return Buffer.from(text, 'hex');
}
