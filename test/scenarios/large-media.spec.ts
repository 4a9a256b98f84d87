import { rm } from 'node:fs/promises';
import { MemoryObjectStore, OpenEvidence } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { findFaults } from '../support/expect-archive-sound.js';
import { FeedWithVideo } from '../support/feed-with-video.js';
import { Scenario } from '../support/scenario.js';

const MIB = 1024 * 1024;
const SEGMENT = 8 * MIB;
const SEAL = 28;

describe('a video that is too large to hold', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let video: FeedWithVideo;
  let store: MemoryObjectStore;
  let app: TestApp;
  let town: Scenario;
  let account: string;

  beforeEach(async () => {
    video = new FeedWithVideo(68 * MIB + 5);
    store = new MemoryObjectStore();
    const address = await video.open();
    app = await startTestApp({ clock, store });
    town = new Scenario(app);
    account = await town.addAccount(await town.addBody(), address);
    await town.stateBasis(account);
  }, 120_000);

  afterEach(async () => {
    await app.close();
    await video.close();
  });

  const settle = async (minutes: number): Promise<void> => {
    clock.advance(minutes * 60_000);
    await town.settle();
  };
  const rows = (sql: string): Promise<Record<string, unknown>[]> => app.database.query(sql);
  const newest = async (): Promise<{ id: string; mediumId: string | null; versions: number }> => {
    const { id, versions } = await town.itemSaying(account, video.text);
    return { id, mediumId: versions.at(-1)?.media[0]?.mediumId ?? null, versions: versions.length };
  };

  it('is captured, sealed in segments, shown from anywhere, and leaves in a bundle both verifiers find authentic', async () => {
    await settle(1);
    const { mediumId } = await newest();
    expect(await rows(`SELECT bytes, mime FROM medium`)).toEqual([{ bytes: String(video.bytes), mime: 'video/mp4' }]);
    const [[name, stored] = ['', null]] = [...store.objects].filter(([object]) => object.startsWith('m/'));
    expect(stored?.bytes.length).toBe(video.bytes + SEAL * Math.ceil(video.bytes / SEGMENT));
    expect(name).not.toBe('');

    const medium = await town.get(OpenEvidence).medium(mediumId ?? '');
    const ranges: readonly (readonly [number, number])[] = [
      [0, 100],
      [SEGMENT - 3, SEGMENT + 3],
      [2 * SEGMENT, 2 * SEGMENT + 1],
      [video.bytes - 9, video.bytes],
    ];
    for (const [start, end] of ranges) {
      const pieces: Buffer[] = [];
      for await (const piece of medium.pieces([start, end])) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(video.slice(start, end))).toBe(true);
    }
    const headers = { authorization: `Bearer ${app.key}`, range: `bytes=${SEGMENT - 2}-${SEGMENT + 1}` };
    const part = await fetch(`${app.url}/api/v1/media/${mediumId}`, { headers });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-type')]).toEqual([
      206, `bytes ${SEGMENT - 2}-${SEGMENT + 1}/${video.bytes}`, 'video/mp4',
    ]); // prettier-ignore
    expect(Buffer.from(await part.arrayBuffer()).equals(video.slice(SEGMENT - 2, SEGMENT + 2))).toBe(true);
    await town.expectSound();

    const zip = await town.bundle({ accountIds: [account] });
    const report = await town.expectAuthentic(zip);
    expect(report.counts.items).toBe(1);
    await rm(zip);
  }, 180_000);

  it('stays the same medium through an edit of its post, and wherever else it is shown', async () => {
    await settle(1);
    const before = await newest();
    video.text = 'The council met on Wednesday.';
    video.alsoAt = 'two.mp4';
    await settle(30);
    const after = await newest();
    expect(after).toEqual({ ...before, versions: 2 });
    expect(await rows(`SELECT count(*)::int AS n FROM medium`)).toEqual([{ n: 1 }]);
    expect([...store.objects.keys()].filter((name) => name.startsWith('m/'))).toHaveLength(1);
    expect(await rows(`SELECT count(*)::int AS n FROM snapshot_medium`)).toEqual([{ n: 3 }]);
    await town.expectSound();
  }, 180_000);

  it('whose server hangs up is said to be missing, leaves nothing, and is taken when it can be had', async () => {
    video.breaksAfter = 66 * MIB;
    await settle(1);
    expect(await newest()).toMatchObject({ mediumId: null, versions: 1 });
    expect([...store.objects.keys()].filter((name) => name.startsWith('m/'))).toEqual([]);
    video.breaksAfter = Infinity;
    for (let hour = 0; hour < 30 && (await newest()).mediumId === null; hour += 1) await settle(60);
    expect((await newest()).mediumId).not.toBeNull();
    await town.expectSound();
  }, 180_000);

  it('has no segment that could be moved, cut off or exchanged unseen', async () => {
    await settle(1);
    const [, stored] = [...store.objects].find(([object]) => object.startsWith('m/')) ?? [];
    if (!stored) throw new Error('The video is not stored');
    const whole = stored.bytes;
    const wrongs = async (): Promise<string[]> => {
      const found = await findFaults(town, ['objects-open', 'snapshots-commit']);
      return found.flatMap((one) => (one.is === 'wrong' ? [one.what] : [])).toSorted();
    };
    const [first, second] = [whole.subarray(0, SEGMENT + SEAL), whole.subarray(SEGMENT + SEAL, 2 * (SEGMENT + SEAL))];
    stored.bytes = Buffer.concat([second, first, whole.subarray(2 * (SEGMENT + SEAL))]);
    expect(await wrongs()).toEqual(['medium-changed', 'text-changed']);
    stored.bytes = whole.subarray(0, whole.length - 1);
    expect(await wrongs()).toEqual(['medium-changed', 'text-changed']);
    stored.bytes = whole;
    await town.expectSound();
  }, 180_000);
});
