import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AddPerson, IssueKey, type Role } from '../../src/identity/index.js';
import { type Clock, readConfig, system, SystemClock } from '../../src/platform/index.js';
import { type Akta, startAkta, type StartOptions } from '../../src/start-akta.js';
import { freshDatabaseUrls } from './database.js';

export interface TestApp {
  readonly akta: Akta;
  readonly url: string;
  readonly database: DataSource;
  /** Everything of the installation except the database. */
  readonly dataDir: string;
  /** The administrator's. */
  readonly key: string;
  /** The environment in which a command works on this installation. */
  readonly env: Readonly<Record<string, string>>;
  keyOf(role: Role): Promise<string>;
  /** As the administrator unless `key` says otherwise; null: as nobody. */
  ask(method: string, path: string, options?: { key?: string | null; body?: unknown }): Promise<Response>;
  close(): Promise<void>;
}

/** The members of a JSON answer. */
export async function membersOf(response: Response | Promise<Response>): Promise<Record<string, unknown>> {
  return Object(await (await response).json());
}

/** The whole archive on a database of its own, with files in a folder of its own; it works only when it is told to. */
export async function startTestApp(
  options: { clock?: Clock; store?: NonNullable<StartOptions['store']>; ports?: StartOptions['exportPorts'] } = {},
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'akta-app-'));
  const urls = await freshDatabaseUrls();
  const env = {
    AKTA_DATA_DIR: dataDir,
    DATABASE_URL: urls.akta_app,
    DATABASE_OWNER_URL: urls.akta_owner,
    LOG_LEVEL: 'error',
    PORT: '0',
    // Servers of a test stand on this machine.
    REQUESTS_PER_SECOND: '10000',
  };
  const { clock = new SystemClock(), store, ports = [] } = options;
  const settings = { ...readConfig(env), clock, ticking: false, exportPorts: ports };
  const akta = await startAkta({ ...settings, ...(store ? { store } : {}) });
  const key = akta.firstKey ?? '';
  return {
    akta,
    url: akta.url,
    database: akta.app.get(DataSource),
    dataDir,
    key,
    env,
    keyOf: async (role) => {
      const person = { name: `A ${role}`, login: `${role}-${Math.random()}`, roles: [role] };
      const id = await akta.app.get(AddPerson, { strict: false }).run(system('setup'), person);
      const wanted = { person: id, label: 'test', permissions: null, expiresAt: null };
      return (await akta.app.get(IssueKey, { strict: false }).run(system('setup'), wanted)).key;
    },
    ask: (method, path, { key: as = key, body } = {}) =>
      fetch(`${akta.url}${path}`, {
        method,
        headers: {
          ...(as === null ? {} : { authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    close: async () => {
      await akta.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
