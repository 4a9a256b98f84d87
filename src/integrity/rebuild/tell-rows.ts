import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { Clock } from '../../platform/index.js';
import { copyOut, schemaOf, tablesOf, type TableShape } from './read-schema.js';
import { CREDENTIAL_COLUMNS } from './tables.rules.js';

/** What was told of the database, and as of when. */
export interface ToldRows {
  readonly madeAt: string;
  readonly schema: readonly string[];
  readonly log: { readonly origin: string; readonly size: number; /** Lower-case hex. */ readonly root: string };
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: number }[];
}

/** Takes the lines of one table whole, and answers how many there were. */
export type TakeTable = (table: string, lines: AsyncIterable<Buffer>) => Promise<number>;

/** No sign of these stands in JSON, so that CSV quotes nothing and a row is a line. */
const AS_LINES = `(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`;

/**
 * Every table but keys and credentials, as it was at one moment: a row is one line of JSON (bytes in hex after `\\x`, times
 * in UTC; the JSON a version commits to is a text, sign for sign).
 */
@Injectable()
export class TellRows {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(take: TakeTable): Promise<ToldRows> {
    const madeAt = this.clock.now().toISOString();
    const runner = this.database.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      await runner.query(`SET LOCAL timezone = 'UTC'`);
      const [head] = await runner.query(`SELECT origin, size, root FROM log_head`);
      const tables: ToldRows['tables'][number][] = [];
      for (const shape of await tablesOf(runner.manager, 'exit')) {
        const { name, columns } = withoutCredentials(shape);
        tables.push({ name, columns, rows: await take(name, await lines(runner, { name, columns })) });
      }
      const schema = await schemaOf(runner.manager);
      await runner.commitTransaction();
      const { origin, size, root } = head;
      return { madeAt, schema, log: { origin, size: Number(size), root: root.toString('hex') }, tables };
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}

type Told = Pick<TableShape, 'name' | 'columns'>;

function withoutCredentials({ name, columns }: TableShape): Told {
  const hidden = CREDENTIAL_COLUMNS[name] ?? [];
  return { name, columns: columns.filter((column) => !hidden.includes(column)) };
}

async function lines(runner: QueryRunner, { name, columns }: Told): Promise<AsyncIterable<Buffer>> {
  const told = columns.map((column) =>
    column === 'item_json' ? `convert_from(item_json, 'UTF8') AS item_json` : column,
  );
  const rows = `SELECT translate(row_to_json(t)::text, E'\\n\\r', '  ') FROM (SELECT ${told.join(', ')} FROM ${name}) t`;
  return copyOut(runner, `COPY (${rows}) TO STDOUT WITH ${AS_LINES}`);
}
