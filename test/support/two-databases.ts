import type { DataSource } from 'typeorm';

/** What is evidence, and where it stands in the log. */
export const EVIDENCE = [
  'exchange',
  'exchange_item',
  'item',
  'snapshot',
  'snapshot_body',
  'snapshot_words',
  'medium',
  'snapshot_medium',
  'finding',
  'gap',
  'item_key',
  'medium_key',
  'frame_key',
] as const;

/** Every row of each table, as text, in one order. */
export async function rowsOf(database: DataSource, tables: readonly string[]): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows: { row: string }[] = await database.query(`SELECT t::text AS row FROM ${table} t ORDER BY 1`);
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

/** The lines of the log below a size. */
export async function logBelow(database: DataSource, size: number): Promise<unknown[]> {
  return database.query(
    `SELECT l.seq, l.account_seq, e.* FROM log_entry l JOIN audit_event e ON e.id = l.event_id WHERE l.seq < $1 ORDER BY l.seq`,
    [size],
  );
}
