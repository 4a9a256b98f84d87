import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../../scripts/build.mjs';
import { compile } from './compile.js';

const VIEWER = join(import.meta.dirname, '../../web/dist/viewer/viewer.js');

/** Makes the folder of this run: what is compiled for it, and the database server the first spec that asks starts. */
export default async function start() {
  const dir = mkdtempSync(join(tmpdir(), 'akta-test-'));
  chmodSync(dir, 0o755);
  process.env.AKTA_TEST_DIR = dir;
  await compile(dir);
  // Part of every bundle; missing after `npm ci --ignore-scripts`. The specs of the page see to it that it is fresh.
  if (!existsSync(VIEWER)) buildIfStale({ only: ['page'] });
}
