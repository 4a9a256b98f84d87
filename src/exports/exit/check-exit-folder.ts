import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, opendir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Refusal } from '../../platform/index.js';
import { BAGIT_TXT, PAYLOAD_MANIFEST, TAG_MANIFEST } from '../bundle/bagit.rules.js';
import { readManifestLine } from './exit-paths.rules.js';
import { linesIn } from './read-lines.js';

/**
 * Reads every byte of an exit export and refuses it where one is not what was written, a file is missing or strange, or
 * a name leads out of the folder. Nothing outside of the folder is opened, whatever is written in it.
 */
export async function checkExitFolder(folder: string, told: (done: number) => void): Promise<void> {
  const bagit = await readFile(join(folder, 'bagit.txt'), 'utf8').catch(() => null);
  if (bagit !== BAGIT_TXT) {
    throw new Refusal(
      'invalid-input',
      `There is no finished exit export in ${folder}: it has no bagit.txt. One that broke off has none either.`,
    );
  }
  await checkListed(folder, TAG_MANIFEST, () => undefined);
  const listed = await checkListed(folder, PAYLOAD_MANIFEST, told);
  const found = await countFiles(join(folder, 'data'));
  if (found !== listed) {
    throw new Refusal(
      'integrity-failure',
      `The folder holds ${found} files of data, and its list names ${listed}. Nothing was changed. Use a complete copy of it.`,
    );
  }
}

async function checkListed(folder: string, list: string, told: (done: number) => void): Promise<number> {
  if ((await lstat(join(folder, list)).catch(() => null))?.isFile() !== true) throw missing(list);
  let done = 0;
  for await (const line of linesIn(join(folder, list))) {
    const named = readManifestLine(line);
    if (!named) {
      throw new Refusal(
        'integrity-failure',
        `${list} names a file in a way that is not allowed, or is no list. Nothing was changed. Use a complete copy of the folder.`,
      );
    }
    if ((await digestOf(folder, named.path)) !== named.sha256) {
      throw new Refusal(
        'integrity-failure',
        `The file ${named.path} was changed or cut off. Nothing was changed here. Use a complete copy of the folder.`,
      );
    }
    told((done += 1));
  }
  return done;
}

async function digestOf(folder: string, path: string): Promise<string> {
  const at = join(folder, path);
  const facts = await lstat(at).catch(() => null);
  if (facts === null) throw missing(path);
  const inside = `${await realpath(folder)}${sep}`;
  if (!facts.isFile() || !(await realpath(at)).startsWith(inside)) {
    throw new Refusal('integrity-failure', `${path} is no plain file of this folder. Nothing was changed.`);
  }
  const digest = createHash('sha256');
  for await (const piece of createReadStream(at)) digest.update(piece);
  return digest.digest('hex');
}

async function countFiles(folder: string): Promise<number> {
  let count = 0;
  for await (const entry of await opendir(folder)) {
    count += entry.isDirectory() ? await countFiles(join(folder, entry.name)) : 1;
  }
  return count;
}

function missing(path: string): Refusal {
  return new Refusal('integrity-failure', `The folder lacks ${path}. Nothing was changed. Use a complete copy of it.`);
}
