import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AddPerson, Authenticate, IssueKey, type Role } from '../../src/identity/index.js';
import { type Clock, readConfig, system, SystemClock } from '../../src/platform/index.js';
import { type Akta, startAkta, type StartOptions } from '../../src/start-akta.js';
import { freshDatabaseUrls } from './database.js';
import { enrol } from './people.js';

interface Asked {
  readonly key?: string | null;
  readonly body?: unknown;
  /** Of the second factor. */
  readonly code?: string;
}

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
  ask(method: string, path: string, options?: Asked): Promise<Response>;
  /** Enrols a second factor for the person of this key; answers its recovery codes. */
  enrol(key: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The members of a JSON answer. */
export async function membersOf(response: Response | Promise<Response>): Promise<Record<string, unknown>> {
  return Object(await (await response).json());
}

/** The whole archive on a database of its own, with files in a folder of its own; it works only when it is told to. */
export async function startTestApp(
  options: {
    clock?: Clock;
    store?: NonNullable<StartOptions['store']>;
    laws?: NonNullable<StartOptions['laws']>;
    /** Beside those every test has. */
    settings?: Readonly<Record<string, string>>;
    /** On what another left: its folder, and its archive in a database. */
    again?: {
      readonly dataDir: string;
      readonly key: string;
      readonly urls: Readonly<Record<'akta_app' | 'akta_owner', string>>;
    };
  } = {},
): Promise<TestApp> {
  const { dataDir, urls, key: handedOn } = options.again ?? (await freshFolder());
  const env = {
    AKTA_DATA_DIR: dataDir,
    DATABASE_URL: urls.akta_app,
    DATABASE_OWNER_URL: urls.akta_owner,
    LOG_LEVEL: 'error',
    PORT: '0',
    // Servers of a test stand on this machine.
    REQUESTS_PER_SECOND: '10000',
    ...options.settings,
  };
  const { clock = new SystemClock(), store, laws } = options;
  const akta = await startAkta({
    ...readConfig(env),
    clock,
    ticking: false,
    ...(store ? { store } : {}),
    ...(laws ? { laws } : {}),
  });
  const key = handedOn ?? akta.firstKey ?? '';
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
    ask: (method, path, { key: as = key, body, code } = {}) =>
      fetch(`${akta.url}${path}`, {
        method,
        headers: {
          ...(as === null ? {} : { authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(code === undefined ? {} : { 'akta-code': code }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    enrol: async (as) => {
      const known = await akta.app.get(Authenticate, { strict: false }).byKey(as);
      if (!known) throw new Error('Nobody has this key');
      return (await enrol({ get: (type) => akta.app.get(type, { strict: false }) }, known.actor)).recoveryCodes;
    },
    close: async () => {
      await akta.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function freshFolder(): Promise<{
  dataDir: string;
  key: null;
  urls: Awaited<ReturnType<typeof freshDatabaseUrls>>;
}> {
  return { dataDir: mkdtempSync(join(tmpdir(), 'akta-app-')), key: null, urls: await freshDatabaseUrls() };
}
