import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Refusal } from '../../platform/index.js';

const SMALL = 65_536;

export interface BundleFile {
  /** Below the top of the bundle, with `/`. */
  readonly name: string;
  readonly comment: string;
  content(): AsyncIterable<Uint8Array>;
}

export interface OpenBundle {
  readonly comment: string;
  readonly files: readonly BundleFile[];
  close(): void;
}

/** A finished .zip, or the folder of a draft. Every file of it, also those no manifest names. */
export async function openBundle(path: string): Promise<OpenBundle> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return { comment: '', files: await filesBelow(path), close: () => undefined };
  if (found === null) throw new Refusal('not-found', `There is no bundle at ${path}. Name a .zip file or a folder.`);
  return openZipFile(path);
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
  const zip = await openPromise(path, { autoClose: false }).catch(() => {
    throw new Refusal('invalid-input', `${path} is not a ZIP archive or ends early. Name a bundle.`);
  });
  try {
    const files: BundleFile[] = [];
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) files.push(fileOf(zip, entry));
    }
    return { comment: zip.comment, files, close: () => zip.close() };
  } catch {
    zip.close();
    throw new Refusal('invalid-input', `The list of files in ${path} cannot be read. Build the bundle anew.`);
  }
}

function fileOf(zip: ZipFile, entry: Entry): BundleFile {
  const extra = entry.extraFields.map(({ data }) => data.toString('latin1')).join('\n');
  return {
    name: entry.fileName,
    comment: `${entry.fileComment}\n${extra}`,
    async *content() {
      yield* await zip.openReadStreamPromise(entry);
    },
  };
}
