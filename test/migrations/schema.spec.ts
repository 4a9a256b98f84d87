import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/data-source.js';
import { freshDatabaseUrls } from '../support/database.js';
import { golden } from '../support/golden.js';
import { filesUnder, fromRepository, REPOSITORY } from '../support/repository.js';

const FROZEN = join(REPOSITORY, 'test/migrations/frozen.json');

/** Everything a migration can make and must take away again. */
const THINGS = `
  SELECT 'table ' || relname AS name FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
  UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'type ' || typname FROM pg_type
   WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
  ORDER BY 1`;

describe('the migrations', () => {
  let owner: DataSource;

  beforeAll(async () => {
    owner = await openDatabase((await freshDatabaseUrls()).akta_owner, { pool: 2 }).initialize();
  }, 120_000);

  afterAll(async () => {
    await owner?.destroy();
  });

  const things = async (): Promise<string[]> =>
    (await owner.query<{ name: string }[]>(THINGS))
      .map(({ name }) => name)
      .filter((name) => !/^table migrations(_id_seq)?$/.test(name));

  const columns = (): Promise<unknown[]> =>
    owner.query(`
      SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY table_name, ordinal_position`);

  it('go down to nothing, each taking away what it made, and up again to the same', async () => {
    const [before, shape] = [await things(), await columns()];
    expect(before).toContain('table audit_event');
    for (let left = owner.migrations.length; left > 0; left -= 1) await owner.undoLastMigration();
    expect(await things()).toEqual([]);
    await owner.runMigrations();
    expect(await things()).toEqual(before);
    expect(await columns()).toEqual(shape);
  });

  it('are each run: none lies in the folder unlisted, and they are in order', () => {
    const stamps = readdirSync(join(REPOSITORY, 'migrations'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => /^\d{13}/.exec(name)?.[0]);
    const run = owner.migrations.map((migration) => /\d{13}$/.exec(migration.constructor.name)?.[0]);
    expect(run).toEqual(stamps.toSorted((a, b) => Number(a) - Number(b)));
  });

  it('leave akta_app without DDL, TRUNCATE and ownership, and akta_read without writing', async () => {
    const rights = await owner.query(`
      SELECT relname FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND (has_table_privilege('akta_app', oid, 'TRUNCATE')
           OR pg_get_userbyid(relowner) <> 'akta_owner'
           OR has_table_privilege('akta_read', oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))`);
    expect(rights).toEqual([]);
    const [app] = await owner.query(`SELECT has_schema_privilege('akta_app', 'public', 'CREATE') AS ddl`);
    expect(app).toEqual({ ddl: false });
  });

  it('are frozen once merged: a change of the schema is a new migration', () => {
    const present = Object.fromEntries(
      filesUnder('migrations', '.ts').map((path) => [
        path,
        createHash('sha256').update(fromRepository(path)).digest('hex'),
      ]),
    );
    expect(golden(FROZEN, present)).toEqual(present);
  });
});
