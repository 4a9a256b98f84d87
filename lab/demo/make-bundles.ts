import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { INestApplicationContext } from '@nestjs/common';
import yauzl from 'yauzl';
import { Log, publicKeyOf } from '../../src/audit/index.js';
import {
  type ExportSelection,
  type ExportView,
  ReadExports,
  StartExport,
  verifyBundle,
  WorkExports,
} from '../../src/exports/index.js';
import { Followers } from '../../src/audit/index.js';
import type { Actor, Language } from '../../src/platform/index.js';

export interface MadeBundle {
  readonly file: string;
  readonly made: ExportView;
}

/** Exports what is asked for, and puts the file under the folder given. */
export async function makeBundle(
  app: INestApplicationContext,
  actor: Actor,
  asked: ExportSelection & { readonly folder: string },
): Promise<MadeBundle> {
  const { folder, ...selection } = asked;
  const { id } = await app.get(StartExport).run(actor, selection);
  await app.get(Followers).settle();
  while (await app.get(WorkExports).tick({ only: id }));
  const made = await app.get(ReadExports).one(actor, id);
  if (made.status !== 'ready') throw new Error(made.fault ?? 'The bundle was not finished');
  const { path } = await app.get(ReadExports).file(actor, id);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${made.name}.zip`);
  await rename(path, file).catch(async () => writeFile(file, await readFile(path)));
  return { file, made };
}

/** Writes the public key of this archive's log, as a town would publish it. */
export async function publishKey(app: INestApplicationContext, file: string): Promise<string> {
  await writeFile(file, publicKeyOf(app.get(Log).publicKey).export({ type: 'spki', format: 'pem' }));
  return file;
}

/** One sentence of verdict on a bundle. */
export async function judgeBundle(file: string, language: Language, keyFile?: string): Promise<string> {
  const key = keyFile ? { name: keyFile, pem: await readFile(keyFile, 'utf8') } : undefined;
  return (await verifyBundle({ path: file, language, key })).sentence;
}

/** Unpacks a bundle so that its files can be opened; entries with paths leading elsewhere are refused by yauzl. */
export async function unpackBundle(file: string, into: string): Promise<void> {
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const path = join(into, entry.fileName);
    if (entry.fileName.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
  }
}
