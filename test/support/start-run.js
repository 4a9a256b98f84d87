import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile.js';

/** Makes the folder of this run: what is compiled for it, and the database server the first spec that asks starts. */
export default async function start() {
  const dir = mkdtempSync(join(tmpdir(), 'akta-test-'));
  chmodSync(dir, 0o755);
  process.env.AKTA_TEST_DIR = dir;
  await compile(dir);
}
