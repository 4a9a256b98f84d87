import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exchangeDestroyed, mediumDestroyed, ObjectStore } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/**
 * Everything a row points at is in the store, as long as recorded. Opens nothing, so it is cheap. Of what was destroyed
 * nothing need be there: such objects are removed when their lock has ended.
 */
@Injectable()
export class ObjectsPresent implements IntegrityCheck {
  readonly name = 'objects-present';

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    const kinds = [
      [
        'exchange',
        `SELECT id, object, stored, ${exchangeDestroyed('x.id')} AS destroyed FROM exchange x WHERE id > $1 ORDER BY id LIMIT $2`,
      ],
      [
        'medium',
        `SELECT id, object, NULL AS stored, ${mediumDestroyed('x.id')} AS destroyed FROM medium x WHERE id > $1 ORDER BY id LIMIT $2`,
      ],
    ] as const;
    for (const [kind, sql] of kinds) {
      for await (const rows of walk<ObjectRow>(this.database, sql, signal)) {
        for (const row of rows) yield await this.look(row, `${kind} ${row.id}`);
      }
    }
  }

  private async look({ object, stored, destroyed }: ObjectRow, where: string): Promise<CheckResult> {
    try {
      const facts = await this.store.facts(object);
      const present = facts === null ? destroyed : stored === null || facts.bytes === Number(stored);
      return present ? fits(1) : wrong('object-missing', where);
    } catch (error) {
      return failed(error, 'object-missing', where);
    }
  }
}

interface ObjectRow {
  readonly id: string;
  readonly object: string;
  readonly stored: string | null;
  readonly destroyed: boolean;
}
