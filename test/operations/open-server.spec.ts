import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openServer, type ServerOptions } from '../../src/platform/index.js';

async function answerOf(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  // A server that is killed ends its connections; what was asked is rejected by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('the database server of a trial installation', () => {
  let parent: string;
  let options: ServerOptions;

  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'akta-server-'));
    chmodSync(parent, 0o755);
    options = { dir: join(parent, 'with a space', 'postgres'), secret: randomBytes(32), settings: { fsync: 'off' } };
  });

  afterAll(() => {
    rmSync(parent, { recursive: true });
  });

  function pid(): number {
    return Number(readFileSync(join(options.dir, 'server', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  it('is made once by whoever comes first, however many come at once', async () => {
    const servers = await Promise.all([openServer(options), openServer(options), openServer(options)]);
    expect(new Set(servers.map(({ port }) => port)).size).toBe(1);
    const [server] = servers;
    const roles = await answerOf(
      server?.urlOf('postgres', 'akta') ?? '',
      `SELECT array_agg(rolname::text ORDER BY rolname) AS answer FROM pg_roles WHERE rolname ~ '^akta'`,
    );
    expect(roles).toEqual(['akta_app', 'akta_owner', 'akta_read']);
    for (const each of servers.slice(1)) await each.leave();
    expect(await answerOf(server?.urlOf('akta_app', 'akta') ?? '', 'SELECT 1 AS answer')).toBe(1);
    await server?.leave();
    expect(existsSync(join(options.dir, 'server', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('listens to nobody but this machine, and to nobody without the password', async () => {
    const server = await openServer(options);
    const url = server.urlOf('postgres', 'postgres');
    expect(await answerOf(url, `SELECT current_setting('listen_addresses') AS answer`)).toBe('127.0.0.1');
    expect(await answerOf(url, `SELECT current_setting('unix_socket_directories') AS answer`)).toBe('');
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(answerOf(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await server.leave();
  });

  it('comes back with what was committed after it was killed', async () => {
    const before = await openServer(options);
    const owner = before.urlOf('akta_owner', 'akta');
    await answerOf(owner, 'CREATE TABLE kept AS SELECT 7 AS answer');
    process.kill(pid(), 'SIGKILL');
    const after = await openServer(options);
    expect(await answerOf(after.urlOf('akta_owner', 'akta'), 'SELECT answer FROM kept')).toBe(7);
    await after.leave();
  });

  it('runs from a copy of its own, whose libraries are linked without the package’s install script', () => {
    const programs = join(options.dir, 'programs');
    const [version] = readdirSync(programs);
    const libraries = join(programs, version ?? '', 'lib');
    expect(readdirSync(libraries).some((name) => name.endsWith('.a'))).toBe(false);
    const links = readdirSync(libraries).filter((name) => lstatSync(join(libraries, name)).isSymbolicLink());
    expect(links.length > 0).toBe(process.platform !== 'win32');
    expect(links.filter((name) => !existsSync(join(libraries, name)))).toEqual([]);
  });

  (process.getuid?.() === 0 ? describe : describe.skip)('as root, who may not run it', () => {
    it('says which folder its user cannot enter', async () => {
      const closed = join(parent, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      await expect(openServer({ ...options, dir: join(closed, 'postgres') })).rejects.toThrow('AKTA_DATA_DIR');
    });
  });
});
