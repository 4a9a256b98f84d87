import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const BINARY = process.env['SNAC'] ?? '/usr/bin/snac';

export const snacIsThere = existsSync(BINARY);

export interface Snac {
  readonly url: string;
  readonly host: string;
  readonly token: (user: string) => string;
  call(user: string, method: 'POST' | 'PUT', path: string, fields: Record<string, string | Blob>): Promise<Status>;
  close(): Promise<void>;
}

export interface Status {
  readonly id: string;
  readonly uri: string;
}

/** A real snac2 on the loopback address, with accounts; see install-snac.sh. */
export async function startSnac(users: readonly string[]): Promise<Snac> {
  const directory = await mkdtemp(path.join(tmpdir(), 'snac-'));
  const data = path.join(directory, 'data');
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  await run(['init', data], `127.0.0.1\n${port}\n${host}\n\n\n`);
  const settings = path.join(data, 'server.json');
  await writeFile(settings, (await readFile(settings, 'utf8')).replace(/"protocol":\s*"https"/, '"protocol": "http"'));
  const passwords = new Map<string, string>();
  for (const user of users)
    passwords.set(user, /password is (\S+)/.exec(await run(['adduser', data, user], '\n\n\n'))?.[1] ?? '');
  const server = spawn(BINARY, ['httpd', data], { stdio: 'ignore' });
  const url = `http://${host}`;
  await answering(url);
  const tokens = new Map<string, string>();
  for (const [user, password] of passwords) tokens.set(user, await signIn(url, user, password));
  const token = (user: string): string => tokens.get(user) ?? '';
  return {
    url,
    host,
    token,
    async call(user, method, where, fields) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      const answer = await fetch(url + where, { method, body, headers: { authorization: `Bearer ${token(user)}` } });
      const status: Status = JSON.parse(await answer.text());
      return status;
    },
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function run(args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(BINARY, args, (error, stdout, stderr) => {
      if (error) reject(error);
      else resolve(stdout + stderr);
    });
    child.stdin?.end(input);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await fetch(`${url}/.well-known/nodeinfo`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await wait(50);
  }
  throw new Error('snac does not answer');
}

/** snac's own short way to a token; its page shows it. */
async function signIn(url: string, login: string, passwd: string): Promise<string> {
  const body = new URLSearchParams({ login, passwd });
  const page = await (await fetch(`${url}/oauth/x-snac-get-token`, { method: 'POST', body })).text();
  return /[0-9a-f]{20,}/.exec(page)?.[0] ?? '';
}
