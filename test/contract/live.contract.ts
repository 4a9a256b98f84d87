import { setTimeout as wait } from 'node:timers/promises';
import type { SimulatedClock } from '../../src/platform/index.js';
import type { Connector, KnownItem, LiveContext, Observation, Page } from '../../src/connectors/index.js';
import { assertEvidence, faultOf, texts } from './connector.contract.js';

/** A platform in the lab that pushes, with one account on it. Null: the platform has no such thing. */
export interface LiveWorld {
  readonly clock: SimulatedClock;
  /** Of the account as probed; what `known` answers is the caller's. */
  context(known: LiveContext['known'], signal: AbortSignal): Promise<LiveContext>;
  post(text: string): void;
  edit(from: string, to: string): void;
  remove(text: string): void;
  /** A member of the public answers. */
  readonly reply: ((to: string, text: string) => void) | null;
  /** What somebody the account merely follows says. */
  readonly chatter: ((text: string) => void) | null;
  /** The platform says that it is gone, and it is not. */
  readonly falseRemoval: ((text: string) => void) | null;
  /** Every open stream ends, as when the platform starts again. */
  drop(): void;
  /** So many of the next things said never arrive. */
  lose(count: number): void;
  /** Each thing comes twice, and every two change places. */
  disturb(): void;
  readonly refuseAccess: (() => void) | null;
  break(kind: '503'): void;
  /** How many listen now. */
  listening(): number;
  close(): Promise<void>;
}

export interface LiveHarness {
  connector(): Connector;
  start(): Promise<LiveWorld>;
}

type Gone = Extract<Observation, { type: 'gone' }>;

/** What every connector that listens promises, on the lab. See `Connector.live`. */
export function liveContract(name: string, harness: LiveHarness): void {
  describe(`the contract of what is listened to: ${name}`, () => {
    let world: LiveWorld;
    let heard: Page[];
    let ending: AbortController;
    let listening: Promise<void>;
    const seen = new Map<string, KnownItem>();

    const remember = ({ observations }: Page): void => {
      for (const one of observations) {
        if (one.type !== 'snapshot') continue;
        const { nativeId, kind, editedAt } = one.body;
        seen.set(nativeId, { ref: one.ref, nativeId, kind, editedAt });
      }
    };

    const listen = async (): Promise<void> => {
      const known = (ids: readonly string[]): Promise<KnownItem[]> =>
        Promise.resolve(ids.flatMap((id) => seen.get(id) ?? []));
      const context = await world.context(known, ending.signal);
      const pages = harness.connector().live?.(context, null);
      if (!pages) throw new Error('It cannot be listened to');
      for await (const page of pages) {
        heard.push(page);
        remember(page);
        page.whenDurable?.();
      }
    };

    const begin = async (): Promise<void> => {
      listening = listen();
      listening.catch(() => undefined);
      await until(() => heard.length > 0);
    };

    beforeEach(async () => {
      world = await harness.start();
      heard = [];
      seen.clear();
      ending = new AbortController();
    });

    afterEach(async () => {
      ending.abort();
      await listening.catch(() => undefined);
      await world.close();
    });

    const said = (): Observation[] => heard.flatMap(({ observations }) => observations);
    const gone = (): Gone[] => said().filter((one) => one.type === 'gone');

    it('says first that it is open, and then each thing once it is said, at the bytes that say so', async () => {
      await begin();
      expect(heard).toHaveLength(1);
      expect(heard[0]?.observations).toEqual([]);
      world.post('first');
      world.reply?.('first', 'an answer');
      world.post('second');
      await until(() => texts(heard).includes('second'));
      const replies = world.reply ? ['an answer'] : [];
      expect(texts(heard)).toEqual(expect.arrayContaining(['first', ...replies, 'second']));
      for (const page of heard) assertEvidence(page);
      const pushed = heard.flatMap(({ exchanges }) => exchanges).filter(({ method }) => method === 'PUSH');
      expect(pushed.length).toBeGreaterThanOrEqual(2);
      expect(pushed.every(({ status, body }) => status === 0 && body.length > 0)).toBe(true);
    });

    it('tells an edit, and a removal that the platform asserts', async () => {
      await begin();
      world.post('as written');
      world.post('to go');
      await until(() => texts(heard).includes('to go'));
      world.clock.advance(1000);
      world.edit('as written', 'as corrected');
      world.remove('to go');
      await until(() => gone().length > 0);
      await until(() => texts(heard).includes('as corrected'));
      expect(gone()).toHaveLength(1);
      expect(gone()[0]).toMatchObject({ ground: 'asserted' });
      for (const page of heard) assertEvidence(page);
    });

    it('does not take the platform at its word where the item is still there', async () => {
      if (!world.falseRemoval) return;
      await begin();
      world.post('still here');
      await until(() => texts(heard).includes('still here'));
      world.falseRemoval('still here');
      world.post('after it');
      await until(() => texts(heard).includes('after it'));
      expect(gone()).toEqual([]);
    });

    it('keeps nothing of what is not the account’s and does not concern it', async () => {
      if (!world.chatter) return;
      await begin();
      world.chatter('none of our business');
      world.post('ours');
      await until(() => texts(heard).includes('ours'));
      expect(texts(heard)).toEqual(['ours']);
      const kept = heard.flatMap(({ exchanges }) => exchanges).map(({ body }) => Buffer.from(body).toString());
      expect(kept.join()).not.toContain('none of our business');
    });

    it('says the same of what comes twice and in another order', async () => {
      await begin();
      world.disturb();
      for (let i = 0; i < 10; i += 1) world.post(`post ${i}`);
      await until(() => new Set(texts(heard)).size === 10);
      expect([...new Set(texts(heard))].toSorted()).toEqual(Array.from({ length: 10 }, (_, i) => `post ${i}`));
    });

    it('ends with the stream, and at once when it is called off', async () => {
      await begin();
      world.drop();
      await listening.catch(() => undefined);
      heard = [];
      await begin();
      const before = performance.now();
      ending.abort();
      await listening.catch(() => undefined);
      expect(performance.now() - before).toBeLessThan(1000);
      await until(() => world.listening() === 0);
    });

    it('has no page where there is no stream for it, and a fault where the platform fails', async () => {
      world.break('503');
      expect(await faultOf(listen())).toMatchObject({ fault: 'unavailable' });
      world.clock.advance(120_000);
      if (world.refuseAccess) {
        world.refuseAccess();
        await listen().catch((error: unknown) => expect(error).toMatchObject({ fault: 'access-refused' }));
      }
      expect(heard).toEqual([]);
      expect(gone()).toEqual([]);
      listening = Promise.resolve();
    });
  });
}

export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('It did not come to pass');
    await wait(5);
  }
}
