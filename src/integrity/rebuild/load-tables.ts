import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { DataSource } from 'typeorm';
import { Refusal, Upkeep } from '../../platform/index.js';
import { type CopyPart, openCopyPart } from './copy.rules.js';
import type { OpenedCopy } from './open-copy.js';
import { schemaOf } from './read-schema.js';

/** The bytes of a part as they are stored. */
export type ReadPart = (part: CopyPart) => Promise<Buffer>;

/** Called before each table; what it throws ends the work, and nothing was loaded. */
export type LoadTold = (table: string, rows: number) => void;

/** Runs in the loading transaction, last. */
export type WithLoad = (client: Client) => Promise<void>;

/** Triggers of ours that judge a row as it comes: they ask how things stood when it was made, not how they stand now. */
const JUDGING = `
  SELECT quote_ident(c.relname) AS table, quote_ident(t.tgname) AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND t.tgtype & 1 = 1 AND t.tgtype & 4 = 4
     AND NOT c.relispartition`;

const SEQUENCES = `
  SELECT c.relname AS table, a.attname AS column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND NOT a.attisdropped`;

/**
 * Puts tables back into an empty database, as its owner, in one transaction: whole or not at all. Keys and constraints
 * between rows are checked as ever, and the trail's triggers are told; rows come as they were judged once.
 */
@Injectable()
export class LoadTables {
  constructor(
    private readonly database: DataSource,
    private readonly upkeep: Upkeep,
  ) {}

  /** Refuses a copy of another schema, and a database with anything in it. Before anything is loaded. */
  async demandFits({ index }: OpenedCopy): Promise<void> {
    const schema = await schemaOf(this.database);
    const [theirs, ours] = [index.schema.at(-1) ?? '', schema.at(-1) ?? ''];
    if (index.schema.join() !== schema.join()) {
      const said = index.schema.length > schema.length ? 'newer than' : 'older than';
      throw new Refusal(
        'invalid-input',
        `The schema of this copy (${theirs}) is ${said} that of this program (${ours}). Restore it with the release that made it, and upgrade afterwards.`,
      );
    }
    const [row] = await this.database.query(
      `SELECT EXISTS (SELECT FROM log_head) OR EXISTS (SELECT FROM audit_event) OR EXISTS (SELECT FROM body)
           OR EXISTS (SELECT FROM person) OR EXISTS (SELECT FROM kek) AS used`,
    );
    if (row.used === true) {
      throw new Refusal('wrong-state', 'This database is not empty. Nothing was changed. Restore into a new one.');
    }
  }

  async run(copy: OpenedCopy, read: ReadPart, { told, last }: { told: LoadTold; last: WithLoad }): Promise<void> {
    await this.upkeep.use(async (client) => {
      await client.query('BEGIN');
      try {
        await client.query(`SET LOCAL akta.trail = 'on'`);
        const { rows: judging } = await client.query<{ table: string; trigger: string }>(JUDGING);
        for (const { table, trigger } of judging) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
        let rows = 0;
        for (const parts of byTable(copy.index.parts)) {
          told(parts[0]?.table ?? '', rows);
          await load(client, copy, { parts, read });
          rows += parts.reduce((sum, part) => sum + part.rows, 0);
        }
        await setSequences(client);
        await client.query(`UPDATE daily_work SET lease_owner = NULL, lease_until = NULL`);
        await last(client);
        for (const { table, trigger } of judging) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }
}

/** Of sealed rows the keys come first: they are read in afterwards. */
function byTable(parts: readonly CopyPart[]): CopyPart[][] {
  const tables = new Map<string, CopyPart[]>();
  for (const part of parts) {
    if (!part.sealed) tables.set(part.table, [...(tables.get(part.table) ?? []), part]);
  }
  return [...tables.values()];
}

async function load(
  client: Client,
  { index, key }: OpenedCopy,
  { parts, read }: { parts: readonly CopyPart[]; read: ReadPart },
): Promise<void> {
  const [first] = parts;
  if (!first) return;
  // What a migration put there itself comes back as it was.
  const { rows: there } = await client.query(`SELECT FROM ${first.table} LIMIT 1`);
  if (there.length > 0) await client.query(`DELETE FROM ${first.table}`);
  async function* rows(): AsyncIterable<Buffer> {
    for (const part of parts) {
      yield openCopyPart(await read(part), { id: index.id, place: index.parts.indexOf(part), key });
    }
  }
  const into = client.query(from(`COPY ${first.table} (${first.columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(rows()), into);
}

async function setSequences(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(SEQUENCES);
  for (const { table, column, sequence } of rows) {
    await client.query(`SELECT setval($1, (SELECT coalesce(max(${column}), 0) + 1 FROM ${table}), false)`, [sequence]);
  }
}
