import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nameOf, type ObjectHandle, ObjectStore } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';
import { NAMES_OF_LOG, RecordedLog } from '../recorded-log.js';

/** The copy of the log in the object store is the log: a database restored from an old backup shows here. */
@Injectable()
export class LogMirrored implements IntegrityCheck {
  readonly name = 'log-mirrored';

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly log: RecordedLog,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    const known: { name: string; mirrored: boolean }[] = await this.database.query(NAMES_OF_LOG);
    const missing = new Set(known.filter(({ mirrored }) => mirrored).map(({ name }) => name));
    try {
      for await (const object of this.store.list('log/')) {
        if (signal.aborted) return;
        missing.delete(nameOf(object));
        yield await this.look(object);
      }
    } catch (error) {
      yield failed(error, 'mirror-differs', 'log/');
      return;
    }
    for (const name of missing) yield wrong('mirror-differs', name);
  }

  private async look(object: ObjectHandle): Promise<CheckResult> {
    const name = nameOf(object);
    try {
      const [stored, recorded] = await Promise.all([this.store.get(object), this.log.of(name)]);
      return recorded?.equals(stored) ? fits(1) : wrong('mirror-differs', name);
    } catch (error) {
      return failed(error, 'mirror-differs', name);
    }
  }
}
