import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import type { CopyIndex } from './copy.rules.js';
import { type DumpTold, DumpTables } from './dump-tables.js';

export const INDEX_FILE = 'index.akta';

export interface BackupMade {
  readonly id: string;
  readonly folder: string;
  readonly madeAt: string;
  readonly rows: number;
  readonly entries: number;
  readonly parts: number;
  readonly bytes: number;
}

/**
 * A consistent copy of the database in a folder, without any key: keys are in the sealed key files, which forget what was
 * destroyed, and what people wrote is sealed under the keys of their items. A folder without its index is no backup.
 */
@Injectable()
export class BackUpArchive {
  constructor(
    private readonly dump: DumpTables,
    private readonly trail: AuditTrail,
  ) {}

  async run(actor: Actor, folder: string, told: DumpTold): Promise<BackupMade> {
    demand(actor, 'key-file.manage');
    await makeEmpty(folder);
    const { index, bytes } = await this.dump.run(
      'backup',
      {
        part: async (sealed, place) => {
          const name = `part-${String(place + 1).padStart(6, '0')}.akta`;
          await writeDurably(join(folder, name), sealed);
          return name;
        },
        index: (sealed) => writeDurably(join(folder, INDEX_FILE), sealed),
      },
      told,
    );
    const made = madeOf(index, bytes);
    await this.trail.write(actor, (tx) => tx.record('backup.made', factsOf(made, 'backup')));
    return { ...made, folder, madeAt: index.madeAt };
  }
}

interface Made {
  readonly id: string;
  readonly entries: number;
  readonly rows: number;
  readonly parts: number;
  readonly bytes: number;
}

export function madeOf({ id, log, rows, parts }: CopyIndex, bytes: number): Made {
  return { id, entries: log.size, rows, parts: parts.length, bytes };
}

export function factsOf<N extends string>(
  { id, entries, rows, parts, bytes }: Made,
  name: N,
): Record<N, string> & Omit<Made, 'id'> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed name is one of N
  return { [name]: id, entries, rows, parts, bytes } as Record<N, string> & Omit<Made, 'id'>;
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.includes(INDEX_FILE)) {
    throw new Refusal(
      'already-exists',
      `There is a backup in ${folder} already. Nothing was changed. Name another folder: --to`,
    );
  }
  const strange = names.find((name) => !/^part-\d{6}\.akta(\.new)?$/.test(name));
  if (strange !== undefined) {
    throw new Refusal('wrong-state', `The folder ${folder} holds other files (${strange}). Name an empty one: --to`);
  }
}

/** What stands under the name is whole, also when the power fails; parts of a backup that broke off are written over. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
