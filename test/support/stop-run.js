import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Ends this run's database server and its S3 store, if a spec has started them, and removes its folder. */
export default async function stop() {
  const dir = process.env.AKTA_TEST_DIR;
  const pid = serverOf(dir);
  if (pid !== null) {
    // SIGQUIT is PostgreSQL's immediate stop: nothing of this run is wanted any more.
    process.kill(pid, 'SIGQUIT');
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await wait(50);
  }
  const ceph = join(dir, 'radosgw');
  if (existsSync(ceph)) execFileSync('bash', [join(import.meta.dirname, 'radosgw.sh'), 'down', ceph]);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

function serverOf(dir) {
  try {
    return Number(readFileSync(join(dir, 'postgres', 'server', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
