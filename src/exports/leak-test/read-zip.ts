import type { Entry } from 'yauzl';
import { OpenArchive } from '../read-archive.js';
import type { Sink } from './sink.types.js';

/** What unpacks to more than this, and to more than so many times what it is packed, is an attack on the test. */
const [HUGE, TIMES] = [2 ** 28, 200];

/** Reads an archive on disk, file after file; none is in memory whole unless its form asks for it. */
export async function readZip(path: string, sink: Sink): Promise<void> {
  const archive = await OpenArchive.open(path).catch(() => null);
  if (!archive) return sink.unread('damaged');
  try {
    await sink.text(archive.zip.comment, { where: 'comment', at: '' });
    for await (const entry of archive.entries()) await readEntry(archive, entry, sink);
  } catch {
    sink.unread('damaged');
  } finally {
    archive.close();
  }
}

async function readEntry(archive: OpenArchive, entry: Entry, sink: Sink): Promise<void> {
  const { fileName: name, fileComment, compressedSize, uncompressedSize } = entry;
  await sink.text(name, { where: 'name', at: name });
  await sink.text(fileComment, { where: 'comment', at: name });
  const isBomb = uncompressedSize > HUGE && uncompressedSize > TIMES * compressedSize;
  if (isBomb) sink.unread('too-large');
  else if (!name.endsWith('/')) await sink.inner(archive.chunks(entry), { where: 'packed', at: name });
}
