// Builds the server (dist/) and the page (web/dist/). `npm ci` calls it as `prepare`; scripts/run.mjs calls it when
// a build is missing or older than the sources, so the two README commands also work after `--ignore-scripts`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const targets = [
  {
    name: 'server',
    stamp: 'dist/.built',
    sources: ['src', 'migrations', 'lab', 'bench', 'tsconfig.json', 'package.json'],
    command: ['@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: 'page',
    stamp: 'web/dist/.built',
    sources: ['web', 'src/platform/sentences', 'src/archive/views.types.ts', 'package.json'],
    command: ['vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
  },
];

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => !['dist', 'node_modules', '.building'].includes(name));
  return Math.max(0, ...inside.map((name) => newest(join(path, name))));
}

export function buildIfStale({ force = false, only = ['server', 'page'] } = {}) {
  for (const target of targets.filter(({ name }) => only.includes(name))) {
    const stamp = join(root, target.stamp);
    const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!force && built > Math.max(...target.sources.map((path) => newest(join(root, path))))) continue;
    const [script, ...args] = target.command;
    const program = join(root, 'node_modules', script);
    if (!existsSync(program)) {
      throw new Error(`The ${target.name} cannot be built: run "npm ci" first, with development dependencies.`);
    }
    process.stderr.write(`Building the ${target.name} …\n`);
    const result = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
    if (result.status !== 0) throw new Error(`Building the ${target.name} failed; the lines above say why.`);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, '');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildIfStale({ force: process.argv.includes('--force') });
}
