import { hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { COPY_ABOUT, KEY_BYTES, Keyring, KeyWrapper, type WrappedKey } from '../../archive/index.js';
import { Log } from '../../audit/index.js';
import { Clock, newId } from '../../platform/index.js';
import { type CopyIndex, type CopyPart, countRows, sealCopyIndex, sealCopyPart, sealRow } from './copy.rules.js';
import { copyOut, schemaOf, tablesOf, type TableShape } from './read-schema.js';
import type { CopyKind } from './tables.rules.js';

/** Where the parts of a copy go; answers under what name. The index comes last: without it there is no copy. */
export interface CopySink {
  part(sealed: Buffer, place: number): Promise<string>;
  index(sealed: Buffer): Promise<void>;
}

export interface DumpedTables {
  readonly index: CopyIndex;
  readonly bytes: number;
}

/** Called after each part with how many rows are written; what it throws ends the work. */
export type DumpTold = (table: string, rows: number) => Promise<void>;

const PART_BYTES = 4 * 1024 * 1024;
const ROWS_AT_ONCE = 500;

interface Dump {
  readonly id: string;
  readonly key: Buffer;
  readonly sink: CopySink;
  readonly told: DumpTold;
  readonly parts: CopyPart[];
  rows: number;
  bytes: number;
}

/** Writes tables as they were at one moment, part by part; what is held in memory is one part, however many rows. */
@Injectable()
export class DumpTables {
  // oxlint-disable-next-line max-params -- from the rows to what seals them
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
    private readonly wrapper: KeyWrapper,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  async run(kind: CopyKind, sink: CopySink, told: DumpTold): Promise<DumpedTables> {
    const dump: Dump = { id: newId(), key: randomBytes(KEY_BYTES), sink, told, parts: [], rows: 0, bytes: 0 };
    const madeAt = this.clock.now().toISOString();
    const runner = this.database.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      const [head] = await runner.query(`SELECT origin, size, root FROM log_head`);
      for (const table of await tablesOf(runner.manager, kind)) {
        await (table.how === 'plain' ? this.plain(runner, table, dump) : this.sealed(runner, table, dump));
      }
      const index: CopyIndex = {
        kind,
        id: dump.id,
        madeAt,
        origin: head.origin,
        fingerprint: this.log.fingerprint,
        schema: await schemaOf(runner.manager),
        log: { size: Number(head.size), root: head.root.toString('hex') },
        rows: dump.rows,
        parts: dump.parts,
      };
      await runner.commitTransaction();
      const { key } = dump;
      await sink.index(sealCopyIndex(index, { key, wrapped: await this.wrapper.wrap(key, COPY_ABOUT) }));
      return { index, bytes: dump.bytes };
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async plain(runner: QueryRunner, table: TableShape, dump: Dump): Promise<void> {
    const stream = await copyOut(runner, `COPY (SELECT ${table.columns.join(', ')} FROM ${table.name}) TO STDOUT`);
    let held: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream) {
      held.push(chunk);
      bytes += chunk.length;
      if (bytes < PART_BYTES) continue;
      const text = Buffer.concat(held);
      const end = text.lastIndexOf(10) + 1;
      if (end > 0) await write(text.subarray(0, end), table, dump);
      held = [text.subarray(end)];
      bytes = text.length - end;
    }
    if (bytes > 0) await write(Buffer.concat(held), table, dump);
  }

  /** Of items whose key is there: of the others there is nothing to read here either. */
  private async sealed(runner: QueryRunner, table: TableShape, dump: Dump): Promise<void> {
    await runner.query(
      `DECLARE sealed_rows NO SCROLL CURSOR FOR SELECT t.item_id, k.kek, k.wrapped, t::text AS text
         FROM ${table.name} t JOIN item_key k ON k.item_id = t.item_id ORDER BY t.item_id`,
    );
    let held: string[] = [];
    let bytes = 0;
    for (;;) {
      const rows: (WrappedKey & { item_id: string; text: string })[] = await runner.query(
        `FETCH ${ROWS_AT_ONCE} FROM sealed_rows`,
      );
      for (const row of rows) {
        const key = await this.keyring.unwrap(row.item_id, row);
        const line = sealRow({ item: row.item_id, text: row.text, key }, table.name);
        held.push(line);
        bytes += line.length;
      }
      if (bytes >= PART_BYTES || (rows.length === 0 && bytes > 0)) {
        await write(Buffer.from(held.join('')), table, dump);
        held = [];
        bytes = 0;
      }
      if (rows.length === 0) break;
    }
    await runner.query(`CLOSE sealed_rows`);
  }
}

async function write(text: Buffer, { name: table, columns, how }: TableShape, dump: Dump): Promise<void> {
  const place = dump.parts.length;
  const sealed = sealCopyPart(text, { id: dump.id, place, key: dump.key });
  const name = await dump.sink.part(sealed, place);
  const rows = countRows(text);
  const digest = hash('sha256', sealed, 'hex');
  dump.parts.push({ name, table, columns, rows, bytes: sealed.length, digest, sealed: how === 'sealed' });
  dump.rows += rows;
  dump.bytes += sealed.length;
  await dump.told(table, dump.rows);
}
