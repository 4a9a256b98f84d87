import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import {
  type Clock,
  type Config,
  keyFile,
  openServer,
  type OpenServer,
  readConfig,
  SystemClock,
} from '../src/platform/index.js';
import { openAkta } from '../src/start-akta.js';

export interface BenchArchive {
  readonly context: INestApplicationContext;
  readonly config: Config;
  /** Past every trigger and right: to fill, to read, to make a database beside. */
  readonly admin: Client;
  readonly urlOf: OpenServer['urlOf'];
  close(): Promise<void>;
}

/** The archive as it is installed, with nothing ticking, in a folder that goes when it is closed. */
export async function openBenchArchive({
  clock = new SystemClock(),
  settings = {},
}: { clock?: Clock; settings?: Readonly<Record<string, string>> } = {}): Promise<BenchArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'akta-bench-'));
  // PostgreSQL's programs and data lie below, and under root they run as another user.
  chmodSync(folder, 0o755);
  const { config, secrets } = readConfig({
    AKTA_DATA_DIR: folder,
    LOG_LEVEL: 'error',
    REQUESTS_PER_SECOND: '10000',
    ...settings,
  });
  const akta = await openAkta({ config, secrets, clock });
  const server = await openServer({
    dir: join(config.dataDir, 'postgres'),
    secret: keyFile(join(config.keysDir, 'postgres.key')),
  });
  const admin = new Client({ connectionString: server.urlOf('postgres', 'akta') });
  await admin.connect();
  return {
    context: akta.context,
    config,
    admin,
    urlOf: server.urlOf,
    close: async () => {
      await admin.end();
      await akta.close();
      await server.leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
