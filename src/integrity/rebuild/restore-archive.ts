import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { getMoved, type ObjectHandle, ObjectStore } from '../../archive/index.js';
import { BEING_BROUGHT_BACK, Log } from '../../audit/index.js';
import { Clock, newId, Refusal, Upkeep } from '../../platform/index.js';
import { INDEX_FILE } from './back-up-archive.js';
import { BringBack } from './bring-back.js';
import type { CopyPart } from './copy.rules.js';
import { LoadTables, type ReadPart, type WithLoad } from './load-tables.js';
import { OpenCopy, type OpenedCopy } from './open-copy.js';
import type { BroughtBack, StepTold } from './rebuild.types.js';
import { ReplayMirror } from './replay-mirror.js';

/** As `StepTold`, with the tables that are read first. */
export type RestoreTold = StepTold & ((step: 'part' | 'table', done: number) => void);

/** Brings an archive back into an empty database: from a backup, or from the register in the object store. */
@Injectable()
export class RestoreArchive {
  // oxlint-disable-next-line max-params -- from the copy to the archive
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly copies: OpenCopy,
    private readonly load: LoadTables,
    private readonly bringBack: BringBack,
    private readonly replay: ReplayMirror,
    private readonly log: Log,
    private readonly upkeep: Upkeep,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `fromFolder` would refuse of this backup and this database, and changes nothing. */
  async demandFits(folder: string, told: (done: number) => void): Promise<void> {
    const copy = await this.inFolder(folder);
    const begun = await this.begunFrom();
    if (begun !== null) return demandSame(begun, copy);
    await this.load.demandFits(copy.opened);
    if (copy.opened.index.fingerprint !== this.log.fingerprint) {
      throw new Refusal(
        'wrong-state',
        'The log of this archive was signed by another key than the one in the keys folder. Nothing was changed. Put log.pem back from your copy of that folder.',
      );
    }
    await demandWhole(copy, told);
  }

  /** `last` runs with the loading, in its transaction. Nothing is loaded before every byte of the backup has been read and found to be what was written. */
  async fromFolder(folder: string, told: RestoreTold, last: WithLoad = nothing): Promise<BroughtBack> {
    return this.from('backup', await this.inFolder(folder), told, last);
  }

  private async inFolder(folder: string): Promise<Copy> {
    const bytes = await readFile(join(folder, INDEX_FILE)).catch(() => null);
    if (bytes === null) {
      throw new Refusal(
        'invalid-input',
        `There is no backup in ${folder}: it has no ${INDEX_FILE}. A backup that broke off has none either.`,
      );
    }
    const opened = await this.copies.open(bytes);
    const read: ReadPart = async ({ name }) =>
      readFile(join(folder, name)).catch(() => {
        throw new Refusal(
          'integrity-failure',
          `The backup lacks ${name}. Nothing was changed. Use a complete copy of it.`,
        );
      });
    return { opened, read };
  }

  /** From the newest register that reads whole. @throws {Refusal} where there is none */
  async fromStore(told: RestoreTold): Promise<BroughtBack> {
    const { found, damaged } = await this.copies.registers();
    const read: ReadPart = ({ name }) => getMoved(this.store, name);
    for (const opened of found) {
      const copy = { opened, read };
      if (found.length > 1 && opened !== found.at(-1) && !(await this.isWhole(copy))) continue;
      return this.from('register', copy, told);
    }
    throw new Refusal(
      'not-found',
      'The object store holds no register that this master key opens. Bring the objects and the master key back from your own copy first.',
      { damaged },
    );
  }

  private async from(
    source: 'register' | 'backup',
    copy: Copy,
    told: RestoreTold,
    last: WithLoad = nothing,
  ): Promise<BroughtBack> {
    const { index } = copy.opened;
    const begun = await this.begunFrom();
    // A run that broke off is gone on with; of another copy it is not.
    if (begun === null) {
      await this.load.demandFits(copy.opened);
      // A copy of the log that another key signed belongs to another installation, or the wrong key lies here.
      await this.replay.look();
      await demandWhole(copy, (done) => told('part', done));
      await this.begin(source, index);
    } else demandSame(begun, copy);
    // Rows of a register point at events: the log comes before them. A backup has its own, and goes on from there.
    if (source === 'register') await this.replay.run((done) => told('log', done));
    if (begun?.loaded_at == null) {
      await this.load.run(copy.opened, copy.read, {
        told: (_, rows) => told('table', rows),
        last: async (client) => {
          await last(client);
          await this.loaded(client);
        },
      });
    }
    return this.bringBack.run(copy, told);
  }

  private async isWhole(copy: Copy): Promise<boolean> {
    return demandWhole(copy, () => undefined).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal && error.problem !== 'store-unavailable') return false;
        throw error;
      },
    );
  }

  private async begunFrom(): Promise<{ readonly source_id: string; readonly loaded_at: Date | null } | null> {
    const [row] = await this.database.query<{ source_id: string; loaded_at: Date | null }[]>(
      `SELECT source_id, loaded_at FROM archive_rebuild WHERE finished_at IS NULL`,
    );
    return row ?? null;
  }

  /** The event that tells of it is recorded once there is a log to record it in. */
  private async begin(source: string, { id, log }: OpenedCopy['index']): Promise<void> {
    await this.upkeep.use(async (client) => {
      await client.query('BEGIN');
      await client.query(`SET LOCAL akta.trail = 'on'`);
      await client.query(
        `INSERT INTO archive_rebuild (id, began_at, source, source_id, from_size) VALUES ($1, $2, $3, $4, $5)`,
        [newId(), this.clock.now(), source, id, log.size],
      );
      await client.query('COMMIT');
    });
  }

  private async loaded(client: Client): Promise<void> {
    await client.query(`UPDATE log_head SET refused = $1`, [BEING_BROUGHT_BACK]);
    await client.query(`UPDATE archive_rebuild SET loaded_at = $1 WHERE finished_at IS NULL`, [this.clock.now()]);
  }
}

const nothing: WithLoad = () => Promise.resolve();

interface Copy {
  readonly opened: OpenedCopy;
  readonly read: ReadPart;
}

function demandSame(begun: { readonly source_id: string }, { opened }: Copy): void {
  if (begun.source_id === opened.index.id) return;
  throw new Refusal(
    'wrong-state',
    'Another copy is being brought back into this database. Go on with that one, or take a new database.',
  );
}

async function demandWhole({ opened, read }: Copy, goOn: (done: number) => void): Promise<void> {
  for (const [i, part] of opened.index.parts.entries()) {
    const bytes = await read(part);
    if (bytes.length !== part.bytes || hash('sha256', bytes, 'hex') !== part.digest) throw altered(part, bytes.length);
    goOn(i + 1);
  }
}

function altered({ name, bytes }: CopyPart, found: number): Refusal {
  const said = found < bytes ? 'is cut off' : 'was changed';
  return new Refusal(
    'integrity-failure',
    `The part ${name} of this copy ${said}. Nothing was changed. Use a complete copy of it.`,
    {
      part: name satisfies ObjectHandle,
    },
  );
}
