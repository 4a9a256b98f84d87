import { dirname, join } from 'node:path';
import type { Entry } from 'yauzl';
import { OpenArchive } from '../read-archive.js';
import { PartPlan, partName } from './split.rules.js';
import { ZipWriter } from './write-zip.js';

/** One file on disk that a bundle is taken as. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: number;
}

interface Split {
  readonly archive: string;
  /** The bag's folder in it, and what the parts are named after. */
  readonly name: string;
  /** Bytes; only a single file that is larger makes a part larger. */
  readonly limit: number;
}

/**
 * Copies an archive into several beside it, none of which needs another to be opened: unpacked into one place they are
 * the bag and its seal. What one reads first is in the first: all that is not payload, START-HERE and the seal among it.
 * Its files are gone through twice, in the same order, so that the names can say how many there are.
 */
export async function splitArchive({ archive, name, limit }: Split): Promise<ArchiveFile[]> {
  const plan = new PartPlan(limit);
  for await (const [entry] of inOrder(archive, name)) plan.place(sizeOf(entry));
  const names = Array.from({ length: plan.count }, (_, i) => partName(name, i + 1, plan.count));
  const folder = dirname(archive);
  const create = (no: number): Promise<ZipWriter> => ZipWriter.create(join(folder, names[no - 1] ?? ''));
  const made: ArchiveFile[] = [];
  const end = async (zip: ZipWriter): Promise<void> => {
    made.push({ name: names[made.length] ?? '', bytes: await zip.finish() });
  };
  const again = new PartPlan(limit);
  let zip = await create(1);
  try {
    for await (const [entry, from] of inOrder(archive, name)) {
      const no = again.place(sizeOf(entry));
      if (no > made.length + 1) {
        await end(zip);
        zip = await create(no);
      }
      await zip.addPacked(packedFile(entry), from.packed(entry));
    }
    await end(zip);
    return made;
  } finally {
    await zip.abandon();
  }
}

async function* inOrder(path: string, name: string): AsyncGenerator<[Entry, OpenArchive]> {
  for (const isPayload of [false, true]) {
    const archive = await OpenArchive.open(path);
    try {
      for await (const entry of archive.entries()) {
        if (entry.fileName.startsWith(`${name}/data/`) === isPayload) yield [entry, archive];
      }
    } finally {
      archive.close();
    }
  }
}

function sizeOf({ fileName, compressedSize }: Entry): { name: string; packed: number } {
  return { name: fileName, packed: compressedSize };
}

function packedFile(entry: Entry): Parameters<ZipWriter['addPacked']>[0] {
  return {
    name: entry.fileName,
    method: entry.compressionMethod === 0 ? 'stored' : 'deflated',
    crc: entry.crc32,
    bytes: entry.uncompressedSize,
    packed: entry.compressedSize,
  };
}
