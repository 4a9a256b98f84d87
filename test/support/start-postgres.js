import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes the folder of this run's database server. The first spec that asks for a database starts it there. */
export default function start() {
  const dir = mkdtempSync(join(tmpdir(), 'akta-test-'));
  chmodSync(dir, 0o755);
  process.env.AKTA_TEST_DIR = dir;
}
