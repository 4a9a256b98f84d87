import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProxyPlan, startProxy } from './atproto-proxy.js';
import { freshDatabaseUrls } from './database.js';
import { REPOSITORY } from './repository.js';

const LAB = join(REPOSITORY, 'lab', 'atproto');

/** Whether a real network can be started: `npm ci` has been run in lab/atproto, and Debian's redis-server is there. */
export const atprotoIsThere = existsSync(join(LAB, 'node_modules', '@atproto', 'dev-env')) && redisIsThere();

export interface Person {
  readonly did: string;
  handle: string;
  /** Writes as this person; answers the record's address and hash. */
  create(collection: string, record: object, rkey?: string): Promise<Strong>;
  put(collection: string, rkey: string, record: object): Promise<Strong>;
  remove(uri: string): Promise<void>;
  post(text: string, more?: object): Promise<Strong>;
  /** Several posts by one commit, in their order. */
  postAll(texts: readonly string[]): Promise<readonly Strong[]>;
  upload(bytes: Uint8Array, mime: string): Promise<unknown>;
  call(name: string, body: object): Promise<unknown>;
}

export interface Strong {
  readonly uri: string;
  readonly cid: string;
}

export interface AtprotoNetwork {
  readonly servers: { readonly directory: string; readonly index: string };
  readonly host: string;
  /** By server, what its proxy does to the archive's calls. */
  readonly plans: Readonly<Record<'directory' | 'host' | 'index', ProxyPlan>>;
  person(name: string): Promise<Person>;
  /** Until the index has all that was written. */
  settle(): Promise<void>;
  /** The index no longer shows it, whoever asks. */
  takeDown(uri: string): Promise<void>;
  /** No trouble, no calls counted. */
  calm(): void;
  calls(): number;
  close(): Promise<void>;
}

/** PLC, PDS and AppView of the reference implementation, each behind a proxy that can break what the archive asks for. */
export async function startAtproto(): Promise<AtprotoNetwork> {
  // Its own inner ports may be taken by somebody else in the moment between being chosen and being used.
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce();
    } catch (error) {
      if (tries === 3 || !String(error).includes('EADDRINUSE')) throw error;
    }
  }
}

async function startOnce(): Promise<AtprotoNetwork> {
  const redisPort = await freePort();
  const redis = spawn(
    'redis-server',
    ['--bind', '127.0.0.1', '--port', String(redisPort), '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const ask: { settle: () => Promise<void> } = { settle: async () => {} };
  const plans = { directory: plan(), host: plan(), index: plan() };
  plans.index.before = () => ask.settle();
  const proxies = await Promise.all(
    Object.entries(plans).map(async ([name, each]) => {
      const behind = await freePort();
      return { name, behind, ...(await startProxy(behind, each)) };
    }),
  );
  const ports = Object.fromEntries(proxies.map(({ name, port, behind }) => [name, { shown: port, behind }]));
  const { postgres } = await freshDatabaseUrls();
  const child = fork(join(LAB, 'network.cjs'), {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LOG_ENABLED: 'false',
      LAB_ATPROTO: JSON.stringify({ ports }),
      DB_POSTGRES_URL: postgres,
      DB_POSTGRES_SCHEMA: 'lab',
      REDIS_HOST: `127.0.0.1:${redisPort}`,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stopRest = (): void => {
    redis.kill('SIGKILL');
    for (const { server } of proxies) {
      server.closeAllConnections();
      server.close();
    }
  };
  await ready(child).catch((error: unknown) => {
    stopRest();
    throw error;
  });
  const tell = teller(child);
  ask.settle = () => tell('settle');
  const at = (name: string): string => `http://localhost:${ports[name]?.shown ?? 0}`;
  return {
    servers: { directory: at('directory'), index: at('index') },
    host: at('host'),
    plans,
    person: (name) => openPerson(at('host'), name),
    settle: () => tell('settle'),
    takeDown: (uri) => tell('takeDown', uri),
    calm: () => {
      for (const each of Object.values(plans)) Object.assign(each, { trouble: null, alter: null, calls: 0 });
      plans.host.before = async () => {};
    },
    calls: () => Object.values(plans).reduce((sum, { calls }) => sum + calls, 0),
    close: async () => {
      const ended = once(child, 'exit');
      child.send({ id: 0, deed: 'close' });
      await Promise.race([ended, wait(5_000).then(() => child.kill('SIGKILL'))]);
      stopRest();
    },
  };
}

function plan(): ProxyPlan {
  return { trouble: null, calls: 0, before: async () => {}, alter: null };
}

async function ready(child: ChildProcess): Promise<void> {
  const [message]: { ready?: true; error?: string }[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [{ error: 'it ended' }]),
  ]);
  if (message?.ready !== true) throw new Error(`The network did not start: ${message?.error ?? ''}`);
}

function teller(child: ChildProcess): (deed: string, of?: string) => Promise<void> {
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  child.on('message', ({ id, error }: { id: number; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve();
    else one?.reject(new Error(error));
  });
  let last = 0;
  return (deed, of) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, deed, of });
    });
}

let people = 0;

async function openPerson(host: string, name: string): Promise<Person> {
  people += 1;
  const handle = `${name}${people}-${process.pid}.test`;
  const call = async (method: string, body: object | Uint8Array, jwt?: string, mime?: string): Promise<unknown> => {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(`${host}/xrpc/${method}`, {
      method: 'POST',
      headers: {
        'content-type': mime ?? 'application/json',
        ...(jwt === undefined ? {} : { authorization: `Bearer ${jwt}` }),
      },
      body: isBytes ? Buffer.from(body) : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const account = { email: `${handle}@example.com`, handle, password: 'a long password' };
  const session = Object(await call('com.atproto.server.createAccount', account));
  const { did, accessJwt: jwt } = session;
  const strong = async (method: string, body: object): Promise<Strong> => Object(await call(method, body, jwt));
  const create = (collection: string, record: object, rkey?: string): Promise<Strong> =>
    strong('com.atproto.repo.createRecord', {
      repo: did,
      collection,
      ...(rkey === undefined ? {} : { rkey }),
      record: { $type: collection, createdAt: new Date().toISOString(), ...record },
    });
  return {
    did,
    handle,
    create,
    put: (collection, rkey, record) =>
      strong('com.atproto.repo.putRecord', {
        repo: did,
        collection,
        rkey,
        record: { $type: collection, createdAt: new Date().toISOString(), ...record },
      }),
    remove: async (uri) => {
      const [collection, rkey] = uri.split('/').slice(3);
      await call('com.atproto.repo.deleteRecord', { repo: did, collection, rkey }, jwt);
    },
    post: (text, more = {}) => create('app.bsky.feed.post', { text, ...more }),
    postAll: async (texts) => {
      const writes = texts.map((text) => ({
        $type: 'com.atproto.repo.applyWrites#create',
        collection: 'app.bsky.feed.post',
        value: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() },
      }));
      return Object(await call('com.atproto.repo.applyWrites', { repo: did, writes }, jwt)).results;
    },
    upload: async (bytes, mime) => Object(await call('com.atproto.repo.uploadBlob', bytes, jwt, mime)).blob,
    call: (method, body) => call(method, body, jwt),
  };
}

/** Below those the system gives to whoever asks for any: nobody else is given it between now and its use. */
async function freePort(): Promise<number> {
  const port = 20_000 + randomInt(10_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

function redisIsThere(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
