import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Local fields, because a DOS time stamp has no zone: the same bytes wherever it is made. */
const FIXED_TIME = new Date(2000, 0, 1);
const STORED = /\.(gz|jpg|png|gif|webp|avif|mp4|webm|mp3|ogg|pdf)$/;

/**
 * Packs everything below `folder` into one ZIP (ZIP64 where it must be): names sorted, times fixed, so the same folder
 * gives the same bytes. It appears under its name only when it is whole and on disk.
 */
export async function zipFolder(
  folder: string,
  target: string,
  progress: (done: number, total: number) => Promise<void>,
): Promise<{ bytes: number }> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
  const zip = new ZipFile();
  const output: PassThrough = Object(zip.outputStream);
  zip.on('error', (reason: Error) => output.destroy(reason));
  let done = 0;
  for (const name of names) {
    const options = { mtime: FIXED_TIME, mode: 0o100644, compress: !STORED.test(name), forceDosTimestamp: true };
    zip.addReadStreamLazy(name, options, (give) => {
      done += 1;
      const read = (): void => give(null, createReadStream(join(folder, name)));
      progress(done, names.length).then(read, (reason: Error) => output.destroy(reason));
    });
  }
  zip.end();
  const draft = `${target}.part`;
  await pipeline(output, createWriteStream(draft));
  const file = await open(draft, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, target);
  return { bytes: (await stat(target)).size };
}
