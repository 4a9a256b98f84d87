import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The browser the page is tested in: `CHROMIUM`, else Debian's; null where there is none. */
export function chromiumPath(): string | null {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return existsSync(path) ? path : null;
}

export function launch(executablePath: string): Promise<Browser> {
  // Chromium's own sandbox needs rights that root in a container lacks; the pages are our own build.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(): boolean {
  const built = Math.min(
    ...['workspace/index.html', 'viewer/viewer.js'].map((name) => newest(join(root, 'web/dist', name))),
  );
  const sources = ['web/src', 'web/index.html', 'web/vite.config.ts', 'web/uswds-trim.ts', 'src'];
  return sources.some((path) => newest(join(root, path)) > built);
}

/** The folder of the built page, built first where it is missing or older than its sources. One process builds. */
export async function builtPage(): Promise<string> {
  const lock = join(root, 'web/.building');
  for (let tries = 0; tries < 600 && isStale(); tries += 1) {
    try {
      mkdirSync(lock);
    } catch {
      await wait(100);
      continue;
    }
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const args = ['build', '--config', 'web/vite.config.ts', '--logLevel', 'error'];
    const result = spawnSync(process.execPath, [vite, ...args], { cwd: root, encoding: 'utf8' });
    rmSync(lock, { recursive: true });
    if (result.status !== 0) throw new Error(`The page could not be built: ${result.stderr}`);
  }
  return join(root, 'web/dist');
}
