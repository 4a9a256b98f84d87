import type { Client } from 'pg';
import type { ObjectStore } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import type { ListedObject } from './exit-paths.rules.js';

/** What names an object by its handle. */
const TABLES = ['exchange', 'medium', 'key_file', 'object_hold'];
const BATCH = 500;

/**
 * Rows call objects as the store they came from called them; another store has versions of its own. In the transaction
 * that loads them, as the tables' owner, each is called as it stands here. Nothing else of a row is touched.
 */
export async function callObjects(
  client: Client,
  store: ObjectStore,
  objects: AsyncIterable<ListedObject>,
): Promise<void> {
  await client.query(`CREATE TEMP TABLE called (was text PRIMARY KEY, stands text NOT NULL) ON COMMIT DROP`);
  let some: { was: string; stands: string }[] = [];
  const note = async (): Promise<void> => {
    await client.query(`INSERT INTO called SELECT * FROM unnest($1::text[], $2::text[])`, [
      some.map(({ was }) => was),
      some.map(({ stands }) => stands),
    ]);
    some = [];
  };
  for await (const { name, handle } of objects) {
    const stands = await store.find(name);
    if (stands === null) {
      throw new Refusal('integrity-failure', `The object store no longer holds ${name}. Run the import again.`);
    }
    if (stands !== handle) some.push({ was: handle, stands });
    if (some.length === BATCH) await note();
  }
  await note();
  for (const table of TABLES) {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(`UPDATE ${table} t SET object = c.stands FROM called c WHERE t.object = c.was`);
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}
