/**
 * The page's server for the browser tests: the built workspace under the content policy it is served with, and the
 * API's answers from web/fixtures. It keeps a session and one export, and nothing else.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { ItemSummary } from '../../../src/archive/index.js';
import type { Permission } from '../../../src/platform/index.js';
import { summarise } from '../../../web/fixtures/build-item.js';
import { differencesOf, importsOf } from '../../../web/fixtures/brought.js';
import { accounts, bodies, gaps, items, knownAccounts } from '../../../web/fixtures/day.js';
import { CERTIFICATE, CHECK, SAVED } from '../../../web/fixtures/certificates.js';
import { reviewedList } from '../../../web/fixtures/dispositions.js';
import { keys, people, sessions } from '../../../web/fixtures/people.js';
import { changeConnections, readConnections } from './connect-desk.js';
import { ExportDesk } from './export-desk.js';
import { FactorDesk } from './factor-desk.js';
import { REQUEST } from '../../../web/fixtures/requests.js';
import { audit, desk } from '../../../web/fixtures/views.js';
import { clockDetail, clockLine, dueView } from '../../../src/requests/clocks/clock-views.rules.js';
import type { ClockView } from '../../../src/requests/clocks/read-clocks.js';
import { calendarOf, clockFiles, dueOf, lawOf } from '../../support/clocks.js';
import { readDispositions } from './disposition-desk.js';
import { townMap } from './picture.js';
import { suggested } from './suggestions.js';
import { SupervisionDesk } from './supervision-desk.js';
import { OF_REQUESTS, RequestDesk } from './request-desk.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; " +
  "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface FixtureServer {
  readonly url: string;
  /** Bodies of POST /exports, in order. */
  readonly exportsAsked: unknown[];
  /** Every other change that was asked for, in order: `PUT /accounts/…/character {…}`. */
  readonly changesAsked: string[];
  /** What the person who is signed in may; a test may take some of it away. */
  permissions: readonly Permission[];
  /** The request under review, and the hold. */
  readonly desk: RequestDesk;
  /** Of whoever is signed in. */
  readonly factor: FactorDesk;
  stop(): Promise<void>;
}

interface State {
  signedIn: boolean;
  readonly exports: ExportDesk;
  readonly changesAsked: string[];
  permissions: readonly Permission[];
  readonly desk: RequestDesk;
  readonly factor: FactorDesk;
  readonly supervision: SupervisionDesk;
}

type Answer = { readonly status: number; readonly body: unknown } | { readonly bytes: Buffer; readonly type: string };

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function refused(status: number, title: string, detail: string): Answer {
  return { status, body: { type: 'urn:akta:problem:test', title, status, detail } };
}

function found(query: URLSearchParams): typeof items {
  const words = (query.get('text') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .filter((item) => query.get('account') === null || item.accountId === query.get('account'))
    .filter((item) => query.get('state') === null || item.state === query.get('state'))
    .filter((item) => {
      const text = item.versions.map((version) => version.text.toLowerCase()).join('\n');
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => (b.postedAt ?? '').localeCompare(a.postedAt ?? ''));
}

/** The first word of a search is marked where it stands; an open bracket is refused as the program does. */
function listed(query: URLSearchParams): Answer {
  const text = query.get('text') ?? '';
  if (text.startsWith('(')) {
    const said = { en: 'A bracket is opened here and not closed.', pl: 'W tym miejscu otwarto nawias.' };
    return { status: 422, body: { title: 'No sense', status: 422, detail: said.en, at: 0, length: 1, inWords: said } };
  }
  const rows = found(query).map((item) => {
    const words = item.versions.at(-1)?.text ?? '';
    const at = words.toLowerCase().indexOf(text.toLowerCase());
    const snippet = { version: 1, repeated: false, field: 'text', text: words, marks: [[at, at + text.length]], clipped: false }; // prettier-ignore
    return { ...summarise(item, items), snippet: text === '' || at === -1 ? null : snippet };
  });
  const inWords = { en: `the words “${text}”`, pl: `słowa „${text}”` };
  return ok({ items: rows, nextCursor: null, asked: { text, inWords } });
}

function facetsOf(query: URLSearchParams): unknown {
  const count = (of: (item: (typeof items)[number]) => string): unknown[] => {
    const values = found(query).map(of);
    return [...new Set(values)].map((value) => ({ value, count: values.filter((one) => one === value).length }));
  };
  return {
    account: count((item) => item.accountId),
    platform: [{ value: 'mastodon', count: found(query).length }],
    type: count((item) => item.kind),
    state: count((item) => item.state),
    month: count((item) => (item.postedAt ?? '').slice(0, 7)),
    author: null,
  };
}

function threadOf(id: string): Answer {
  const item = items.find((other) => other.id === id);
  if (item === undefined) return refused(404, 'No such thing', 'No item has this number.');
  const members = items.filter((other) => other.rootId === item.rootId || other.id === item.repostedId);
  return ok({ rootId: item.rootId, items: members });
}

const LISTS: Readonly<Record<string, unknown>> = {
  '/desk': desk,
  '/bodies': { items: bodies },
  '/accounts': { items: accounts },
  '/known-accounts': { items: knownAccounts, nextCursor: null },
  '/gaps': { items: gaps, nextCursor: null },
  '/audit': { items: audit, nextCursor: null },
  '/people': { items: people, nextCursor: null },
  '/keys': { items: keys, nextCursor: null },
  '/sessions': { items: sessions, nextCursor: null },
  '/search-certificates': { items: [CERTIFICATE], nextCursor: null },
  [`/search-certificates/${CERTIFICATE.id}`]: CERTIFICATE,
  [`/search-certificates/${CERTIFICATE.id}/check`]: CHECK,
  '/saved-searches': { items: [SAVED] },
  '/search-fields': {
    items: [{ name: 'state', example: 'state:gone', help: { en: 'How it stands: gone.', pl: 'Stan: gone.' } }],
  },
};

function oneOf(path: string): Answer {
  const [, kind, id = '', part] = path.split('/');
  if (kind === 'threads') return threadOf(id);
  if (kind === 'accounts' && part !== undefined) return partOfAccount(id, part);
  if (kind === 'media') return { bytes: townMap(), type: 'image/png' };
  const one = (kind === 'items' ? items : kind === 'accounts' ? accounts : []).find((each) => each.id === id);
  return one === undefined ? noSuchThing() : ok(one);
}

function partOfAccount(id: string, part: string): Answer {
  if (part === 'profile') return ok({ accountId: id, at: null, profile: items[0] ?? null });
  if (part === 'imports') return ok({ items: importsOf(id), nextCursor: null });
  return part === 'differences' ? ok(differencesOf(items[0]?.id ?? '')) : noSuchThing();
}

function noSuchThing(): Answer {
  return refused(404, 'No such thing', 'Nothing has this number. Go back and choose again.');
}

function answered(path: string, state: State): Answer {
  return (
    readConnections(path) ??
    state.supervision.read(path) ??
    state.desk.read(path) ??
    readDispositions(path) ??
    (LISTS[path] === undefined ? oneOf(path) : ok(LISTS[path]))
  );
}

/** Of clocks the fixture has none of its own: these are the laws that come with the program. */
function clockOf(path: string, query: URLSearchParams): Answer | null {
  const [, kind, id = '', due] = path.split('/');
  const language = query.get('lang') === 'pl' ? 'pl' : 'en';
  const view = (law: string): ClockView => ({ ...lawOf(law), confirmed: null });
  if (path === '/clocks') return ok({ items: clockFiles.laws.map(({ value }) => clockLine(view(value.id), language)) });
  if (kind === 'calendars') {
    const { title } = calendarOf(id);
    return ok({ title, year: Number(query.get('year')), days: [], changes: [] });
  }
  if (kind !== 'clocks') return null;
  if (due === undefined) return ok(clockDetail(view(id), language));
  const extend = query.getAll('extend');
  return ok(dueView(dueOf(id, query.get('received') ?? '', { extend }), language));
}

function exportAt(path: string, state: State): Answer | null {
  if (path === '/exports/e1') return ok(state.exports.look());
  if (path === '/exports/e1/file') return { bytes: Buffer.from('PK'), type: 'application/zip' };
  if (path !== '/exports') return null;
  return ok({ items: state.exports.proposed(), nextCursor: null });
}

function summariesOf(query: URLSearchParams): ItemSummary[] {
  return found(query).map((item) => summarise(item, items));
}

function selectionOf(path: string, query: URLSearchParams): Answer | null {
  if (path === '/items') return listed(query);
  if (path === '/items/facets') return ok(facetsOf(query));
  if (path === '/discover')
    return ok(suggested(query.get('q') ?? '', summariesOf(new URLSearchParams({ text: 'newford' }))));
  if (path !== '/items/count') return null;
  return ok({ count: found(query).length, exact: true, cutShort: query.get('text') === null ? 0 : 1 });
}

function read(url: URL, state: State): Answer {
  const path = url.pathname.slice('/api/v1'.length);
  if (!state.signedIn) return refused(401, 'Sign in first', 'Nobody is signed in.');
  if (path === '/me') return ok({ ...people[0], permissions: state.permissions, secondFactor: state.factor.standing });
  const selection = selectionOf(path, url.searchParams);
  if (selection !== null) return selection;
  const clock = clockOf(path, url.searchParams);
  if (clock !== null) return clock;
  if (path === `/requests/${REQUEST}/due`) {
    return ok(dueView(dueOf('us-il', '2026-05-20'), url.searchParams.get('lang') === 'pl' ? 'pl' : 'en'));
  }
  return exportAt(path, state) ?? answered(path, state);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return parts.length === 0 ? null : JSON.parse(Buffer.concat(parts).toString());
}

function changed(path: string, body: unknown, state: State): Answer {
  if (path === '/search-certificates') return ok(CERTIFICATE);
  if (path.startsWith('/dispositions/')) return ok(reviewedList);
  const ofDesk =
    changeConnections(path, Object(body)) ??
    state.supervision.change(path) ??
    state.factor.change(path, Object(body)) ??
    state.desk.change(path, Object(body));
  return ofDesk ?? ok(path === '/keys' ? { id: keys[0]?.id, key: 'akta_shown-once' } : null);
}

async function change(request: IncomingMessage, url: URL, state: State): Promise<Answer> {
  if (request.headers['x-akta-request'] !== '1') return refused(403, 'Not allowed', 'The request names no page.');
  const body = await bodyOf(request);
  const path = url.pathname.slice('/api/v1'.length);
  if (path === '/session') {
    if (request.method === 'POST' && JSON.stringify(body) !== JSON.stringify({ key: 'akta_right' })) {
      return refused(
        401,
        'Sign in first',
        'This key is not known here. Check it, or ask an administrator for another.',
      );
    }
    state.signedIn = request.method === 'POST';
    return ok(null);
  }
  if (path === '/exports') {
    return { status: 202, body: state.exports.begin(body) };
  }
  if (path === '/accounts/probe') {
    return refused(422, 'Not an account', 'There is no account at this address. Check its spelling.');
  }
  state.changesAsked.push(`${request.method} ${path} ${JSON.stringify(body)}`);
  return changed(path, body, state);
}

function give(response: ServerResponse, answer: Answer): void {
  if ('bytes' in answer) {
    response.writeHead(200, { 'Content-Type': answer.type, 'X-Content-Type-Options': 'nosniff' }).end(answer.bytes);
    return;
  }
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(answer.status, { 'Content-Type': type }).end(JSON.stringify(answer.body));
}

async function file(root: string, path: string, response: ServerResponse): Promise<void> {
  const wanted = extname(path) === '' ? 'index.html' : normalize(path).replace(/^(\.\.[/\\])+/, '');
  try {
    const bytes = await readFile(join(root, wanted));
    const type = TYPES[extname(wanted)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, state: State, root: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!url.pathname.startsWith('/api/')) return file(root, url.pathname, response);
  give(response, request.method === 'GET' ? read(url, state) : await change(request, url, state));
}

/** Serves the built page in `root` on a free port of 127.0.0.1. */
export async function startFixtureServer(root: string, signedIn: boolean): Promise<FixtureServer> {
  const permissions: Permission[] = [
    'account.manage',
    'clock.manage',
    'export.make',
    'person.manage',
    'key.manage',
    ...OF_REQUESTS,
    'disposition.read',
    'disposition.manage',
  ];
  const state: State = {
    signedIn,
    exports: new ExportDesk(),
    changesAsked: [],
    permissions,
    desk: new RequestDesk(),
    factor: new FactorDesk(),
    supervision: new SupervisionDesk(),
  };
  const server: Server = createServer((request, response) => {
    serve(request, response, state, root).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fixture server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    exportsAsked: state.exports.asked,
    changesAsked: state.changesAsked,
    desk: state.desk,
    factor: state.factor,
    set permissions(mayDo: readonly Permission[]) {
      state.permissions = mayDo;
    },
    get permissions() {
      return state.permissions;
    },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}
