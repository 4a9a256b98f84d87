import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isOverdue, ReadKeyFiles } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';

/** The newest key file is not older than two days, and every part of it opens: what it takes to lose no key. */
@Injectable()
export class KeyFileFresh implements IntegrityCheck {
  readonly name = 'key-file-fresh';

  constructor(
    private readonly database: DataSource,
    private readonly files: ReadKeyFiles,
    private readonly clock: Clock,
  ) {}

  async *run(): AsyncIterable<CheckResult> {
    let where = 'store';
    try {
      const [newest] = (await this.files.find()).files;
      const [first]: { at: Date }[] = await this.database.query(`SELECT at FROM exchange ORDER BY id LIMIT 1`);
      const last = newest ? new Date(newest.index.madeAt) : first?.at;
      if (last && isOverdue(last, this.clock.now())) yield wrong('key-file-late', newest?.object ?? where);
      if (!newest) return;
      where = newest.object;
      await this.files.readThrough(newest);
      yield fits(1);
    } catch (error) {
      yield failed(error, 'key-file-changed', where);
    }
  }
}
