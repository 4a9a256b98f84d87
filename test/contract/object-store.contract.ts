import { randomBytes } from 'node:crypto';
import type { ObjectStore } from '../../src/archive/index.js';
import { Refusal } from '../../src/platform/index.js';

/** How one adapter is opened for the contract. */
export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** The same objects as another process would see them. */
  reopen(): ObjectStore;
  close(): Promise<void>;
}

const NOW = new Date('2026-05-19T13:00:00Z');
const LATER = new Date('2027-06-23T13:00:00Z');

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.problem : String(error)),
  );
}

async function namesOf(store: ObjectStore, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of store.list(prefix)) names.push(name);
  return names.toSorted();
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
    expect(await opened.reopen().facts(handle)).toEqual({ bytes: size, lockedUntil: LATER });
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
    const handle = await store.put('x/ab/abcdef', Buffer.from('done'), LATER);
    await store.remove(handle, new Date(LATER.getTime() + 1));
    expect(await store.facts(handle)).toBeNull();
    expect(await namesOf(store, '')).toEqual([]);
  });

  it('lists what begins with a prefix', async () => {
    for (const name of ['x/ab/abcdef', 'x/cd/cdefab', 'm/ab/abcdef', 'log/checkpoint/7']) {
      await store.put(name, Buffer.from(name), LATER);
    }
    expect(await namesOf(store, 'x/')).toEqual(['x/ab/abcdef', 'x/cd/cdefab']);
    expect(await namesOf(store, 'log/checkpoint/')).toEqual(['log/checkpoint/7']);
    expect(await namesOf(store, '')).toHaveLength(4);
    expect(await namesOf(opened.reopen(), 'y/')).toEqual([]);
  });
}
