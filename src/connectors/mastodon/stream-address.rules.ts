import { isObject, objectAt, textAt } from '../json.rules.js';

/** Where an account's own events are streamed, by either transport. */
export interface StreamAddress {
  /** Server-sent events: `GET /api/v1/streaming/user`. */
  readonly events: string;
  /** WebSocket: `/api/v1/streaming?stream=user`. */
  readonly socket: string;
}

/**
 * By what the server says of itself (`configuration.urls.streaming`, before 4.0 `urls.streaming_api`;
 * docs.joinmastodon.org/entities/Instance), else where its API is. A streaming server elsewhere than at the API's own
 * host or below it is not gone to: a token is for the server it was given for.
 */
export function streamAddress(instance: unknown, base: string): StreamAddress {
  const origin = statedOrigin(instance, base) ?? new URL(base).origin;
  return {
    events: `${origin}/api/v1/streaming/user`,
    socket: `${origin.replace(/^http/, 'ws')}/api/v1/streaming?stream=user`,
  };
}

/** The `http(s)` origin of the stated streaming server; null where none is stated or it is not the same people's. */
export function statedOrigin(instance: unknown, base: string): string | null {
  const stated = isObject(instance) ? statedUrl(instance) : null;
  if (stated === null || !URL.canParse(stated)) return null;
  const url = new URL(stated.replace(/^ws/i, 'http'));
  const home = new URL(base);
  if (url.protocol !== home.protocol) return null;
  return url.host === home.host || url.host.endsWith(`.${home.host}`) ? url.origin : null;
}

function statedUrl(instance: Readonly<Record<string, unknown>>): string | null {
  const configured = objectAt(instance, 'configuration');
  const urls = (configured && objectAt(configured, 'urls')) ?? objectAt(instance, 'urls');
  return urls && (textAt(urls, 'streaming') ?? textAt(urls, 'streaming_api'));
}
