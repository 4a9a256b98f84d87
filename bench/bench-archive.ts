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
import { openAkta, startAkta, type StartOptions } from '../src/start-akta.js';

export interface BenchArchive {
  readonly context: INestApplicationContext;
  readonly config: Config;
  /** Where it answers; empty where it serves nobody. */
  readonly url: string;
  /** Past every trigger and right: to fill, to read, to make a database beside. */
  readonly admin: Client;
  readonly urlOf: OpenServer['urlOf'];
  close(): Promise<void>;
}

/**
 * The archive as it is installed, with nothing ticking, in a folder that goes when it is closed. One that `serves` has
 * its own address, and works by itself as it does every day.
 */
export async function openBenchArchive({
  clock = new SystemClock(),
  settings = {},
  serves = false,
}: { clock?: Clock; settings?: Readonly<Record<string, string>>; serves?: boolean } = {}): Promise<BenchArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'akta-bench-'));
  // PostgreSQL's programs and data lie below, and under root they run as another user.
  chmodSync(folder, 0o755);
  const { config, secrets } = readConfig({
    AKTA_DATA_DIR: folder,
    LOG_LEVEL: 'error',
    REQUESTS_PER_SECOND: '10000',
    PORT: '0',
    ...settings,
  });
  const akta = await (serves ? serve : openQuietly)({ config, secrets, clock });
  const server = await openServer({
    dir: join(config.dataDir, 'postgres'),
    secret: keyFile(join(config.keysDir, 'postgres.key')),
  });
  const admin = new Client({ connectionString: server.urlOf('postgres', 'akta') });
  await admin.connect();
  return {
    context: akta.context,
    config,
    url: akta.url,
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

interface Opened {
  readonly context: INestApplicationContext;
  readonly url: string;
  close(): Promise<void>;
}

async function serve(options: StartOptions): Promise<Opened> {
  const akta = await startAkta({ ...options, ticking: true });
  return { context: akta.app, url: akta.url, close: () => akta.close() };
}

async function openQuietly(options: StartOptions): Promise<Opened> {
  return { ...(await openAkta(options)), url: '' };
}
