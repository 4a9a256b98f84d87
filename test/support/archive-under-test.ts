import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AccountsModule, AddAccount, AddBody } from '../../src/accounts/index.js';
import { ArchiveModule, MemoryObjectStore, type ObjectStore } from '../../src/archive/index.js';
import { AuditModule, Followers, OpenLog } from '../../src/audit/index.js';
import { CaptureModule, type CaptureOutcome, WorkQueue } from '../../src/capture/index.js';
import { ExportsModule } from '../../src/exports/index.js';
import { IntegrityModule } from '../../src/integrity/index.js';
import { type Clock, type NamedIndex, PlatformModule, readConfig, system } from '../../src/platform/index.js';
import { ReportsModule } from '../../src/reports/index.js';
import { type RequestLaws, RequestsModule } from '../../src/requests/index.js';
import { RetentionModule } from '../../src/retention/index.js';
import { freshDatabase, ownerUrl } from './database.js';

export interface ArchiveUnderTest {
  readonly app: INestApplicationContext;
  readonly database: DataSource;
  readonly store: ObjectStore;
  readonly outcomes: CaptureOutcome[];
  /** Where its keys are. */
  readonly folder: string;
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** Adds a body and an account of the lab by its address; answers the account's id. */
  addAccount(address: string, options?: { token?: string; bodyId?: string }): Promise<string>;
  addBody(name?: string, zone?: string): Promise<string>;
  /** Runs everything that is due, until nothing is, and lets the log settle. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The archive without HTTP: every module from the log to integrity, on a database of its own and the memory twin. A
 * `folder` given (its keys) is the caller's to remove.
 */
export async function openArchive(
  clock: Clock,
  given: {
    store?: ObjectStore;
    database?: DataSource;
    folder?: string;
    laws?: RequestLaws;
    /** With bundles, certificates and transfer packages too. */
    exports?: boolean;
    /** Beside those every test has. */
    settings?: Readonly<Record<string, string>>;
    /** On a database that holds nothing, and stays so until something is brought back into it. */
    bare?: boolean;
    /** Instead of discovery out of the database. */
    index?: NamedIndex | null;
  } = {},
): Promise<ArchiveUnderTest> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'akta-test-'));
  const { config } = readConfig({ AKTA_DATA_DIR: folder, LOG_LEVEL: 'error', REQUESTS_PER_SECOND: '10000', ...given.settings }); // prettier-ignore
  const database = given.database ?? (await freshDatabase());
  const store = given.store ?? new MemoryObjectStore();
  const { laws, exports, index } = given;
  const app = await createContext({ clock, config, database, store, folder, laws, exports, index });
  if (given.bare !== true) await app.get(OpenLog).run(config.logOrigin);
  const outcomes: CaptureOutcome[] = [];
  app.get(WorkQueue).onOutcome = (outcome) => outcomes.push(outcome);
  const actor = system('setup');
  const addBody = async (name = 'City of Newford', zone = 'America/Chicago'): Promise<string> =>
    (await app.get(AddBody).run(actor, { name, zone, languages: ['en', 'pl'], country: 'US', prefix: 'TEST' })).id;
  return {
    app,
    database,
    store,
    outcomes,
    folder,
    get: (type) => app.get(type),
    addBody,
    addAccount: async (address, { token, bodyId } = {}) => {
      const facts = await app.get(AddAccount).run(actor, {
        address,
        bodyId: bodyId ?? (await addBody()),
        character: 'official',
        privateAllowed: true,
        ...(token === undefined ? {} : { token }),
      });
      return facts.id;
    },
    settle: async () => {
      await app.get(WorkQueue).settle();
      await app.get(Followers).settle();
    },
    close: async () => {
      await app.get(WorkQueue).stop();
      await app.close();
      await database.destroy();
      if (given.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Parts = {
  clock: Clock;
  config: ReturnType<typeof readConfig>['config'];
  database: DataSource;
  store: ObjectStore;
  folder: string;
  laws: RequestLaws | undefined;
  exports: boolean | undefined;
  index: NamedIndex | null | undefined;
};

async function createContext({
  clock,
  config,
  database,
  store,
  folder,
  laws,
  exports = false,
  index = null,
}: Parts): Promise<INestApplicationContext> {
  @Module({
    imports: [
      PlatformModule.with({ config, clock, database, index, upkeep: await ownerUrl(database) }),
      AuditModule.with({
        logKeyFile: join(folder, 'keys', 'log.pem'),
        witnessKeyFile: join(folder, 'keys', 'witness.pem'),
        ticking: false,
      }),
      AccountsModule,
      ArchiveModule.with({ store, masterKeyFile: join(folder, 'keys', 'master.key') }),
      CaptureModule.with({ ticking: false }),
      RetentionModule,
      IntegrityModule.with({ ticking: false }),
      RequestsModule.with(laws),
      ...(exports ? [ExportsModule.with({ ticking: false })] : []),
      ReportsModule,
    ],
  })
  class TestModule {}
  return NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
}
