import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export function fromRepository(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

/** Paths of the files under a folder of the repository whose names end so, in order. */
export function filesUnder(folder: string, ending: string): string[] {
  const inside = (path: string): string[] =>
    readdirSync(path).flatMap((name) => {
      const full = join(path, name);
      if (statSync(full).isDirectory()) return name === 'node_modules' || name === 'dist' ? [] : inside(full);
      return name.endsWith(ending) ? [relative(REPOSITORY, full)] : [];
    });
  return inside(join(REPOSITORY, folder)).toSorted();
}

/**
 * What stands in a document between `<!-- name -->` and `<!-- /name -->`; with UPDATE_GOLDEN=1 `present` is written
 * there first.
 */
export function agreedBlock(file: string, name: string, present: string): string {
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const text = fromRepository(file);
  const [from, to] = [text.indexOf(open) + open.length, text.indexOf(close)];
  if (from < open.length || to < from) throw new Error(`${file} has no block "${name}"`);
  if (process.env['UPDATE_GOLDEN'] !== '1') return text.slice(from, to);
  writeFileSync(join(REPOSITORY, file), text.slice(0, from) + present + text.slice(to));
  return present;
}
