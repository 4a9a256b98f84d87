import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { FilesystemObjectStore } from '../src/archive/index.js';
import { migrate } from '../src/data-source.js';
import type { BenchArchive } from './bench-archive.js';

/** Evidence and bookkeeping of a page, in an order that foreign keys allow: each row with the exchange it came by. */
const TABLES: readonly (readonly [table: string, exchange: string, from: string])[] = [
  ['exchange', 't.id', ''],
  ['frame_key', 't.exchange_id', ''],
  ['item', 's.exchange_id', 'JOIN snapshot s ON s.item_id = t.id AND s.number = 1'],
  ['item_key', 's.exchange_id', 'JOIN snapshot s ON s.item_id = t.item_id AND s.number = 1'],
  ['exchange_item', 't.exchange_id', ''],
  ['snapshot', 't.exchange_id', ''],
  ['snapshot_body', 's.exchange_id', 'JOIN snapshot s ON s.id = t.snapshot_id'],
  ['snapshot_words', 's.exchange_id', 'JOIN snapshot s ON s.id = t.snapshot_id'],
  ['item_watch', 's.exchange_id', 'JOIN snapshot s ON s.item_id = t.item_id AND s.number = 1'],
  ['item_count', 's.exchange_id', 'JOIN snapshot s ON s.item_id = t.item_id AND s.number = 1'],
  ['audit_event', 's.exchange_id', 'JOIN snapshot s ON s.event_id = t.id'],
  ['audit_pending', 's.exchange_id', 'JOIN snapshot s ON s.event_id = t.event_id'],
];
/** What rows of a page point at, there before it. */
const STANDING = ['body', 'account', 'kek', 'capture_loop'];

interface TableRows {
  readonly insert: string;
  /** Columns of values, by exchange. */
  readonly byExchange: ReadonlyMap<string, readonly (readonly (string | null)[])[]>;
}

/**
 * The floor of the same promises: the very bytes and rows of a finished capture once more, with nothing around them.
 * Each exchange's object is written and fsynced, then its rows are committed in one transaction, one multi-row statement
 * a table, on one connection, into a database of the same schema. Answers exchanges and seconds.
 */
export async function replayFloor(archive: BenchArchive): Promise<{ exchanges: number; seconds: number }> {
  const { admin, config } = archive;
  const store = new FilesystemObjectStore(config.objectsDir);
  const { rows } = await admin.query<{ id: string; object: string }>(
    `SELECT id, object FROM exchange WHERE why = 'new' ORDER BY at, id`,
  );
  const pages = await Promise.all(rows.map(async ({ id, object }) => ({ id, object, bytes: await store.get(object) })));
  const tables: TableRows[] = [];
  for (const table of TABLES) tables.push(await readRows(admin, table));
  const database = await emptyTwin(archive);
  const folder = join(config.dataDir, 'floor');
  for (const folderOf of new Set(pages.map(({ object }) => dirname(object))))
    await mkdir(join(folder, folderOf), { recursive: true });
  await admin.query('CHECKPOINT');
  const start = performance.now();
  for (const { id, object, bytes } of pages) {
    await writeDurably(join(folder, object), bytes);
    await database.query(`BEGIN`);
    await database.query(`SET LOCAL akta.trail = 'on'`);
    for (const { insert, byExchange } of tables) {
      const values = byExchange.get(id);
      if (values) await database.query(insert, [...values]);
    }
    await database.query(`UPDATE capture_loop SET cursor = $1 WHERE loop = 'backfill'`, [JSON.stringify({ v: 1, id })]);
    await database.query(`COMMIT`);
  }
  const seconds = (performance.now() - start) / 1000;
  await database.end();
  return { exchanges: pages.length, seconds };
}

async function readRows(admin: Client, [table, exchange, from]: (typeof TABLES)[number]): Promise<TableRows> {
  const { rows: columns } = await admin.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum`,
    [table],
  );
  const { rows } = await admin.query<(string | null)[]>({
    text: `SELECT ${exchange}::text, ${columns.map(({ name }) => `t.${name}::text`).join(', ')} FROM ${table} t ${from}`,
    rowMode: 'array',
  });
  const byExchange = new Map<string, (string | null)[][]>();
  for (const [id, ...values] of rows) {
    const arrays = byExchange.get(id ?? '') ?? columns.map((): (string | null)[] => []);
    values.forEach((value, i) => arrays[i]?.push(value));
    byExchange.set(id ?? '', arrays);
  }
  const names = columns.map(({ name }) => name).join(', ');
  const arrays = columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ');
  return { insert: `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays})`, byExchange };
}

/** A database of the same schema, with what the rows of pages point at and none of them, as akta_app sees it. */
async function emptyTwin({ admin, urlOf }: BenchArchive): Promise<Client> {
  await admin.query('CREATE DATABASE floor OWNER akta_owner');
  await migrate(urlOf('akta_owner', 'floor'));
  const filler = new Client({ connectionString: urlOf('postgres', 'floor') });
  await filler.connect();
  await filler.query(`SET session_replication_role = 'replica'`);
  for (const table of STANDING) {
    const { rows } = await admin.query<{ rows: string }>(
      `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} t`,
    );
    await filler.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
      rows[0]?.rows,
    ]);
  }
  await filler.end();
  const database = new Client({ connectionString: urlOf('akta_app', 'floor') });
  await database.connect();
  return database;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o400);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
