import type { Client } from 'pg';

/** Where a value stands, also after it was changed. */
interface Place {
  readonly relation: string;
  readonly ctid: string;
}

export interface Tampered {
  /** Everything the row said, before and after: what a finding may name it by. */
  readonly names: readonly string[];
  readonly undo: () => Promise<void>;
}

/** One byte, digit or tick of a value of this type, changed. `@` stands for the column. */
const CHANGES: Readonly<Record<string, string>> = {
  bytea: `set_byte(@, length(@) / 2, get_byte(@, length(@) / 2) # 1)`,
  text: `overlay(@ placing (CASE substr(@, 1 + length(@) / 2, 1) WHEN 'a' THEN 'b' ELSE 'a' END) from 1 + length(@) / 2 for 1)`,
  uuid: `(substr(@::text, 1, 35) || translate(substr(@::text, 36), '0123456789abcdef', '1032547698badcfe'))::uuid`,
  int4: `@ + 1000`,
  int8: `@ + 1000`,
  bool: `NOT @`,
  timestamptz: `@ + interval '1 millisecond'`,
  jsonb: `CASE WHEN @::text !~ '[0-9]' THEN regexp_replace(@::text, '[a-z]"', 'x"')::jsonb ELSE regexp_replace(@::text, '([0-9])([^0-9]*)$', (SELECT CASE x WHEN '0' THEN '1' ELSE '0' END
    FROM regexp_replace(@::text, '^.*([0-9])[^0-9]*$', '\\1') AS x) || '\\2')::jsonb END`,
  tsvector: `@ || '''tampered'':1'::tsvector`,
};

/** Where the database allows a few words only: another one of them. */
const WORDS: Readonly<Record<string, string>> = {
  'exchange.why': `CASE @ WHEN 'gap' THEN 'canary' ELSE 'gap' END`,
  'finding.kind': `CASE @ WHEN 'gone' THEN 'restored' ELSE 'gone' END`,
  'snapshot.cause': `CASE @ WHEN 'edited' THEN 'history' ELSE 'edited' END`,
};

export async function columnsOf(client: Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, typname AS type FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows;
}

/** Every row of a small table, none of them null in this column. */
export async function placesOf(client: Client, table: string, column: string): Promise<Place[]> {
  const { rows } = await client.query<Place>(
    `SELECT tableoid::regclass::text AS relation, ctid::text AS ctid FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1, 2`,
  );
  return rows;
}

/** Changes a value behind everybody's back: as the superuser, with all triggers and keys off. */
export async function tamper(
  client: Client,
  what: { readonly table: string; readonly column: string; readonly type: string },
  place: Place,
): Promise<Tampered> {
  const { table, column, type } = what;
  const change = WORDS[`${table}.${column}`] ?? CHANGES[type];
  if (change === undefined) throw new Error(`How to change one byte of a ${type} (${table}.${column}) is not known`);
  await client.query(`SET session_replication_role = replica`);
  const before = await read(client, what, place);
  const after = await write(client, what, { place, value: change.replaceAll('@', column), values: [] });
  const now = await read(client, what, after);
  if (now.value === before.value) throw new Error(`${table}.${column} was not changed`);
  return {
    names: [...before.names, ...now.names],
    undo: async () => {
      await write(client, what, { place: after, value: `$3::${type}`, values: [before.value] });
    },
  };
}

async function read(
  client: Client,
  { table, column }: { readonly table: string; readonly column: string },
  { relation, ctid }: Place,
): Promise<{ value: string; names: string[] }> {
  const { rows } = await client.query<{ value: string; row: Record<string, unknown> }>(
    `SELECT ${column}::text AS value, to_jsonb(t) AS row FROM ${table} t WHERE tableoid = $1::regclass AND ctid = $2::tid`,
    [relation, ctid],
  );
  const [found] = rows;
  if (!found) throw new Error(`There is no row at ${relation} ${ctid}`);
  return { value: found.value, names: Object.values(found.row).map(String) };
}

async function write(
  client: Client,
  { table, column }: { readonly table: string; readonly column: string },
  { place, value, values }: { place: Place; value: string; values: unknown[] },
): Promise<Place> {
  const { rows } = await client.query<Place>(
    `UPDATE ${table} SET ${column} = ${value} WHERE tableoid = $1::regclass AND ctid = $2::tid
      RETURNING tableoid::regclass::text AS relation, ctid::text AS ctid`,
    [place.relation, place.ctid, ...values],
  );
  const [found] = rows;
  if (!found) throw new Error(`Nothing was changed in ${table}.${column}`);
  return found;
}
