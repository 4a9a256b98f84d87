import { readServerEvent } from '../../platform/index.js';
import { ConnectorError } from '../connector.port.js';
import type { Evidence, RawExchange } from '../observation.types.js';
import { isObject, type JsonObject, objectAt, textAt } from '../json.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { type JsonPaths, jsonPaths } from '../json-ranges.rules.js';
import { type FoundStatus, NESTED_PATHS, type ReadAnswer } from './mastodon-page.js';

/** One event of a Mastodon stream, docs.joinmastodon.org/methods/streaming#events. */
export type StreamEvent =
  | { readonly is: 'status'; readonly answer: ReadAnswer; readonly status: JsonObject }
  | { readonly is: 'delete'; readonly id: string }
  | { readonly is: 'other' };

interface Payload {
  readonly name: string;
  readonly text: string;
  /** Where the text stands in the frame as it is; null where it is written otherwise there (a JSON text in a JSON text). */
  readonly range: readonly [number, number] | null;
}

const NOTHING: JsonPaths = jsonPaths([]);
const OTHER: StreamEvent = { is: 'other' };

/** Where the status is in what an event carries. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['update', ''],
  ['status.update', ''],
  ['notification', '/status'],
  ['conversation', '/last_status'],
]);

/** @throws {ConnectorError} 'protocol' for a frame that cannot be read */
export function readFrame(frame: RawExchange, isSocket: boolean): StreamEvent {
  const payload = isSocket ? socketPayload(frame) : eventPayload(frame);
  if (!payload) return OTHER;
  if (payload.name === 'delete') return { is: 'delete', id: payload.text.trim() };
  const place = PLACES.get(payload.name);
  return place === undefined ? OTHER : statusIn(frame, payload, place);
}

function statusIn(frame: RawExchange, { text, range }: Payload, place: string): StreamEvent {
  const bytes = range ? frame.body.subarray(...range) : new TextEncoder().encode(text);
  const body = readJsonBody({ ...frame, body: bytes }, NESTED_PATHS.get(place) ?? NOTHING);
  const { value } = body;
  const status = place === '' ? value : isObject(value) && objectAt(value, place.slice(1));
  if (!isObject(status)) return OTHER;
  const inFrame = (pointer: string): NonNullable<Evidence['range']> => {
    const found = range ? body.rangeOf(pointer) : 'whole';
    return found === 'whole' || !range ? 'whole' : [found[0] + range[0], found[1] + range[0]];
  };
  const found: FoundStatus = { status, pointer: place };
  return { is: 'status', status, answer: { exchange: frame, body: { value, rangeOf: inFrame }, statuses: [found] } };
}

function eventPayload({ body }: RawExchange): Payload | null {
  const event = readServerEvent(body);
  return event && { name: event.name, text: event.data, range: event.range };
}

/** `{"stream":["user"],"event":"update","payload":"…"}`: what it carries is a text, itself JSON. */
function socketPayload(frame: RawExchange): Payload | null {
  const { value } = readJsonBody(frame, NOTHING);
  if (!isObject(value)) throw new ConnectorError('protocol', 'A frame of the stream is no event', { exchange: frame });
  const [name, text] = [textAt(value, 'event'), textAt(value, 'payload')];
  return name === null || text === null ? null : { name, text, range: null };
}
