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
import { CreateTransfers1764000021000 } from '../migrations/1764000021000-create-transfers.js';
import { CreateErasures1764000022000 } from '../migrations/1764000022000-create-erasures.js';
import { CreateReports1764000023000 } from '../migrations/1764000023000-create-reports.js';
import { SplitExports1764000024000 } from '../migrations/1764000024000-split-exports.js';
import { MirrorHolds1764000025000 } from '../migrations/1764000025000-mirror-holds.js';
import { CreateMarks1764000026000 } from '../migrations/1764000026000-create-marks.js';
import { CreateDiscovery1764000027000 } from '../migrations/1764000027000-create-discovery.js';
import { CreateRebuilds1764000028000 } from '../migrations/1764000028000-create-rebuilds.js';
import { CreateFixity1764000029000 } from '../migrations/1764000029000-create-fixity.js';
import { WrapKeysAnew1764000030000 } from '../migrations/1764000030000-wrap-keys-anew.js';
import { CreateLogHandovers1764000031000 } from '../migrations/1764000031000-create-log-handovers.js';
import { WidenCapture1764000032000 } from '../migrations/1764000032000-widen-capture.js';
import { CreateWebhooks1764000034000 } from '../migrations/1764000034000-create-webhooks.js';
import { HoldDeliveriesBack1764000035000 } from '../migrations/1764000035000-hold-deliveries-back.js';
import { CreateImports1764000036000 } from '../migrations/1764000036000-create-imports.js';
import { CreateHandCaptures1764000037000 } from '../migrations/1764000037000-create-hand-captures.js';
import { CreateLive1764000038000 } from '../migrations/1764000038000-create-live.js';
import { CreateMessages1764000039000 } from '../migrations/1764000039000-create-messages.js';
import { CreateConnections1764000040000 } from '../migrations/1764000040000-create-connections.js';
import { LookWhereFound1764000041000 } from '../migrations/1764000041000-look-where-found.js';
import { WordsApart1764000042000 } from '../migrations/1764000042000-words-apart.js';

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
  CreateTransfers1764000021000,
  CreateErasures1764000022000,
  CreateReports1764000023000,
  SplitExports1764000024000,
  MirrorHolds1764000025000,
  CreateMarks1764000026000,
  CreateDiscovery1764000027000,
  CreateRebuilds1764000028000,
  CreateFixity1764000029000,
  WrapKeysAnew1764000030000,
  CreateLogHandovers1764000031000,
  WidenCapture1764000032000,
  CreateWebhooks1764000034000,
  HoldDeliveriesBack1764000035000,
  CreateImports1764000036000,
  CreateHandCaptures1764000037000,
  CreateLive1764000038000,
  CreateMessages1764000039000,
  CreateConnections1764000040000,
  LookWhereFound1764000041000,
  WordsApart1764000042000,
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
