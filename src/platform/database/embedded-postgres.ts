import { createHmac, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { placeBinaries } from './postgres-binaries.js';
import { CommandFailed, runAs, serverUser, type ServerUser } from './server-user.js';

/** Owner: migrations only. App: no DDL, no TRUNCATE, owns nothing. Read: looks. */
export type DatabaseRole = 'akta_owner' | 'akta_app' | 'akta_read';
const ROLES: readonly DatabaseRole[] = ['akta_owner', 'akta_app', 'akta_read'];

export interface ServerOptions {
  /** Folder of the server: its programs, its data and its log. Its parents must be open to the server's user. */
  readonly dir: string;
  /** 32 bytes; each role's password is derived from them. */
  readonly secret: Uint8Array;
  /** Programs of another PostgreSQL (≥ 15) instead of those of the npm package. */
  readonly binaries?: string;
  /** Lines of postgresql.conf that differ from ours, written at first start. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  readonly port: number;
  readonly urlOf: (role: DatabaseRole | 'postgres', database: string) => string;
}

export interface OpenServer extends PostgresServer {
  /** Leaves. The last of the processes that use the server stops it. */
  readonly leave: () => Promise<void>;
}

interface Installation extends ServerOptions {
  readonly bin: string;
  readonly data: string;
  readonly user: ServerUser | null;
}

/**
 * The database server of an installation that names none of its own: started, or attached to where another process of
 * the same folder has started it. A killed server is recovered by PostgreSQL itself at this start.
 */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const server = await ensureServer(options);
  // This connection says "in use" for as long as the process lives: also when it is killed, nothing is left to tidy.
  const stay = new Client({
    connectionString: server.urlOf('postgres', 'postgres'),
    application_name: 'akta stays',
  });
  stay.on('error', () => undefined);
  await stay.connect();
  return {
    ...server,
    leave: async () => {
      if ((await othersStaying(stay)) === 0) await stopServer(options);
    },
  };
}

/** Ends our own stay. A server that is gone has nobody staying. */
async function othersStaying(stay: Client): Promise<number> {
  try {
    const { rows } = await stay.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity
        WHERE application_name = 'akta stays' AND pid <> pg_backend_pid()`,
    );
    await stay.end();
    return rows[0]?.others ?? 0;
  } catch {
    return 0;
  }
}

/** Starts the server or attaches to it, and sees to its roles. It goes on running when this process ends. */
export async function ensureServer(options: ServerOptions): Promise<PostgresServer> {
  const server = install(options);
  await makeCluster(server);
  for (let attempt = 1; ; attempt += 1) {
    const port = (await portOfRunning(server)) ?? (await start(server, attempt === 3));
    if (port === null) continue;
    await makeRoles(server, port);
    return { port, urlOf: (role, database) => url(server, { role, database, port }) };
  }
}

/** Stops the server and waits until its last byte is on disk. */
export async function stopServer(options: ServerOptions): Promise<void> {
  const server = install(options);
  await runAs(server.user, join(server.bin, 'pg_ctl'), ['stop', '-D', server.data, '-m', 'fast', '-w']).catch(
    async (cause: unknown) => {
      // Somebody else's stop may have come first.
      if (await isRunning(server)) throw cause;
    },
  );
}

function install(options: ServerOptions): Installation {
  const user = serverUser();
  mkdirSync(options.dir, { recursive: true, mode: 0o755 });
  const own = join(options.dir, 'server');
  if (!existsSync(own)) {
    mkdirSync(own, { mode: 0o700 });
    if (user) chownSync(own, user.uid, user.gid);
  }
  const bin = options.binaries ?? placeBinaries(join(options.dir, 'programs'));
  return { ...options, bin, user, data: join(own, 'data') };
}

async function makeCluster(server: Installation): Promise<void> {
  if (existsSync(server.data)) return;
  const { dir, user, bin } = server;
  const version = await runAs(user, join(bin, 'initdb'), ['--version']).catch((cause: unknown) => {
    throw new Error(
      `The database's user "${user?.name ?? 'you'}" cannot start the programs in ${bin}. Name a folder it can enter in AKTA_DATA_DIR.`,
      { cause },
    );
  });
  // Under another name until it is whole: an initdb that was killed is begun again.
  const made = `${server.data}.${randomBytes(4).toString('hex')}`;
  const passwordFile = join(dir, 'server', `once.${randomBytes(4).toString('hex')}`);
  writeFileSync(passwordFile, `${passwordOf(server, 'postgres')}\n`, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    const major = Number(/\d+/.exec(version)?.[0]);
    const locale =
      major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
    await runAs(user, join(bin, 'initdb'), [
      `--pgdata=${made}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      ...locale,
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  appendFileSync(join(made, 'postgresql.conf'), `\n${configuration(server)}`);
  try {
    renameSync(made, server.data);
  } catch (cause) {
    rmSync(made, { recursive: true, force: true });
    // Two first starts at once: the other's is as good.
    if (!existsSync(server.data)) throw cause;
  }
}

function configuration(server: Installation): string {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    shared_buffers: '256MB',
    // A solid-state disk: a page is looked up by its key in less time than a table is read through.
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The server's own log repeats neither statements nor rows: both hold what people wrote.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...server.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}

/** The port of the server that answers for this folder, or null. */
async function portOfRunning(server: Installation): Promise<number | null> {
  if (!(await isRunning(server))) return null;
  for (let tries = 0; tries < 100; tries += 1) {
    const lines = pidFile(server);
    // Line 4 is the port, line 8 the state; both are written late in a start.
    const port = Number(lines[3]);
    // A server that was killed leaves the file behind, and for a moment its process.
    if (lines[7]?.trim() === 'ready' && (await answers(port))) return port;
    await wait(100);
    if (!(await isRunning(server))) return null;
  }
  throw new Error(`The database server in ${server.data} is running and not ready. Its log is ${logOf(server)}.`);
}

async function isRunning(server: Installation): Promise<boolean> {
  try {
    await runAs(server.user, join(server.bin, 'pg_ctl'), ['status', '-D', server.data]);
  } catch (cause) {
    if (cause instanceof CommandFailed && cause.exitCode === 3) return false;
    throw cause;
  }
  // After a crash of the machine the number in the file may belong to another program by now.
  const [pid] = pidFile(server);
  const name = `/proc/${pid}/comm`;
  if (!existsSync(name) || readFileSync(name, 'utf8').startsWith('postgres')) return true;
  rmSync(join(server.data, 'postmaster.pid'), { force: true });
  return false;
}

function pidFile(server: Installation): string[] {
  try {
    return readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Null when another process started it at the same moment, unless this is the last attempt. */
async function start(server: Installation, last: boolean): Promise<number | null> {
  const port = await freePort();
  const args = ['start', '-D', server.data, '-l', logOf(server), '-o', `-p ${port}`, '-w', '-t', '60'];
  try {
    await runAs(server.user, join(server.bin, 'pg_ctl'), args);
    return port;
  } catch (cause) {
    if (!last) {
      await wait(500);
      return null;
    }
    throw new Error(`The database server in ${server.data} does not start. Its log, ${logOf(server)}, says why.`, {
      cause,
    });
  }
}

function logOf(server: Installation): string {
  return join(server.dir, 'server', 'log');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function passwordOf(server: ServerOptions, role: string): string {
  return createHmac('sha256', server.secret).update(`akta/role/1:${role}`).digest('base64url');
}

function url(server: Installation, at: { role: string; database: string; port: number }): string {
  return `postgres://${at.role}:${passwordOf(server, at.role)}@127.0.0.1:${at.port}/${at.database}`;
}

async function makeRoles(server: Installation, port: number): Promise<void> {
  const client = new Client({ connectionString: url(server, { role: 'postgres', database: 'postgres', port }) });
  await client.connect();
  try {
    // Ends with this connection, which nothing stands between: of two first starts at once, one makes the roles.
    await client.query(`SELECT pg_advisory_lock(hashtext('akta.roles'))`);
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const present = new Set(rows.map((row) => row.rolname));
    for (const role of ROLES.filter((name) => !present.has(name))) {
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${passwordOf(server, role)}'`);
    }
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'akta'`);
    if (rowCount === 0) await client.query('CREATE DATABASE akta OWNER akta_owner');
  } finally {
    await client.end();
  }
}
