import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ZipWriter } from '../../src/exports/bundle/write-zip.js';

/** Packs everything below `folder` as a bundle is packed, names sorted: the same folder gives the same bytes. */
export async function zipFolder(folder: string, target: string): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted();
  const zip = await ZipWriter.create(`${target}.part`);
  for (const name of names) await zip.add(name.replaceAll('\\', '/'), await readFile(join(folder, name)));
  await zip.finish();
  await rename(`${target}.part`, target);
}
