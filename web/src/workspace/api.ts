import type { ResidualView } from '../../../src/archive/views.types.js';

/** One door to the server. Reads and changes go to `/api/v1` on the page's own origin, with the session's cookie. */
const BASE = '/api/v1';

/** A problem as the server describes it (RFC 9457), or `unreachable` / `unreadable` where there was no such answer. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly text: string }[];
  /** Of an item that was destroyed: what is left of it. */
  readonly residual?: ResidualView;
  /** Of a search that cannot be read: where its mistake stands, and what is said of it in each language. */
  readonly at?: number;
  readonly inWords?: { readonly en: string; readonly pl: string };
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly fault: 'refused' | 'unreachable' | 'unreadable',
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? fault);
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${BASE}${path}`, { credentials: 'same-origin', redirect: 'error', ...init });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiProblem('unreachable', null);
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: T;
  try {
    body = JSON.parse(text === '' ? 'null' : text);
  } catch {
    throw new ApiProblem('unreadable', null);
  }
  if (response.ok) return body;
  if (isProblem(body)) throw new ApiProblem('refused', body);
  throw new ApiProblem(response.status >= 500 ? 'unreachable' : 'unreadable', null);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'status' in body && 'detail' in body;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** `path?name=value…` without the names that have no value. */
export function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await ask(path, signal === undefined ? {} : { signal }));
}

/** Every page of a list that is known to be short. */
export async function getAll<T>(path: string, signal?: AbortSignal, asked: Query = {}): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const query: Query = { ...asked, limit: 200, cursor };
    const page: { items: readonly T[]; nextCursor: string | null } = await get(withQuery(path, query), signal);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Changes carry a header that no form of another site can send. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers = {
    'X-Akta-Request': '1',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(method === 'POST' ? { 'Idempotency-Key': crypto.randomUUID() } : {}),
  };
  return read<T>(await ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
}

/** A file as it is, as the body of a change. */
export async function sendFile<T>(path: string, file: Blob): Promise<T> {
  const headers = { 'X-Akta-Request': '1', 'Content-Type': 'application/octet-stream' };
  return read<T>(await ask(path, { method: 'POST', headers, body: file }));
}

/** A form with its files. */
export async function sendForm<T>(path: string, form: FormData): Promise<T> {
  return read<T>(await ask(path, { method: 'POST', headers: { 'X-Akta-Request': '1' }, body: form }));
}

/** Where the browser fetches the same thing itself: a picture, a download. */
export function addressOf(path: string): string {
  return `${BASE}${path}`;
}
