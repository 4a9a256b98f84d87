import { OpenArchive } from '../read-archive.js';

/** Of the files named, those that stand in an archive of ours. */
export async function readPacked(path: string, names: readonly string[]): Promise<Map<string, Buffer>> {
  const wanted = new Set(names);
  const found = new Map<string, Buffer>();
  const archive = await OpenArchive.open(path);
  try {
    for await (const entry of archive.entries()) {
      if (wanted.has(entry.fileName)) found.set(entry.fileName, await archive.read(entry));
    }
  } finally {
    archive.close();
  }
  return found;
}
