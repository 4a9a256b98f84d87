import type { Dir, Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Every file below a folder, in no order, one folder open at a time. Not by `opendir(…, { recursive: true })`: in Node 20
 * that leaves out what a folder of more than 32 entries holds beyond them.
 */
export async function* walkFiles(root: string): AsyncGenerator<Dirent> {
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const opened: Dir | null = await opendir(folder).catch(absent);
    if (opened === null) continue;
    for await (const entry of opened) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      else if (entry.isFile()) yield entry;
    }
  }
}

/** Not made yet, or gone meanwhile. What cannot be read otherwise is no empty folder. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
