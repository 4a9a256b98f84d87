import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ObjectStore } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';

/** The copy of the log in the object store is the log: a database restored from an old backup shows here. */
@Injectable()
export class LogMirrored implements IntegrityCheck {
  readonly name = 'log-mirrored';

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    const known: { name: string; mirrored: boolean }[] = await this.database.query(`
      SELECT 'log/tile/' || level || '/' || n AS name, mirrored FROM log_tile
       UNION ALL SELECT 'log/checkpoint/' || size, mirrored FROM checkpoint`);
    const missing = new Set(known.filter(({ mirrored }) => mirrored).map(({ name }) => name));
    try {
      for await (const name of this.store.list('log/')) {
        if (signal.aborted) return;
        missing.delete(name);
        yield await this.look(name);
      }
    } catch (error) {
      yield failed(error, 'mirror-differs', 'log/');
      return;
    }
    for (const name of missing) yield wrong('mirror-differs', name);
  }

  private async look(name: string): Promise<CheckResult> {
    try {
      const [stored, recorded] = await Promise.all([this.store.get(name), this.recorded(name)]);
      return recorded?.equals(stored) ? fits(1) : wrong('mirror-differs', name);
    } catch (error) {
      return failed(error, 'mirror-differs', name);
    }
  }

  private async recorded(name: string): Promise<Buffer | null> {
    const [, kind, first = '', second = ''] = name.split('/');
    const [row] =
      kind === 'tile'
        ? await this.database.query(`SELECT data FROM log_tile WHERE level::text = $1 AND n::text = $2`, [
            first,
            second,
          ])
        : await this.database.query(`SELECT convert_to(note, 'UTF8') AS data FROM checkpoint WHERE size::text = $1`, [
            first,
          ]);
    return row?.data ?? null;
  }
}
