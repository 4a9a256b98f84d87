import type { ProbeRow } from './probe.types.js';

/** Names what `put` stored: the object's name, and its version where the store keeps versions. Opaque to callers. */
export type ObjectHandle = string;

/** What S3 takes as a part of an object. */
export const SMALLEST_PART = 5 * 1024 * 1024;

/** The name under which a handle was put. */
export function nameOf(handle: ObjectHandle): string {
  return handle.split('@', 1)[0] ?? handle;
}

export interface ObjectFacts {
  readonly bytes: number;
  /** Nothing can remove it before; null = not locked. */
  readonly lockedUntil: Date | null;
  /** Under a legal hold: it stays whatever its lock. */
  readonly held: boolean;
}

/**
 * Where sealed bytes live. test/contract/object-store.contract.ts holds every adapter to these promises:
 * - when `put` returns, the bytes are durable, locked until the date given, and every process sees them under the handle;
 * - `put` that rejects leaves nothing that can be mistaken for the object; it may have stored it whole;
 * - `putParts` is `put` of what is too large to hold, part after part: each but the last is at least SMALLEST_PART long.
 *   Whatever the parts throw ends it, and nothing was put;
 * - the bytes under a handle never change; putting the same name again makes another handle or refuses 'already-exists';
 * - `get` of a range is [start, end) and rejects 'not-found' where there is nothing, 'integrity-failure' where it is short;
 * - `remove` and a shorter `lock` are refused ('wrong-state') while the lock runs; `remove` also while it is held;
 * - `find` answers a handle that stands under a name, or null;
 * - `list` names every handle whose name begins with the prefix, in no order; nothing unfinished is ever named;
 * - `sweepUnfinished` removes what a `put` that died longer ago than that left behind, and answers how many; no object.
 * What cannot be reached is a Refusal 'store-unavailable': could not look, which is not the same as not there.
 */
export abstract class ObjectStore {
  /** @throws {Refusal} where what is put would not be kept as promised */
  demandLocking(): Promise<void> {
    return Promise.resolve();
  }

  abstract put(name: string, bytes: Uint8Array, lockUntil: Date): Promise<ObjectHandle>;
  abstract putParts(name: string, parts: AsyncIterable<Uint8Array>, lockUntil: Date): Promise<ObjectHandle>;
  abstract get(handle: ObjectHandle, range?: readonly [start: number, end: number]): Promise<Buffer>;
  abstract facts(handle: ObjectHandle): Promise<ObjectFacts | null>;
  abstract find(name: string): Promise<ObjectHandle | null>;
  abstract lock(handle: ObjectHandle, until: Date): Promise<void>;
  abstract hold(handle: ObjectHandle, isHeld: boolean): Promise<void>;
  abstract remove(handle: ObjectHandle, now: Date): Promise<void>;
  abstract list(prefix: string): AsyncIterable<ObjectHandle>;
  abstract sweepUnfinished(olderThanMs: number): Promise<number>;
  /** Whether it keeps what evidence relies on, tried row by row. */
  abstract probe(): AsyncIterable<ProbeRow>;
}
