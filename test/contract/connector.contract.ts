import type { SimulatedClock } from '../../src/platform/index.js';
import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Cursor,
  type ItemBody,
  type KnownItem,
  type MediumBody,
  type Observation,
  type Page,
} from '../../src/connectors/index.js';

type Snapshot = Extract<Observation, { type: 'snapshot' }>;

/** A platform in the lab with one account on it, and the handles to move it. Null: the platform has no such thing. */
export interface ContractWorld {
  readonly clock: SimulatedClock;
  /** Of the account as probed, with the way out the archive has. */
  context(): Promise<ConnectorContext>;
  post(text: string): void | Promise<void>;
  postWithPicture(text: string): void | Promise<void>;
  edit(from: string, to: string): void | Promise<void>;
  remove(text: string): void | Promise<void>;
  readonly removedGround: 'lookup' | 'asserted' | null;
  /** The platform stops showing it in lists although it is still there: window, limited author. */
  dropFromLists(text: string): void | Promise<void>;
  readonly refuseAccess: (() => void | Promise<void>) | null;
  /** From now on, for a minute or more, each call is answered "not now". */
  refuseForNow(): void;
  break(kind: '503' | 'html200' | 'truncated-json'): void;
  calls(): number;
  close(): Promise<void>;
}

export interface ConnectorHarness {
  connector(): Connector;
  start(): Promise<ContractWorld>;
  /** Whether bytes that are not JSON or markup name the item they are said to be. */
  readonly names?: (bytes: Uint8Array, body: ItemBody) => boolean;
}

/** What every connector promises, on the lab. See the promises at `Connector`. */
export function connectorContract(name: string, harness: ConnectorHarness): void {
  describe(`the connector contract: ${name}`, () => {
    let world: ContractWorld;
    let context: ConnectorContext;

    beforeEach(async () => {
      world = await harness.start();
      for (let i = 1; i <= 95; i += 1) await world.post(`post ${i}`);
      world.clock.advance(60_000);
      context = await world.context();
    });

    afterEach(async () => {
      await world.close();
    });

    const walk = (loop: 'backfill' | 'incremental', from: Cursor | null = null): AsyncIterable<Page> =>
      harness.connector()[loop](context, from);

    async function snapshots(): Promise<Snapshot[]> {
      const pages = [...(await all(walk('backfill'))), ...(await all(walk('incremental')))];
      return pages.flatMap(({ observations }) => observations).filter((one) => one.type === 'snapshot');
    }

    async function known(text: string): Promise<KnownItem> {
      const found = (await snapshots()).find(({ body }) => body.text === text);
      if (!found) throw new Error(`${text} was not observed`);
      const { kind, nativeId, editedAt } = found.body;
      return { ref: found.ref, kind, nativeId, editedAt };
    }

    const recheck = async (text: string, canary = 'post 95'): Promise<() => Promise<Page[]>> => {
      const [item, other] = [await known(text), await known(canary)];
      return () => all(harness.connector().recheck(context, [item], other));
    };

    it.each(['backfill', 'incremental'] as const)(
      'goes on after a kill at any page of %s without loss',
      async (loop) => {
        const start = loop === 'incremental' ? await firstCursor() : null;
        for (let i = 1; i <= (start ? 95 : 0); i += 1) await world.post(`later ${i}`);
        const whole = names(await all(walk(loop, start)));
        expect(whole.size).toBeGreaterThan(1);
        const pages = await all(walk(loop, start));
        for (let killedAfter = 1; killedAfter < pages.length; killedAfter += 1) {
          const before = await take(walk(loop, start), killedAfter);
          const after = await all(walk(loop, survived(before.at(-1)?.next)));
          expect(new Set([...names(before), ...names(after)])).toEqual(whole);
        }
      },
    );

    async function firstCursor(): Promise<Cursor> {
      const next = (await all(walk('incremental'))).at(-1)?.next;
      if (!next) throw new Error('The first run left no cursor');
      return survived(next) ?? next;
    }

    it.each(['backfill', 'incremental'] as const)('observes the same when %s is run again', async (loop) => {
      const [once, again] = [await all(walk(loop)), await all(walk(loop))];
      expect(again.flatMap(told)).toEqual(once.flatMap(told));
      for (const page of once) expect(new Set(told(page)).size).toBe(page.observations.length);
    });

    it('keeps cursors small, and JSON', async () => {
      for (const page of [...(await all(walk('backfill'))), ...(await all(walk('incremental')))])
        expect(JSON.stringify(page.next).length).toBeLessThan(8192);
    });

    it('sees what is posted, and the edit of what was', async () => {
      const since = await firstCursor();
      await world.post('brand new');
      expect(texts(await all(walk('incremental', since)))).toContain('brand new');
      const look = await recheck('brand new', 'post 95');
      world.clock.advance(1000);
      await world.edit('brand new', 'brand new, corrected');
      expect(texts(await look())).toContain('brand new, corrected');
    });

    it('sees a removal with its ground, and only that one', async () => {
      const look = await recheck('post 94');
      await world.remove('post 94');
      const pages = await look();
      const gone = pages.flatMap(({ observations }) => observations).filter(({ type }) => type === 'gone');
      expect(gone.map((one) => (one.type === 'gone' ? [one.ground, one.cause] : []))).toEqual(
        world.removedGround ? [[world.removedGround, 'unknown']] : [],
      );
      expect(texts(pages)).toContain('post 95');
      for (const page of pages)
        for (const one of page.observations) expect(page.exchanges[pointsTo(one)]).toBeDefined();
    });

    it('takes nothing for gone that is only out of the lists', async () => {
      const look = await recheck('post 94');
      await world.dropFromLists('post 94');
      expect((await look()).flatMap(({ observations }) => observations).some(({ type }) => type === 'gone')).toBe(
        false,
      );
    });

    it('takes lost permission for what it is', async () => {
      if (!world.refuseAccess) return;
      const look = await recheck('post 94');
      await world.refuseAccess();
      expect(await faultOf(look())).toMatchObject({ fault: 'access-refused' });
      expect(await faultOf(all(walk('incremental')))).toMatchObject({ fault: 'access-refused' });
      expect(await faultOf(all(walk('backfill')))).toMatchObject({ fault: 'access-refused' });
    });

    it('says until when to wait, and asks nothing meanwhile', async () => {
      const look = await recheck('post 94');
      world.refuseForNow();
      const run = all(walk('backfill'));
      const error = await faultOf(run);
      expect(error.details.retryAt?.getTime()).toBeGreaterThan(world.clock.now().getTime());
      const calls = world.calls();
      await faultOf(look());
      expect(world.calls() - calls).toBeLessThanOrEqual(1);
    });

    it('finds a medium again whose address has expired', async () => {
      await world.postWithPicture('look at this');
      const item = await known('look at this');
      const [medium] = (await snapshots()).find(({ body }) => body.text === 'look at this')?.body.media ?? [];
      if (!medium) throw new Error('The picture was not observed');
      world.clock.advance(24 * 3600_000);
      const url = await harness.connector().resolveMedium(context, item, medium);
      expect((await context.http.get(url ?? '')).status).toBe(200);
      const lost: MediumBody = { ...medium, key: 'never heard of' };
      expect(await harness.connector().resolveMedium(context, item, lost)).toBeNull();
    });

    it.each(['503', 'html200', 'truncated-json'] as const)(
      'takes a platform that fails (%s) for a fault',
      async (kind) => {
        const look = await recheck('post 94');
        world.break(kind);
        for (const run of [look, () => all(walk('incremental')), () => all(walk('backfill'))]) {
          const error = await faultOf(run());
          expect(error.fault).toBe(kind === '503' ? 'unavailable' : 'protocol');
          expect(error.details.exchange?.body.length).toBeGreaterThan(0);
        }
      },
    );

    it('points at bytes that are the item: inside the body, nested or apart', async () => {
      await world.postWithPicture('look at this');
      const pages = [...(await all(walk('backfill'))), ...(await all(walk('incremental')))];
      for (const page of pages) {
        if (!harness.names) assertEvidence(page);
        else assertNames(page, harness.names);
      }
    });
  });
}

/** Every range lies in its body, ranges nest or are apart, and the bytes name the item they are said to be. */
export function assertEvidence(page: Page): void {
  assertRanges(page);
  for (const one of page.observations) if (one.type === 'snapshot') assertBytes(page, one);
}

function assertRanges(page: Page): void {
  for (const [index, exchange] of page.exchanges.entries()) {
    const ranges = page.observations.flatMap((one) => rangeIn(one, index));
    for (const [start, end] of ranges) {
      expect([start >= 0, start < end, end <= exchange.body.length]).toEqual([true, true, true]);
      expect(ranges.filter((other) => crosses([start, end], other))).toEqual([]);
    }
  }
}

type Range = readonly [number, number];

function rangeIn(one: Observation, exchange: number): Range[] {
  if (one.type === 'gap' || one.evidence.exchange !== exchange) return [];
  const { range } = one.evidence;
  return range === null || range === 'whole' ? [] : [range];
}

/** Neither apart nor one inside the other. */
function crosses([start, end]: Range, [from, to]: Range): boolean {
  const first = start < from && from < end && end < to;
  return first || (from < start && start < to && to < end);
}

function assertNames(page: Page, isNamed: NonNullable<ConnectorHarness['names']>): void {
  assertRanges(page);
  for (const one of page.observations)
    if (one.type === 'snapshot' && Array.isArray(one.evidence.range))
      expect(isNamed(bytesOf(page, one), one.body)).toBe(true);
}

function bytesOf(page: Page, { evidence }: Snapshot): Uint8Array {
  const { range } = evidence;
  if (range === null || range === 'whole') return new Uint8Array();
  return page.exchanges[evidence.exchange]?.body.subarray(...range) ?? new Uint8Array();
}

function assertBytes(page: Page, { evidence, body }: Snapshot): void {
  if (evidence.range === null || evidence.range === 'whole') return;
  const bytes = page.exchanges[evidence.exchange]?.body.subarray(...evidence.range) ?? new Uint8Array();
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (text.startsWith('{')) {
    const value: unknown = JSON.parse(text);
    if (body.kind !== 'profile' || 'acct' in Object(value)) expect(value).toMatchObject({ id: body.nativeId });
  } else if (body.kind === 'entry') {
    expect(text).toMatch(/^<(?:\w+:)?(?:entry|item)[\s>][\s\S]*<\/(?:\w+:)?(?:entry|item)>$/);
    expect(text.replaceAll('&amp;', '&')).toContain(body.nativeId);
  }
}

export async function all(pages: AsyncIterable<Page>): Promise<Page[]> {
  return take(pages, Number.POSITIVE_INFINITY);
}

/** The page it is killed after did not become durable. */
async function take(pages: AsyncIterable<Page>, count: number): Promise<Page[]> {
  const taken: Page[] = [];
  for await (const page of pages) {
    taken.push(page);
    if (taken.length >= count) break;
    page.whenDurable?.();
  }
  return taken;
}

export async function faultOf(run: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await run.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`Not a fault: ${String(error)}`, { cause: error });
}

export function texts(pages: readonly Page[]): string[] {
  return pages.flatMap(({ observations }) => observations).flatMap((one) => ('body' in one ? [one.body.text] : []));
}

function names(pages: readonly Page[]): Set<string> {
  const refs = pages.flatMap(({ observations }) => observations).flatMap((one) => ('ref' in one ? [one.ref] : []));
  return new Set(refs.map(({ canonicalUri }) => canonicalUri));
}

/** An observation without the place of its evidence. */
function told({ observations }: Page): string[] {
  return observations.map((one) => JSON.stringify({ ...one, evidence: null }));
}

function pointsTo(one: Observation): number {
  return one.type === 'gap' ? 0 : one.evidence.exchange;
}

/** A cursor as the core hands it back: through its database. */
function survived(cursor: Cursor | null | undefined): Cursor | null {
  const kept: Cursor | null = JSON.parse(JSON.stringify(cursor ?? null));
  return kept;
}
