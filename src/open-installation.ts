import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { migrate, openDatabase } from './data-source.js';
import { type Config, keyFile, openServer, type Secrets } from './platform/index.js';

export interface Installation {
  readonly database: DataSource;
  /** The URL by which upkeep comes in: a secret. */
  readonly upkeep: string;
  close(): Promise<void>;
}

/** Something the operator can mend; the message is a sentence that says how. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** The data folder and the database of an installation, its schema up to date; PostgreSQL started where it is ours. */
export async function openInstallation(config: Config, secrets: Secrets): Promise<Installation> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  mkdirSync(config.keysDir, { recursive: true, mode: 0o700 });
  const server = await openDatabases(config, secrets);
  try {
    await migrate(server.owner);
    const database = await openDatabase(server.app, { pool: config.databasePool }).initialize();
    await demandNoOwner(database);
    return {
      database,
      upkeep: server.upkeep,
      close: async () => {
        await database.destroy();
        await server.leave();
      },
    };
  } catch (error) {
    await server.leave();
    throw error;
  }
}

interface Ways {
  readonly app: string;
  readonly owner: string;
  readonly upkeep: string;
  readonly leave: () => Promise<void>;
}

/** The ways in: the operator's where named, else those of a server of our own. */
async function openDatabases(config: Config, { database }: Secrets): Promise<Ways> {
  if (database !== null) return { ...database, upkeep: database.owner, leave: () => Promise.resolve() };
  const server = await openServer({
    dir: join(config.dataDir, 'postgres'),
    secret: keyFile(join(config.keysDir, 'postgres.key')),
  });
  return {
    app: server.urlOf('akta_app', 'akta'),
    owner: server.urlOf('akta_owner', 'akta'),
    upkeep: server.urlOf('postgres', 'akta'),
    leave: server.leave,
  };
}

/** What the owner may do, no trigger stops: evidence is safe from the program only as long as it is another role. */
async function demandNoOwner(database: DataSource): Promise<void> {
  const [row] = await database.query<{ owner: boolean }[]>(
    `SELECT pg_has_role(current_user, tableowner, 'MEMBER') AS owner FROM pg_tables
      WHERE schemaname = 'public' AND tablename = 'audit_event'`,
  );
  if (row?.owner === false) return;
  await database.destroy();
  throw new CannotStart('DATABASE_URL names the owner of the tables. It must name akta_app, which owns nothing.');
}
