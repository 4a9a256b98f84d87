import { type OutboundAnswer, OutboundError, type OutboundPost, type OutboundRequest } from '../../platform/index.js';
import { AuthorizationError } from './authorization-provider.port.js';

/** An answer to a question about access is a few lines; more is none. */
const MOST_BYTES = 256 * 1024;
const TIMEOUT_MS = 20_000;
const EMPTY = new Set([204, 205, 304]);

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The archive's one way out in the shape of `fetch`, for the OAuth library: guarded addresses, bounded answers, no
 * redirection of what is sent, and nothing sent twice.
 */
export function outboundFetch(
  http: OutboundPost,
  signal: AbortSignal,
): (url: string, asked: Asked) => Promise<Response> {
  return async (url, { method = 'GET', headers = {}, body }) => {
    const request = { headers: { ...headers }, signal, maxBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS, once: true };
    return responseOf(await (method === 'POST' ? send(http, url, { body, request }) : http.get(url, request)));
  };
}

/** Sends a form. @throws {AuthorizationError} 'unreachable' */
export async function sendForm(
  http: OutboundPost,
  url: string,
  { form, signal }: { readonly form: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<OutboundAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return sendBytes(http, url, { bytes: Buffer.from(new URLSearchParams(form).toString()), headers, signal });
}

/** Sends JSON. @throws {AuthorizationError} 'unreachable' */
export async function sendJson(
  http: OutboundPost,
  url: string,
  { body, signal }: { readonly body: unknown; readonly signal: AbortSignal },
): Promise<OutboundAnswer> {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return sendBytes(http, url, { bytes, headers: { ...headers, accept: 'application/json' }, signal });
}

/** Asks for JSON. @throws {AuthorizationError} 'unreachable' */
export async function askJson(http: OutboundPost, url: string, signal: AbortSignal): Promise<OutboundAnswer> {
  try {
    const headers = { accept: 'application/json' };
    return await http.get(url, { headers, signal, maxBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    throw unreachable(error);
  }
}

/** The members of a JSON object; none where the answer is no such thing. */
export function membersOf({ body }: OutboundAnswer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

export function unreachable(error: unknown): unknown {
  if (!(error instanceof OutboundError)) return error;
  return new AuthorizationError('unreachable', error.message, { cause: error });
}

async function sendBytes(
  http: OutboundPost,
  url: string,
  sent: { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<OutboundAnswer> {
  const { bytes, headers, signal } = sent;
  try {
    return await http.post(url, bytes, { headers, signal, maxBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS, once: true });
  } catch (error) {
    throw unreachable(error);
  }
}

function send(
  http: OutboundPost,
  url: string,
  { body, request }: { readonly body: unknown; readonly request: OutboundRequest },
): Promise<OutboundAnswer> {
  const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : '';
  return http.post(url, Buffer.from(text), request);
}

function responseOf({ status, responseHeaders, body }: OutboundAnswer): Response {
  const headers = new Headers();
  // Decoded already: what it was sent as would be undone twice.
  for (const [name, value] of responseHeaders) {
    if (!/^(content-(encoding|length)|transfer-encoding)$/i.test(name)) headers.append(name, value);
  }
  return new Response(EMPTY.has(status) ? null : Buffer.from(body), { status, headers });
}
