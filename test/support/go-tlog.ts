import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository.js';

const GOPATH = '/usr/share/gocode';
const GO = existsSync('/usr/bin/go') ? '/usr/bin/go' : 'go';

export const hasGo =
  existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog')) &&
  spawnSync(GO, ['version'], { stdio: 'ignore' }).status === 0;
if (!hasGo)
  console.warn('Skipped: Go and golang-golang-x-mod-dev are not installed, so Go’s own tlog does not judge our log.');

/** verify-tlog.go, built into this folder; answers the program. */
export function buildGoTlog(folder: string): string {
  const program = join(folder, 'verify-tlog');
  execFileSync(GO, ['build', '-o', program, join(REPOSITORY, 'test/support/verify-tlog.go')], {
    cwd: folder,
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: folder,
      GOPATH,
      GO111MODULE: 'off',
      GOCACHE: join(folder, 'cache'),
    },
  });
  return program;
}
