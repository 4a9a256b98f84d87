import { decodeFirst, fromBytes, isBytes } from '@atcute/cbor';
import { countAt, isObject, isTrueAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import { RepoFault } from './repo.rules.js';

/** What a repository changed by one signed commit. */
export interface StreamCommit {
  readonly is: 'commit';
  readonly seq: number;
  readonly did: string;
  /** When the host took it, by its own clock. */
  readonly time: string | null;
  readonly ops: readonly StreamOp[];
  /** The blocks that prove it, as a CAR, and where they begin in the frame. */
  readonly car: Uint8Array;
  readonly offset: number;
}

export interface StreamOp {
  readonly action: string;
  readonly collection: string;
  readonly rkey: string;
  /** Hash of the record that stood there before, where the host tells. */
  readonly prev: string | null;
}

/** A frame of com.atproto.sync.subscribeRepos; atproto.com/specs/event-stream and that lexicon. */
export type StreamEvent =
  | StreamCommit
  | { readonly is: 'account'; readonly seq: number; readonly did: string; readonly active: boolean }
  | { readonly is: 'identity' | 'sync'; readonly seq: number; readonly did: string }
  /** `OutdatedCursor`: what came between the place asked for and the oldest the host still has is lost. */
  | { readonly is: 'info'; readonly name: string }
  | { readonly is: 'error'; readonly name: string }
  | { readonly is: 'other'; readonly seq: number | null };

/** @throws {RepoFault} for what is no such frame */
export function readStreamEvent(frame: Uint8Array): StreamEvent {
  const { header, body } = decoded(frame);
  if (countAt(header, 'op') === -1) return { is: 'error', name: textAt(body, 'error') ?? 'unknown' };
  const type = textAt(header, 't') ?? '';
  if (type === '#info') return { is: 'info', name: textAt(body, 'name') ?? '' };
  const seq = countAt(body, 'seq');
  const did = textAt(body, 'repo') ?? textAt(body, 'did');
  return seq === null || did === null ? { is: 'other', seq } : numbered(type, body, { seq, did, frame });
}

interface Numbered {
  readonly seq: number;
  readonly did: string;
  readonly frame: Uint8Array;
}

function numbered(type: string, body: JsonObject, { seq, did, frame }: Numbered): StreamEvent {
  if (type === '#commit') return commitOf(body, { seq, did, frame });
  if (type === '#account') return { is: 'account', seq, did, active: isTrueAt(body, 'active') };
  if (type === '#identity') return { is: 'identity', seq, did };
  return type === '#sync' ? { is: 'sync', seq, did } : { is: 'other', seq };
}

function decoded(frame: Uint8Array): { readonly header: JsonObject; readonly body: JsonObject } {
  try {
    const [header, rest]: [unknown, Uint8Array] = decodeFirst(frame);
    const [body]: [unknown, Uint8Array] = decodeFirst(rest);
    if (isObject(header) && isObject(body)) return { header, body };
  } catch (cause) {
    throw new RepoFault('The stream sent something that is no event of it.', { cause });
  }
  throw new RepoFault('The stream sent something that is no event of it.');
}

function commitOf(body: JsonObject, { seq, did, frame }: Numbered): StreamCommit {
  const blocks = body['blocks'];
  const car = isBytes(blocks) ? fromBytes(blocks) : new Uint8Array();
  const ops = objectsAt(body, 'ops').map((op): StreamOp => {
    const [collection = '', rkey = ''] = (textAt(op, 'path') ?? '').split('/');
    const prev = objectAt(op, 'prev');
    return { action: textAt(op, 'action') ?? '', collection, rkey, prev: prev && textOf(prev['$link']) };
  });
  const time = timeAt(body, 'time');
  return { is: 'commit', seq, did, time, ops, car, offset: car.length === 0 ? 0 : car.byteOffset - frame.byteOffset };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
