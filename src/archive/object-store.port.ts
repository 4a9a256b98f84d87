/** Names what `put` stored: the object's name, and its version where the store keeps versions. Opaque to callers. */
export type ObjectHandle = string;

export interface ObjectFacts {
  readonly bytes: number;
  /** Nothing can remove it before; null = not locked. */
  readonly lockedUntil: Date | null;
}

/**
 * Where sealed bytes live. test/contract/object-store.contract.ts holds every adapter to these promises:
 * - when `put` returns, the bytes are durable, locked until the date given, and every process sees them under the handle;
 * - `put` that rejects leaves nothing that can be mistaken for the object; it may have stored it whole;
 * - the bytes under a handle never change; putting the same name again makes another handle or refuses 'already-exists';
 * - `get` of a range is [start, end) and rejects 'not-found' where there is nothing, 'integrity-failure' where it is short;
 * - `remove` and a shorter `lock` are refused ('wrong-state') while the lock runs;
 * - `list` names every handle whose name begins with the prefix, in no order; nothing unfinished is ever named;
 * - `sweepUnfinished` removes what a `put` that died longer ago than that left behind, and answers how many; no object.
 * What cannot be reached is a Refusal 'store-unavailable': could not look, which is not the same as not there.
 */
export abstract class ObjectStore {
  abstract put(name: string, bytes: Uint8Array, lockUntil: Date): Promise<ObjectHandle>;
  abstract get(handle: ObjectHandle, range?: readonly [start: number, end: number]): Promise<Buffer>;
  abstract facts(handle: ObjectHandle): Promise<ObjectFacts | null>;
  abstract lock(handle: ObjectHandle, until: Date): Promise<void>;
  abstract remove(handle: ObjectHandle, now: Date): Promise<void>;
  abstract list(prefix: string): AsyncIterable<ObjectHandle>;
  abstract sweepUnfinished(olderThanMs: number): Promise<number>;
}
