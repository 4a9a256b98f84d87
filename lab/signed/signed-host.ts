import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { encode, toBytes } from '@atcute/cbor';
import { type WebSocket, WebSocketServer } from 'ws';
import { SignedIdentity } from './signed-identity.js';
import { type SignedCommit, SignedRepo } from './signed-repo.js';

const CAR = 'application/vnd.ipld.car';

/** Directory, host and index of one account of the AT Protocol, on the loopback address. */
export interface SignedHost {
  readonly url: string;
  readonly identity: SignedIdentity;
  readonly repo: SignedRepo;
  /** The handle its index knows the account by. */
  handle: string;
  /** How many listen to its stream. */
  readonly listening: number;
  /** How often its whole repository was asked for. */
  readonly repoCalls: number;
  /** What goes wrong with its repository: the bytes it gives instead. */
  alter: ((piece: Uint8Array) => Uint8Array) | null;
  /** A commit said to everybody who listens, as of now. */
  say(commit: SignedCommit): void;
  /** That something of the identity changed. */
  sayIdentity(): void;
  close(): Promise<void>;
}

/**
 * Everything it gives is really hashed and signed, by keys made for it; what it leaves out is all that an archive never
 * asks of a host. Names and shapes: the lexicons com.atproto.* and app.bsky.*.
 */
export async function startSignedHost(handle: string): Promise<SignedHost> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  const identity = await SignedIdentity.open(handle, url);
  const repo = new SignedRepo(identity.did, identity.repoKey);
  const open = new Set<WebSocket>();
  let seq = 0;
  const tell = (type: string, body: object): void => {
    seq += 1;
    const frame = Buffer.concat([encode({ op: 1, t: type }), encode({ seq, time: new Date().toISOString(), ...body })]);
    for (const socket of open) socket.send(frame);
  };
  const stage = { repoCalls: 0 };
  const host: SignedHost = {
    url,
    identity,
    repo,
    handle,
    alter: null,
    get listening() {
      return open.size;
    },
    get repoCalls() {
      return stage.repoCalls;
    },
    say: (said) => tell('#commit', commitBody(identity.did, said)),
    sayIdentity: () => tell('#identity', { did: identity.did, handle: host.handle }),
    close: async () => {
      for (const socket of open) socket.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => {
      open.add(opened);
      opened.on('close', () => open.delete(opened));
    });
  });
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(host, stage, request, response).catch(() => response.destroy());
  });
  return host;
}

function commitBody(did: string, { rev, commit, path, record, car }: SignedCommit): object {
  return {
    repo: did,
    rev,
    since: null,
    rebase: false,
    tooBig: false,
    commit,
    blocks: toBytes(car),
    ops: [{ action: 'create', path, cid: record, prev: null }],
    blobs: [],
  };
}

async function serve(
  host: SignedHost,
  stage: { repoCalls: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', host.url);
  const name = pathname.split('/').at(-1) ?? '';
  if (pathname.endsWith('/log/audit')) return json(response, host.identity.log);
  if (name === 'com.atproto.sync.getRepo') {
    stage.repoCalls += 1;
    await giveRepo(host, query.get('since'), response);
    return;
  }
  if (name === 'com.atproto.sync.getRecord') {
    const proof = await host.repo.proof(`${query.get('collection') ?? ''}/${query.get('rkey') ?? ''}`);
    response.writeHead(200, { 'content-type': CAR }).end(proof);
    return;
  }
  const answer = ANSWERS[name];
  if (answer) json(response, answer(host, query));
  else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"NotFound"}');
}

/** Since a revision it has nothing new to say; a host that has not says so with a CAR without a block. */
async function giveRepo(host: SignedHost, since: string | null, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': CAR });
  if (since !== null) {
    response.end(EMPTY_CAR);
    return;
  }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of host.repo.car()) yield host.alter?.(piece) ?? piece;
  }
  await new Promise<void>((resolve, reject) => {
    const source = Readable.from(pieces(), { objectMode: false, highWaterMark: 64 * 1024 });
    source.on('error', reject);
    response.on('close', resolve);
    source.pipe(response);
  });
}

/** The head of a CAR without roots. */
const EMPTY_CAR = Buffer.from('11a265726f6f7473806776657273696f6e01', 'hex');

const ANSWERS: Readonly<Record<string, (host: SignedHost, query: URLSearchParams) => object>> = {
  'com.atproto.identity.resolveHandle': ({ identity, handle }, query) =>
    query.get('handle') === handle ? { did: identity.did } : { error: 'InvalidRequest' },
  'com.atproto.sync.getRepoStatus': ({ identity, repo }) => ({ did: identity.did, active: true, rev: repo.rev }),
  'app.bsky.actor.getProfile': ({ identity, handle }) => ({ did: identity.did, handle }),
  'app.bsky.feed.getAuthorFeed': () => ({ feed: [] }),
  'app.bsky.feed.getPosts': () => ({ posts: [] }),
  _health: () => ({ version: 'lab' }),
};

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
