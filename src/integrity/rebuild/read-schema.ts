import { to as copyTo } from 'pg-copy-streams';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { type CopyKind, copied, inOrder } from './tables.rules.js';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly how: 'plain' | 'sealed';
}

/** Tables a copy of this kind holds, each after those its rows point at; without columns that are worked out. */
export async function tablesOf(rows: DataSource | EntityManager, kind: CopyKind): Promise<TableShape[]> {
  const found: { name: string; columns: string[] }[] = await rows.query(
    `SELECT c.relname AS name, array_agg(quote_ident(a.attname) ORDER BY a.attnum)::text[] AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' GROUP BY c.relname`,
  );
  const links: { from: string; to: string }[] = await rows.query(
    `SELECT DISTINCT f.relname AS from, t.relname AS to FROM pg_constraint k
       JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND f.relnamespace = 'public'::regnamespace`,
  );
  const columns = new Map(found.map(({ name, columns: all }) => [name, all]));
  const order = inOrder(
    found.map(({ name }) => name),
    links.map(({ from, to }) => [from, to]),
  );
  return order.flatMap((name) => {
    const how = copied(name, kind);
    return how === 'no' ? [] : [{ name, columns: columns.get(name) ?? [], how }];
  });
}

/** Names of the migrations that made the schema, in order. */
export async function schemaOf(rows: DataSource | EntityManager): Promise<string[]> {
  const found: { name: string }[] = await rows.query(`SELECT name FROM migrations ORDER BY timestamp`);
  return found.map(({ name }) => name);
}

/** What a COPY … TO STDOUT answers, in the transaction of the runner; no more of it is held than one piece. */
export async function copyOut(runner: QueryRunner, statement: string): Promise<AsyncIterable<Buffer>> {
  const client = await runner.connect();
  return client.query(copyTo(statement));
}
