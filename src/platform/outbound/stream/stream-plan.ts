import type { LookupFunction } from 'node:net';
import type { Clock } from '../../clock/clock.port.js';
import { type KnownSecret, maskBytes, maskText } from '../mask.rules.js';
import type { OutboundAnswer } from '../outbound.types.js';

export type Headers = readonly (readonly [string, string])[];

/** How one stream is opened, and under which rules it is read. */
export interface StreamPlan {
  readonly url: URL;
  /** As sent, without credentials. */
  readonly sent: Headers;
  readonly credentials: Headers;
  readonly lookup: LookupFunction;
  readonly ca: string | undefined;
  readonly secrets: readonly KnownSecret[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly maxFrameBytes: number;
  readonly idleMs: number;
  readonly openWithinMs: number;
}

/** What was said to the request to open it. */
export interface Opening {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly sentAt: string;
}

/** An exchange of this stream: its opening, or a frame that came without being asked for. */
export function exchangeOf(
  plan: StreamPlan,
  { status, headers, sentAt }: Opening,
  { method, body }: { readonly method: 'GET' | 'PUSH'; readonly body: Uint8Array },
): OutboundAnswer {
  const { secrets } = plan;
  const masked = maskBytes(body, secrets);
  return {
    method,
    url: maskText(plan.url.href, secrets),
    requestHeaders: plan.sent.map(([name, value]) => [name, maskText(value, secrets)]),
    status: method === 'PUSH' ? 0 : status,
    responseHeaders: headers.map(([name, value]) => [name, withoutSecrets(name, value, secrets)]),
    body,
    sentAt,
    receivedAt: plan.clock.now().toISOString(),
    masked,
  };
}

/** A cookie we are given is a credential of ours. */
export function withoutSecrets(name: string, value: string, secrets: readonly KnownSecret[]): string {
  return name.toLowerCase() === 'set-cookie' ? '*'.repeat(value.length) : maskText(value, secrets);
}

/** Raw headers come as one flat list of names and values. */
export function pairs(raw: unknown): Headers {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  return flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ''] as const] : []));
}

export function headerOf(headers: Headers, name: string): string | null {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? null;
}
