import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transform } from '@swc/core';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['src', 'migrations', 'lab', 'bench', 'test', 'web/fixtures', 'web/src'];

/** Where the JavaScript of a TypeScript file of this repository stands; its source map stands beside it, `.map`. */
export function compiledFile(dir, source) {
  return join(dir, 'compiled', `${relative(ROOT, source)}.js`);
}

/** Every TypeScript file of the program and its tests. */
export function sources() {
  return FOLDERS.flatMap((folder) => within(join(ROOT, folder)));
}

function within(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : within(full);
    return entry.name.endsWith('.ts') ? [full] : [];
  });
}

/** Compiles all of them, once for the run. */
export async function compile(dir) {
  await Promise.all(
    sources().map(async (filename) => {
      const { code, map } = await transform(readFileSync(filename, 'utf8'), { filename, cwd: ROOT });
      const target = compiledFile(dir, filename);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
      writeFileSync(`${target}.map`, map ?? '');
    }),
  );
}
