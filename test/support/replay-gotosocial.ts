import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { addressOf, listenLocally } from './local-server.js';

interface Recorded {
  readonly label: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

interface Status {
  readonly id: string;
  readonly [member: string]: unknown;
}

const FILE = new URL('../fixtures/mastodon/gotosocial-session.json', import.meta.url);
const RECORDED_HOST = '127.0.0.1:58080';

export const ROOT = '01M81MR96ECSPPWX1WJ2S17J7Y';
export const REPLY = '01M81MR96RW7NGGS12D2W930WV';

/** What of the session has happened; `lookups`: no status is found by its id, whatever lists show. */
export interface Happened {
  deleted: readonly string[];
  access: 'granted' | 'token revoked' | 'rate limited';
  lookups: 'answered' | 'none found';
}

export interface Replay {
  readonly url: string;
  /** What the server in the recordings had gone through; change it between looks. */
  readonly happened: Happened;
  /** Paths asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/**
 * The recorded session of a real GoToSocial 0.20, answered again: its bodies and header fields with this server's own
 * name in them. Where the session had no such call, the answer is put together from what it recorded of the same thing:
 * a status asked for by its id is the one its list shows, and one never edited has a history of one.
 */
export async function startReplay(): Promise<Replay> {
  const session = new Session();
  const happened: Happened = { deleted: [], access: 'granted', lookups: 'answered' };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response, session.answer(request, happened), addressOf(server));
  });
  const close = await listenLocally(server);
  return { url: `http://${addressOf(server)}`, happened, asked, close };
}

function answer(response: ServerResponse, { status, headers, body }: Recorded['response'], host: string): void {
  const text = JSON.stringify(body).replaceAll(RECORDED_HOST, host);
  const fields = Object.entries(headers).filter(([name]) => !/^(content-length|transfer-encoding|date)$/.test(name));
  for (const [name, value] of fields) response.setHeader(name, value.replaceAll(RECORDED_HOST, host));
  const packed = fields.some(([name, value]) => name === 'content-encoding' && value === 'gzip');
  response.writeHead(status).end(packed ? gzipSync(text) : text);
}

class Session {
  private readonly recorded: readonly Recorded[] = JSON.parse(readFileSync(FILE, 'utf8'));
  private readonly statuses: readonly Status[] = [...this.listed('statuses page 1'), ...this.listed(PAGE_2)];

  answer({ url = '', headers }: IncomingMessage, happened: Happened): Recorded['response'] {
    const { pathname, searchParams } = new URL(url, 'http://host');
    if (pathname === '/api/v2/instance' && happened.access !== 'rate limited') return this.named('instance v2');
    const refused = REFUSALS.get(happened.access);
    if (refused !== undefined) return this.named(refused);
    if (headers.authorization === undefined) return this.named('unauthenticated statuses');
    if (/accounts\/\w+\/statuses$/.test(pathname)) return this.list(searchParams, happened);
    const [, id, part] = /^\/api\/v1\/statuses\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    return id === undefined ? this.asked(pathname) : this.status(id, part, happened);
  }

  private asked(pathname: string): Recorded['response'] {
    const found = this.recorded.find(
      ({ request: { method, path } }) => method === 'GET' && path.split('?')[0] === pathname,
    );
    return found?.response ?? this.named('get deleted reply');
  }

  private status(id: string, part: string | undefined, { deleted, lookups }: Happened): Recorded['response'] {
    const found = this.statuses.find((one) => one.id === id) ?? this.reply(id);
    if (deleted.includes(id) || lookups === 'none found' || found === undefined) return this.named('get deleted reply');
    if (part === undefined) return { ...this.named('status after edit'), body: found };
    if (id === ROOT) return this.named(part === 'context' && deleted.includes(REPLY) ? 'context after delete' : part);
    const body = part === 'history' ? [found] : { ancestors: [], descendants: [] };
    return { ...this.named('status after edit'), body };
  }

  private list(query: URLSearchParams, { deleted }: Happened): Recorded['response'] {
    const [min, max] = [query.get('min_id'), query.get('max_id')];
    if (min === null && max === null && deleted.length === 0) return this.named('statuses page 1');
    if (max === this.listed('statuses page 1').at(-1)?.id && !deleted.includes(ROOT)) return this.named(PAGE_2);
    const body = this.statuses.filter(
      ({ id }) => (min === null || id > min) && (max === null || id < max) && !deleted.includes(id),
    );
    const { link: _link, ...headers } = this.named(PAGE_2).headers;
    return { status: 200, headers, body: max === null ? body : [] };
  }

  private reply(id: string): Status | undefined {
    const { body } = this.named('context');
    const { descendants }: { descendants: Status[] } = Object(body);
    return descendants.find((one) => one.id === id);
  }

  private listed(label: string): readonly Status[] {
    const { body } = this.named(label);
    return Array.isArray(body) ? body : [];
  }

  private named(label: string): Recorded['response'] {
    const found = this.recorded.find((one) => one.label === label);
    if (!found) throw new Error(`"${label}" is not in the session`);
    return found.response;
  }
}

const PAGE_2 = 'statuses page 2 (rel=next)';
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['rate limited', 'rate limited'],
  ['token revoked', 'bad token'],
]);
