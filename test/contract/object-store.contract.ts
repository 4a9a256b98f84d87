import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { nameOf, type ObjectStore, SMALLEST_PART } from '../../src/archive/index.js';
import { Refusal } from '../../src/platform/index.js';

/** How one adapter is opened for the contract. */
export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** The same objects as another process would see them. */
  reopen(): ObjectStore;
  /** Where the store's own clock ends locks: until when one is waited for. */
  readonly soon?: () => Date;
  close(): Promise<void>;
}

const NOW = new Date('2026-11-26T13:00:00Z');
const LATER = new Date('2027-12-31T13:00:00Z');

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.problem : String(error)),
  );
}

async function listed(store: ObjectStore, prefix: string): Promise<string[]> {
  const handles: string[] = [];
  for await (const handle of store.list(prefix)) handles.push(handle);
  return handles.toSorted();
}

/** What src/archive/object-store.port.ts promises. */
export function objectStoreContract(open: () => Promise<StoreUnderTest>): void {
  let opened: StoreUnderTest;
  let store: ObjectStore;

  beforeEach(async () => {
    opened = await open();
    store = opened.store;
  });
  afterEach(() => opened.close());

  it.each([0, 1, 70_000])('gives back the %d bytes that were put, in any process', async (size) => {
    const bytes = randomBytes(size);
    const handle = await store.put('x/ab/abcdef', bytes, LATER);
    expect((await store.get(handle)).equals(bytes)).toBe(true);
    expect((await opened.reopen().get(handle)).equals(bytes)).toBe(true);
    expect(await opened.reopen().facts(handle)).toEqual({ bytes: size, lockedUntil: LATER, held: false });
  });

  it('puts in parts what is too large to hold, whole or not at all', async () => {
    const parts = [randomBytes(SMALLEST_PART), randomBytes(SMALLEST_PART + 7), randomBytes(3)];
    async function* good(): AsyncGenerator<Uint8Array> {
      yield* parts;
    }
    const handle = await store.putParts('m/ab/large', good(), LATER);
    const whole = Buffer.concat(parts);
    expect((await opened.reopen().get(handle)).equals(whole)).toBe(true);
    expect((await store.get(handle, [SMALLEST_PART - 1, SMALLEST_PART + 2])).equals(whole.subarray(SMALLEST_PART - 1, SMALLEST_PART + 2))).toBe(true); // prettier-ignore
    expect(await store.facts(handle)).toEqual({ bytes: whole.length, lockedUntil: LATER, held: false });
    expect(await refusal(store.remove(handle, NOW))).toBe('wrong-state');

    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(SMALLEST_PART);
      throw new RangeError('The platform hung up.');
    }
    await expect(store.putParts('m/ab/broken', broken(), LATER)).rejects.toThrow('The platform hung up.');
    expect(await store.find('m/ab/broken')).toBeNull();
    expect(await store.sweepUnfinished(0)).toBe(0);
  });

  it('keeps its own copy: what the caller does to the bytes afterwards changes nothing', async () => {
    const bytes = Buffer.from('as it was');
    const handle = await store.put('x/ab/abcdef', bytes, LATER);
    bytes.fill(0);
    (await store.get(handle)).fill(0);
    expect((await store.get(handle)).toString()).toBe('as it was');
  });

  it('gives a range from its start to before its end, and refuses one beyond the object', async () => {
    const handle = await store.put('x/ab/abcdef', Buffer.from('0123456789'), LATER);
    expect((await store.get(handle, [2, 5])).toString()).toBe('234');
    expect((await store.get(handle, [0, 10])).toString()).toBe('0123456789');
    expect((await store.get(handle, [10, 10])).toString()).toBe('');
    expect(await refusal(store.get(handle, [8, 11]))).toBe('integrity-failure');
  });

  it('never changes the bytes under a handle', async () => {
    const first = await store.put('x/ab/abcdef', Buffer.from('first'), LATER);
    const second = await store.put('x/ab/abcdef', Buffer.from('second'), LATER).catch((error: unknown) => error);
    if (second instanceof Refusal) expect(second.problem).toBe('already-exists');
    else expect(second).not.toBe(first);
    expect((await store.get(first)).toString()).toBe('first');
  });

  it('lets one of several who put the same name at once win, whole', async () => {
    const many = Array.from({ length: 8 }, (_, i) => Buffer.alloc(50_000, i));
    const puts = await Promise.allSettled(many.map((bytes) => store.put('x/ab/abcdef', bytes, LATER)));
    const handles = puts.flatMap((put) => (put.status === 'fulfilled' ? [put.value] : []));
    expect(handles.length).toBeGreaterThan(0);
    for (const handle of handles) {
      const bytes = await store.get(handle);
      expect(bytes.length).toBe(50_000);
      expect(new Set(bytes).size).toBe(1);
    }
  });

  it('says of what is not there that it is not there', async () => {
    expect(await refusal(store.get('x/ab/nothing'))).toBe('not-found');
    expect(await refusal(store.remove('x/ab/nothing', NOW))).toBe('not-found');
    expect(await refusal(store.lock('x/ab/nothing', LATER))).toBe('not-found');
    expect(await refusal(store.hold('x/ab/nothing', true))).toBe('not-found');
    expect(await store.find('x/ab/nothing')).toBeNull();
    expect(await store.facts('x/ab/nothing')).toBeNull();
  });

  it('removes nothing while its lock runs, and shortens no lock', async () => {
    const handle = await store.put('x/ab/abcdef', Buffer.from('locked'), LATER);
    expect(await refusal(store.remove(handle, NOW))).toBe('wrong-state');
    expect(await refusal(store.lock(handle, NOW))).toBe('wrong-state');
    const longer = new Date(LATER.getTime() + 86_400_000);
    await store.lock(handle, longer);
    expect((await store.facts(handle))?.lockedUntil).toEqual(longer);
    expect(await refusal(store.remove(handle, LATER))).toBe('wrong-state');
    expect((await store.get(handle)).toString()).toBe('locked');
  });

  it('has nothing unfinished that an object could be mistaken for', async () => {
    const handle = await store.put('x/ab/abcdef', Buffer.from('whole'), LATER);
    await store.sweepUnfinished(0);
    expect((await store.get(handle)).toString()).toBe('whole');
  });

  it('removes what is not locked any more', async () => {
    const until = opened.soon?.() ?? LATER;
    const handle = await store.put('x/ab/abcdef', Buffer.from('done'), until);
    if (opened.soon) await wait(until.getTime() + 1_000 - Date.now());
    await store.remove(handle, new Date(until.getTime() + 1));
    expect(await store.facts(handle)).toBeNull();
    expect(await listed(store, '')).toEqual([]);
  });

  it('keeps what is held whatever its lock, until it is held no more', async () => {
    const until = opened.soon?.() ?? LATER;
    const handle = await store.put('x/ab/abcdef', Buffer.from('held'), until);
    await store.hold(handle, true);
    await store.hold(handle, true);
    expect(await opened.reopen().facts(handle)).toMatchObject({ held: true });
    if (opened.soon) await wait(until.getTime() + 1_000 - Date.now());
    const after = new Date(until.getTime() + 1);
    expect(await refusal(store.remove(handle, after))).toBe('wrong-state');
    expect((await store.get(handle)).toString()).toBe('held');
    expect(await listed(store, '')).toEqual([handle]);
    await store.hold(handle, false);
    await store.remove(handle, after);
    expect(await store.facts(handle)).toBeNull();
  });

  it('finds what stands under a name, and not what only begins so', async () => {
    const handle = await store.put('log/checkpoint/77', Buffer.from('long'), LATER);
    expect(await store.find('log/checkpoint/7')).toBeNull();
    expect(await opened.reopen().find('log/checkpoint/77')).toBe(handle);
    expect(nameOf(handle)).toBe('log/checkpoint/77');
  });

  it('lists each of many objects, however many stand in one place', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `log/${n % 3 === 0 ? 'checkpoint' : 'tile/0'}/${n}`);
    const handles = await Promise.all(names.map((name) => store.put(name, Buffer.from(name), LATER)));
    expect((await listed(store, 'log/')).toSorted()).toEqual(handles.toSorted());
    expect(await listed(store, 'log/checkpoint/')).toHaveLength(40);
  });

  it('lists what begins with a prefix', async () => {
    const handles: string[] = [];
    for (const name of ['x/ab/abcdef', 'x/cd/cdefab', 'm/ab/abcdef', 'log/checkpoint/7']) {
      handles.push(await store.put(name, Buffer.from(name), LATER));
    }
    expect(await listed(store, 'x/')).toEqual(handles.slice(0, 2));
    expect(await listed(store, 'log/checkpoint/')).toEqual(handles.slice(3));
    expect(await listed(store, '')).toEqual(handles.toSorted());
    expect(await listed(opened.reopen(), 'y/')).toEqual([]);
  });
}
