import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../platform/index.js';
import { partsNamed } from '../bundle/split.rules.js';
import { OpenArchive } from '../read-archive.js';

const SMALL = 65_536;

export interface BundleFile {
  /** Below the top of the bundle, with `/`. */
  readonly name: string;
  readonly comment: string;
  content(): AsyncIterable<Uint8Array>;
}

export interface OpenBundle {
  readonly comment: string;
  readonly count: number;
  /** One after the other: the one before is done with when the next is asked for. */
  readonly files: AsyncIterable<BundleFile> | Iterable<BundleFile>;
  close(): void;
}

/** A finished .zip, with its other parts where it is one, or the folder of a draft. Every file of it, also those no manifest names. */
export async function openBundle(path: string): Promise<OpenBundle> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) {
    const files = await filesBelow(path);
    return { comment: '', count: files.length, files, close: () => undefined };
  }
  if (found === null) throw new Refusal('not-found', `There is no bundle at ${path}. Name a .zip file or a folder.`);
  const parts = partsNamed(basename(path));
  return parts ? openParts(parts.map((name) => join(dirname(path), name))) : openZipFile(path);
}

async function openParts(paths: readonly string[]): Promise<OpenBundle> {
  const parts: OpenBundle[] = [];
  const close = (): void => parts.forEach((part) => part.close());
  try {
    for (const path of paths) parts.push(await openZipFile(path));
  } catch (error) {
    close();
    throw error;
  }
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return { comment: parts.map(({ comment }) => comment).join('\n'), count, files: filesOf(parts), close };
}

async function* filesOf(parts: readonly OpenBundle[]): AsyncGenerator<BundleFile> {
  for (const { files } of parts) yield* files;
}

async function filesBelow(folder: string): Promise<BundleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  return names.toSorted().map((file) => ({
    name: file.slice(folder.length + 1).replaceAll('\\', '/'),
    comment: '',
    content: () => contentOf(file),
  }));
}

/** A small file in one piece: a stream for each would take longer than reading it. */
async function* contentOf(file: string): AsyncGenerator<Uint8Array> {
  const { size } = await stat(file);
  if (size <= SMALL) yield await readFile(file);
  else yield* createReadStream(file);
}

async function openZipFile(path: string): Promise<OpenBundle> {
  const archive = await OpenArchive.open(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') {
      throw new Refusal('not-found', `The part ${path} is not there. Put all parts of the bundle into one folder.`);
    }
    throw new Refusal('invalid-input', `${path} is not a ZIP archive or ends early. Name a bundle.`);
  });
  const { comment, entryCount } = archive.zip;
  return { comment, count: entryCount, files: filesIn(archive, path), close: () => archive.close() };
}

async function* filesIn(archive: OpenArchive, path: string): AsyncGenerator<BundleFile> {
  const listed = archive.entries()[Symbol.asyncIterator]();
  for (;;) {
    const next = await listed.next().catch(() => {
      throw new Refusal('invalid-input', `The list of files in ${path} cannot be read. Build the bundle anew.`);
    });
    if (next.done === true) return;
    const { fileName: name, fileComment, extraFields } = next.value;
    if (name.endsWith('/')) continue;
    const extra = extraFields.map(({ data }) => data.toString('latin1')).join('\n');
    yield { name, comment: `${fileComment}\n${extra}`, content: () => archive.chunks(next.value) };
  }
}
