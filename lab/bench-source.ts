import { createCipheriv } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { SimulatedClock } from '../src/platform/index.js';
import { serverV1, serverV2, nodeinfo, nodeinfoLinks } from './facades/mastodon-instance.js';
import { shapeAccount, shapeStatus } from './facades/mastodon-shapes.js';
import { statusHtml } from './facades/html.rules.js';
import type { Look } from './http/lab.types.js';
import { compareIds, nativeId } from './world/ids.rules.js';
import { seeded } from './world/random.rules.js';
import { World } from './world/world.js';

/**
 * One Mastodon account with many posts in a process of its own, every page of 40 rendered before the first call, so
 * that a benchmark measures the archive and not the source; with `--pictures 3`, every third post shows a picture of its own. Prints one JSON line once it listens:
 * `{ port, url, handle, accountId, items, bytes }`. Ends with the process that started it.
 */
const PAGE = 40;
const NEWEST = Date.UTC(2026, 4, 1, 12);
const WORDS = (
  'the city council water main Oak Avenue bridge closed Tuesday meeting agenda public hearing budget park library open hours ' +
  'snow route parking trash pickup recycling permit office mayor announces new program residents invited free clinic school ' +
  'traffic detour repair crews working through weekend thank you for your patience please call 311 more information online'
).split(' ');

interface Source {
  /** Newest first. */
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  readonly statuses: readonly string[];
  readonly pages: readonly Buffer[];
  readonly account: string;
  readonly accountId: string;
  readonly look: Look;
}

function sentence(next: () => number): string {
  const length = 12 + Math.floor(next() * 36);
  const words = Array.from({ length }, () => WORDS[Math.floor(next() * WORDS.length)] ?? '');
  return `${words.join(' ')} ${Math.floor(next() * 1e9).toString(36)}. #Newford`;
}

/** From 0.3 to 2.1 MB, as phones make them and servers shrink them. */
const PICTURE_BYTES = { least: 300_000, span: 1_800_000 } as const;

/** The same bytes in every run, another in each picture; no program compresses them. */
function pictureOf(place: number): Buffer {
  const length = PICTURE_BYTES.least + Math.floor(seeded(place + 1)() * PICTURE_BYTES.span);
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 'picture'), Buffer.alloc(16, String(place)));
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), cipher.update(Buffer.alloc(length))]);
}

function attachmentOf(place: number, base: string): Record<string, unknown> {
  const url = `${base}/media/${String(place)}.jpg`;
  const size = { width: 1600, height: 1200, size: '1600x1200', aspect: 4 / 3 };
  return {
    id: String(place + 1),
    type: 'image',
    url,
    preview_url: url,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: { original: size, small: size },
    description: `Picture ${String(place)}`,
    blurhash: null,
  };
}

function render({ items, pictures, host }: { items: number; pictures: number; host: string }, base: string): Source {
  const clock = new SimulatedClock(new Date(NEWEST));
  const world = new World(clock);
  const server = world.openServer(host, { software: 'mastodon', rateLimit: null });
  const city = world.openAccount(`city@${host}`, { displayName: 'City' });
  const look: Look = { world, server, base, now: clock.now(), token: null };
  const template = shapeStatus(world.post(city, 'A post with a #Newford tag'), look);
  const account = { ...shapeAccount(city, look), statuses_count: items };
  const next = seeded(1);
  const ids: string[] = [];
  const statuses = Array.from({ length: items }, (_, i) => {
    const at = new Date(NEWEST - i * 61_000);
    const id = nativeId('mastodon', { at, order: i, uri: '' });
    ids.push(id);
    const named = {
      id,
      created_at: at.toISOString(),
      uri: `https://${host}/users/city/statuses/${id}`,
      url: `https://${host}/@city/${id}`,
    };
    const media_attachments = pictures > 0 && i % pictures === 0 ? [attachmentOf(i, base)] : [];
    const content = statusHtml(sentence(next), server, () => false);
    return JSON.stringify({ ...template, ...named, account, content, media_attachments });
  });
  const pages = Array.from({ length: Math.ceil(items / PAGE) }, (_, i) =>
    pageOf(statuses.slice(i * PAGE, (i + 1) * PAGE)),
  );
  const positions = new Map(ids.map((id, i) => [id, i]));
  return { ids, positions, statuses, pages, account: JSON.stringify(account), accountId: city.id, look };
}

function pageOf(statuses: readonly string[]): Buffer {
  return Buffer.from(`[${statuses.join(',')}]`);
}

/** Newest-first position of the first post not newer than this id; the end where there is none. */
function notNewerThan(source: Source, id: string): number {
  const exact = source.positions.get(id);
  if (exact !== undefined) return exact;
  const found = source.ids.findIndex((one) => compareIds(one, id) < 0);
  return found === -1 ? source.ids.length : found;
}

/** Newest-first positions [start, end) that the request's ids and limit name. */
function slice(source: Source, query: URLSearchParams): { start: number; end: number } {
  const limit = Math.min(PAGE, Number(query.get('limit') ?? 20));
  const [max, min] = [query.get('max_id'), query.get('min_id')];
  const floor = min ?? query.get('since_id');
  const from = max === null ? 0 : notNewerThan(source, max);
  const start = max !== null && source.positions.has(max) ? from + 1 : from;
  const end = floor === null ? source.ids.length : notNewerThan(source, floor);
  return min === null ? { start, end: Math.min(end, start + limit) } : { start: Math.max(start, end - limit), end };
}

function list(source: Source, url: URL, response: ServerResponse): void {
  const { start, end } = slice(source, url.searchParams);
  const whole = start % PAGE === 0 && end === Math.min(start + PAGE, source.ids.length);
  const body = (whole ? source.pages[start / PAGE] : undefined) ?? pageOf(source.statuses.slice(start, end));
  send(response, body, end > start ? { link: linksOf(source, url, { start, end }) } : {});
}

function linksOf({ ids, look }: Source, url: URL, { start, end }: { start: number; end: number }): string {
  const address = `${look.base}${url.pathname}?limit=${url.searchParams.get('limit') ?? '20'}`;
  const next = end < ids.length ? `<${address}&max_id=${ids[end - 1] ?? ''}>; rel="next", ` : '';
  return `${next}<${address}&min_id=${ids[start] ?? ''}>; rel="prev"`;
}

function send(response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}): void {
  const bytes = Buffer.from(body);
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length, ...headers })
    .end(bytes);
}

/** Everything but the list: the server, the account, single posts, their history of one entry, their empty threads. */
function other(source: Source, url: URL): string | null {
  const { look, account, positions, statuses } = source;
  const find = (id: string): string | undefined => statuses[positions.get(id) ?? -1];
  const fixed: Record<string, () => unknown> = {
    '/api/v2/instance': () => serverV2(look),
    '/api/v1/instance': () => serverV1(look),
    '/.well-known/nodeinfo': () => nodeinfoLinks(look),
    '/nodeinfo/2.0': () => nodeinfo(look),
    '/api/v1/statuses': () => url.searchParams.getAll('id[]').flatMap((id): unknown => parsed(find(id)) ?? []),
  };
  const answer = fixed[url.pathname];
  if (answer) return JSON.stringify(answer());
  if (url.pathname.startsWith('/api/v1/accounts/')) return account;
  const [, id = '', rest] = /^\/api\/v1\/statuses\/(\d+)(?:\/(context|history))?$/.exec(url.pathname) ?? [];
  const status = find(id);
  if (rest === undefined || status === undefined) return status ?? null;
  return rest === 'context' ? '{"ancestors":[],"descendants":[]}' : `[${status}]`;
}

function parsed(status: string | undefined): unknown {
  return status === undefined ? undefined : JSON.parse(status);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      items: { type: 'string', default: '20000' },
      pictures: { type: 'string', default: '0' },
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: 'bench.example' },
    },
  });
  const { host } = values;
  const [items, pictures] = [Number(values.items), Number(values.pictures)];
  let source: Source | null = null;
  const server = createServer((request, response) => {
    if (!source) return;
    const url = new URL(request.url ?? '/', source.look.base);
    if (/^\/api\/v1\/accounts\/[^/]+\/statuses$/.test(url.pathname)) return list(source, url, response);
    const [, place] = /^\/media\/(\d+)\.jpg$/.exec(url.pathname) ?? [];
    if (place !== undefined) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(pictureOf(Number(place)));
      return;
    }
    const body = other(source, url);
    if (body === null)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Record not found"}');
    else send(response, body);
  });
  server.listen(Number(values.port), '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    source = render({ items, pictures, host }, `http://127.0.0.1:${String(port)}`);
    const bytes = source.pages.reduce((sum, page) => sum + page.length, 0);
    const url = `${source.look.base}/@city`;
    process.stdout.write(
      `${JSON.stringify({ port, url, handle: `city@${host}`, accountId: source.accountId, items, bytes })}\n`,
    );
  });
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 1000).unref();
}

main();
