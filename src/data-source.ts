import { DataSource } from 'typeorm';
import { CreateAudit1764000001000 } from '../migrations/1764000001000-create-audit.js';
import { CreateIdentity1764000002000 } from '../migrations/1764000002000-create-identity.js';
import { CreateGivenAnswer1764000002500 } from '../migrations/1764000002500-create-given-answer.js';
import { CreateAccounts1764000003000 } from '../migrations/1764000003000-create-accounts.js';
import { CreateStatement1764000003500 } from '../migrations/1764000003500-create-statement.js';
import { CreateArchive1764000004000 } from '../migrations/1764000004000-create-archive.js';
import { IndexShown1764000004500 } from '../migrations/1764000004500-index-shown.js';
import { CreateCapture1764000005000 } from '../migrations/1764000005000-create-capture.js';
import { CreateExports1764000006000 } from '../migrations/1764000006000-create-exports.js';
import { CreateKeyFiles1764000007000 } from '../migrations/1764000007000-create-key-files.js';
import { CreateClocks1764000008000 } from '../migrations/1764000008000-create-clocks.js';
import { CreateSearch1764000009000 } from '../migrations/1764000009000-create-search.js';
import { CreateHolds1764000010000 } from '../migrations/1764000010000-create-holds.js';
import { CreateRequests1764000010500 } from '../migrations/1764000010500-create-requests.js';
import { ApproveExports1764000011000 } from '../migrations/1764000011000-approve-exports.js';
import { CreateNotices1764000012000 } from '../migrations/1764000012000-create-notices.js';
import { CreateDueFeeds1764000012500 } from '../migrations/1764000012500-create-due-feeds.js';
import { CreateStandings1764000013000 } from '../migrations/1764000013000-create-standings.js';
import { CreateHandleProofs1764000013500 } from '../migrations/1764000013500-create-handle-proofs.js';
import { CreateLetters1764000014000 } from '../migrations/1764000014000-create-letters.js';
import { CreateExportLinks1764000015000 } from '../migrations/1764000015000-create-export-links.js';
import { CreateSchedules1764000016000 } from '../migrations/1764000016000-create-schedules.js';
import { CreateSecondFactor1764000018000 } from '../migrations/1764000018000-create-second-factor.js';
import { CreateHoldNotices1764000018100 } from '../migrations/1764000018100-create-hold-notices.js';
import { CreateDispositionLists1764000019000 } from '../migrations/1764000019000-create-disposition-lists.js';
import { RemoveExports1764000020000 } from '../migrations/1764000020000-remove-exports.js';

const MIGRATIONS = [
  CreateAudit1764000001000,
  CreateIdentity1764000002000,
  CreateGivenAnswer1764000002500,
  CreateAccounts1764000003000,
  CreateStatement1764000003500,
  CreateArchive1764000004000,
  IndexShown1764000004500,
  CreateCapture1764000005000,
  CreateExports1764000006000,
  CreateKeyFiles1764000007000,
  CreateClocks1764000008000,
  CreateSearch1764000009000,
  CreateHolds1764000010000,
  CreateRequests1764000010500,
  ApproveExports1764000011000,
  CreateNotices1764000012000,
  CreateDueFeeds1764000012500,
  CreateStandings1764000013000,
  CreateHandleProofs1764000013500,
  CreateLetters1764000014000,
  CreateExportLinks1764000015000,
  CreateSchedules1764000016000,
  CreateSecondFactor1764000018000,
  CreateHoldNotices1764000018100,
  CreateDispositionLists1764000019000,
  RemoveExports1764000020000,
];

/** Not yet connected: `initialize()` connects. `pool` is the most connections held at once. */
export function openDatabase(url: string, { pool = 10 }: { pool?: number } = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [],
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    applicationName: 'akta',
    extra: { max: pool },
  });
}

/**
 * Brings the schema up to date, as its owner; of several processes that start at once, one does it. What akta_app and
 * akta_read may do with a table is decided here, before the table exists: no migration grants anything, and akta_app
 * never gets DDL or TRUNCATE.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const database = await openDatabase(ownerUrl, { pool: 2 }).initialize();
  try {
    // The lock's transaction holds nothing else, so that a migration may be one that cannot run inside a transaction.
    await database.transaction(async (lock) => {
      await lock.query(`SELECT pg_advisory_xact_lock(hashtext('akta.migrate'))`);
      await database.query(`
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO akta_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO akta_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO akta_read;
        GRANT USAGE ON SCHEMA public TO akta_app, akta_read`);
      await database.runMigrations();
      await database.query('REVOKE INSERT, UPDATE, DELETE ON migrations FROM akta_app');
    });
  } finally {
    await database.destroy();
  }
}
