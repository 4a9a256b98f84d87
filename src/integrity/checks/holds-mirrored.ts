import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ObjectHandle, ObjectStore } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';

const AT_ONCE = 200;

/** What the store was told to hold, it holds. What is still to be told is not wrong: nothing of it is removed meanwhile. */
@Injectable()
export class HoldsMirrored implements IntegrityCheck {
  readonly name = 'holds-mirrored';

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for (let after = ''; !signal.aborted;) {
      const rows: { object: ObjectHandle }[] = await this.database.query(
        `SELECT object FROM object_hold WHERE held AND mirror = 'set' AND object > $1 ORDER BY object LIMIT $2`,
        [after, AT_ONCE],
      );
      for (const { object } of rows) yield await this.look(object);
      after = rows.at(-1)?.object ?? after;
      if (rows.length < AT_ONCE) return;
    }
  }

  private async look(object: ObjectHandle): Promise<CheckResult> {
    try {
      return (await this.store.facts(object))?.held === true ? fits(1) : wrong('hold-lost', object);
    } catch (error) {
      return failed(error, 'hold-lost', object);
    }
  }
}
