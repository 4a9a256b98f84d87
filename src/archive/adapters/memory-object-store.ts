import { Refusal } from '../../platform/index.js';
import { type ObjectFacts, type ObjectHandle, ObjectStore } from '../object-store.port.js';
import type { ProbeRow } from '../probe.types.js';

type Operation = 'put' | 'get' | 'remove' | 'lock';
/** 'before': it fails and did not happen. 'after': it happened, and the caller is told it failed. */
export type StoreFault = 'before' | 'after' | null;

/** The twin for tests: keeps every promise, and fails on demand. */
export class MemoryObjectStore extends ObjectStore {
  readonly objects = new Map<ObjectHandle, { bytes: Buffer; lockedUntil: Date; held: boolean }>();
  fault: (operation: Operation, handle: ObjectHandle) => StoreFault = () => null;

  override async put(name: string, bytes: Uint8Array, lockUntil: Date): Promise<ObjectHandle> {
    return this.during('put', name, () => {
      if (this.objects.has(name)) throw new Refusal('already-exists', `The store holds an object ${name} already.`);
      this.objects.set(name, { bytes: Buffer.from(bytes), lockedUntil: lockUntil, held: false });
      return name;
    });
  }

  override async putParts(name: string, parts: AsyncIterable<Uint8Array>, lockUntil: Date): Promise<ObjectHandle> {
    const all: Uint8Array[] = [];
    for await (const part of parts) all.push(Buffer.from(part));
    return this.put(name, Buffer.concat(all), lockUntil);
  }

  override async get(handle: ObjectHandle, range?: readonly [number, number]): Promise<Buffer> {
    return this.during('get', handle, () => {
      const { bytes } = this.objectAt(handle);
      if (!range) return Buffer.from(bytes);
      if (range[1] > bytes.length) throw new Refusal('integrity-failure', `Object ${handle} is shorter than recorded.`);
      return Buffer.from(bytes.subarray(range[0], range[1]));
    });
  }

  override async facts(handle: ObjectHandle): Promise<ObjectFacts | null> {
    const found = this.objects.get(handle);
    return found ? { bytes: found.bytes.length, lockedUntil: found.lockedUntil, held: found.held } : null;
  }

  override async find(name: string): Promise<ObjectHandle | null> {
    return this.objects.has(name) ? name : null;
  }

  override async hold(handle: ObjectHandle, isHeld: boolean): Promise<void> {
    this.objectAt(handle).held = isHeld;
  }

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    this.during('lock', handle, () => {
      const found = this.objectAt(handle);
      if (until < found.lockedUntil) throw new Refusal('wrong-state', `The lock of ${handle} may not be shortened.`);
      found.lockedUntil = until;
    });
  }

  override async remove(handle: ObjectHandle, now: Date): Promise<void> {
    this.during('remove', handle, () => {
      const { lockedUntil, held } = this.objectAt(handle);
      if (held) throw new Refusal('wrong-state', `Object ${handle} is under a legal hold.`);
      if (lockedUntil > now) throw new Refusal('wrong-state', `Object ${handle} is locked.`);
      this.objects.delete(handle);
    });
  }

  /** Locks are honoured by this program, and by nobody else who may write here. */
  override async *probe(): AsyncIterable<ProbeRow> {
    yield { probe: 'delete-locked', verdict: 'trial' };
  }

  override async *list(prefix: string): AsyncIterable<ObjectHandle> {
    for (const handle of this.objects.keys()) if (handle.startsWith(prefix)) yield handle;
  }

  override async sweepUnfinished(): Promise<number> {
    return 0;
  }

  private objectAt(handle: ObjectHandle): { bytes: Buffer; lockedUntil: Date; held: boolean } {
    const found = this.objects.get(handle);
    if (!found) throw new Refusal('not-found', `The store has no object ${handle}.`);
    return found;
  }

  private during<T>(operation: Operation, handle: ObjectHandle, work: () => T): T {
    const fault = this.fault(operation, handle);
    if (fault === 'before') throw new Refusal('store-unavailable', 'The object store did not answer.');
    const result = work();
    if (fault === 'after') throw new Refusal('store-unavailable', 'The object store did not answer.');
    return result;
  }
}
