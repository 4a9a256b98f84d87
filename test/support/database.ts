import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrate, openDatabase } from '../../src/data-source.js';
import { type DatabaseRole, ensureServer, type ServerOptions } from '../../src/platform/database/embedded-postgres.js';

interface TestServer {
  /** By role, with `$database` where the name of the database goes. */
  readonly urls: Urls;
}

type Urls = Readonly<Record<DatabaseRole | 'postgres', string>>;

function everyRole(urlOf: (role: DatabaseRole | 'postgres') => string): Urls {
  return {
    akta_owner: urlOf('akta_owner'),
    akta_app: urlOf('akta_app'),
    akta_read: urlOf('akta_read'),
    postgres: urlOf('postgres'),
  };
}

/** A migrated database of its own for one spec file, connected as akta_app. Close it with `destroy()`. */
export async function freshDatabase(): Promise<DataSource> {
  return openDatabase((await freshDatabaseUrls()).akta_app, { pool: 5 }).initialize();
}

/** The same, not connected to: the URL of each role on a migrated database nobody else uses. */
export async function freshDatabaseUrls(): Promise<Urls> {
  const server = await testServer();
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: server.urls.postgres.replace('$database', 'postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE akta OWNER akta_owner`);
  await admin.end();
  return everyRole((role) => server.urls[role].replace('$database', name));
}

/** The owner's way into the database a test already has: for what akta_app may not do, such as forging rows. */
export async function ownerUrl(database: DataSource): Promise<string> {
  return (await urlsOf(database)).akta_owner;
}

/** Every role's way into the database a test already has. */
export async function urlsOf(database: DataSource): Promise<Urls> {
  const [row] = await database.query<{ name: string }[]>('SELECT current_database() AS name');
  const { urls } = await testServer();
  return everyRole((role) => urls[role].replace('$database', row?.name ?? ''));
}

/** One server a run, started by the first worker that needs it; the others wait for the file it leaves. */
async function testServer(): Promise<TestServer> {
  const dir = process.env['AKTA_TEST_DIR'];
  if (dir === undefined) throw new Error('AKTA_TEST_DIR is not set: test/support/start-run.js has not run');
  const file = join(dir, 'server.json');
  const lock = join(dir, 'starting');
  for (let tries = 0; tries < 1200; tries += 1) {
    if (existsSync(file)) {
      const server: TestServer = JSON.parse(readFileSync(file, 'utf8'));
      return server;
    }
    if (take(lock)) {
      try {
        const server = await startServer(dir);
        writeFileSync(`${file}.new`, JSON.stringify(server));
        renameSync(`${file}.new`, file);
        return server;
      } finally {
        rmSync(lock, { recursive: true });
      }
    }
    await wait(50);
  }
  throw new Error('The test database server was not ready within a minute');
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Its database `akta` is migrated once and is the template of all others. */
async function startServer(dir: string): Promise<TestServer> {
  const binaries = process.env['TEST_PG_BIN'];
  const options: ServerOptions = {
    dir: join(dir, 'postgres'),
    secret: randomBytes(32),
    ...(binaries === undefined ? {} : { binaries }),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  };
  const server = await ensureServer(options);
  await migrate(server.urlOf('akta_owner', 'akta'));
  const urlOf = (role: DatabaseRole | 'postgres'): string => server.urlOf(role, '$database');
  return { urls: everyRole(urlOf) };
}

/** Another database with everything this one holds now. Nobody may be connected to it. */
export async function copyOf(url: string): Promise<Urls> {
  const server = await testServer();
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: server.urls.postgres.replace('$database', 'postgres') });
  await admin.connect();
  await admin.query(
    `CREATE DATABASE ${name} TEMPLATE ${new URL(url.replace(/\?.*$/, '')).pathname.slice(1)} OWNER akta_owner`,
  );
  await admin.end();
  return everyRole((role) => server.urls[role].replace('$database', name));
}
