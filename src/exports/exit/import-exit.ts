import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { nameOf, ObjectStore } from '../../archive/index.js';
import { type BroughtBack, RestoreArchive, type RestoreTold } from '../../integrity/index.js';
import { Refusal } from '../../platform/index.js';
import { callObjects } from './call-objects.js';
import { checkExitFolder } from './check-exit-folder.js';
import { CopyObjects } from './copy-objects.js';
import { DATABASE, OBJECT_LIST, OBJECTS, type ListedObject, PREFIXES, readListed } from './exit-paths.rules.js';
import { linesIn } from './read-lines.js';

export interface ImportTold {
  readonly looked: (files: number) => void;
  readonly copied: (objects: number) => void;
  readonly restored: RestoreTold;
}

/**
 * The same archive in an empty installation, out of an exit export with keys: its sealed objects first, then its database
 * as `akta restore` brings one back. Nothing is put anywhere before every byte of the folder was read.
 */
@Injectable()
export class ImportExit {
  constructor(
    private readonly store: ObjectStore,
    private readonly objects: CopyObjects,
    private readonly restore: RestoreArchive,
  ) {}

  async run(folder: string, { looked, copied, restored }: ImportTold): Promise<BroughtBack> {
    await checkExitFolder(folder, looked);
    if (!(await isThere(join(folder, OBJECT_LIST)))) {
      throw new Refusal(
        'invalid-input',
        'This exit export was made without keys: it is a copy for other systems to read, and cannot be imported as the same archive. Make one with them: akta exit-export --with-keys',
      );
    }
    await this.restore.demandFits(join(folder, DATABASE), () => undefined);
    await this.demandEmptyStore(folder);
    for await (const object of objectsIn(folder)) await demandFile(folder, object);
    let done = 0;
    for await (const object of objectsIn(folder)) {
      await this.objects.back(join(folder, OBJECTS, object.name), object);
      copied((done += 1));
    }
    const called = (client: Client): Promise<void> => callObjects(client, this.store, objectsIn(folder));
    return this.restore.fromFolder(join(folder, DATABASE), restored, called);
  }

  /** What an import that broke off put there is of the folder, and stays. */
  private async demandEmptyStore(folder: string): Promise<void> {
    for (const prefix of [...PREFIXES, 'r/']) {
      for await (const name of this.store.list(prefix)) {
        if (await isThere(join(folder, OBJECTS, nameOf(name)))) continue;
        throw new Refusal(
          'wrong-state',
          'The object store of this installation is not empty. Nothing was changed. Import into a new one.',
        );
      }
    }
  }
}

async function* objectsIn(folder: string): AsyncGenerator<ListedObject> {
  for await (const line of linesIn(join(folder, OBJECT_LIST))) {
    const object = readListed(line);
    if (object) yield object;
    else {
      throw new Refusal(
        'integrity-failure',
        `${OBJECT_LIST} names what is no object. Nothing was changed. Use a complete copy of the folder.`,
      );
    }
  }
}

async function demandFile(folder: string, { name, bytes }: ListedObject): Promise<void> {
  const facts = await lstat(join(folder, OBJECTS, name)).catch(() => null);
  if (facts?.isFile() === true && facts.size === bytes) return;
  throw new Refusal(
    'integrity-failure',
    `${OBJECT_LIST} names the object ${name} otherwise than it is in the folder. Nothing was changed. Use a complete copy of it.`,
  );
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isFile() === true;
}
