import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type OpenedKeyFile, ReadKeyFiles } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/**
 * Every key file opens to its last part and is what its row says; every one that is still to be kept is there. One of
 * which the database knows nothing opens too: it may be what a restore needs.
 */
@Injectable()
export class KeyFilesOpen implements IntegrityCheck {
  readonly name = 'key-files-open';

  constructor(
    private readonly database: DataSource,
    private readonly files: ReadKeyFiles,
    private readonly clock: Clock,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    try {
      const { files, damaged } = await this.files.find();
      for (const object of damaged) yield wrong('key-file-changed', object);
      for (const file of files) {
        if (signal.aborted) return;
        yield await this.look(file);
      }
      yield* this.rows(new Map(files.map((file) => [file.object, file])), signal);
    } catch (error) {
      yield failed(error, 'key-file-changed', 'store');
    }
  }

  private async look(file: OpenedKeyFile): Promise<CheckResult> {
    try {
      await this.files.readThrough(file);
      return fits(1);
    } catch (error) {
      return failed(error, 'key-file-changed', file.object);
    }
  }

  private async *rows(found: ReadonlyMap<string, OpenedKeyFile>, signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const rows of walk<KeyFileRow>(this.database, ROWS, signal)) {
      for (const row of rows) {
        const file = found.get(row.object);
        const kept = row.kept_until > this.clock.now();
        if (file ? !rowFits(row, file) : kept) yield wrong('key-file-row', `key_file ${row.id}`);
      }
    }
  }
}

function rowFits(row: KeyFileRow, { index, digest }: OpenedKeyFile): boolean {
  const times = row.made_at.toISOString() === index.madeAt && row.kept_until.toISOString() === index.keptUntil;
  return row.id === index.id && times && row.digest.equals(digest);
}

/** The counts are those of the event; that is looked at with the other rows. */
const ROWS = `SELECT id, object, made_at, kept_until, digest FROM key_file WHERE id > $1 ORDER BY id LIMIT $2`;

interface KeyFileRow {
  readonly id: string;
  readonly object: string;
  readonly made_at: Date;
  readonly kept_until: Date;
  readonly digest: Buffer;
}
