import { type Lab, startLab } from '../../lab/index.js';
import { type CaptureOutcome, LiveLoops } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { until } from '../contract/live.contract.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth, heldBy } from '../support/expect-truth.js';

const HOST = 'social.newford.example';
const NAME = `newford@${HOST}`;

describe('an account that is listened to', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;
  let ended: CaptureOutcome[];

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', rateLimit: null });
        for (const name of [NAME, `dana@${HOST}`]) world.openAccount(name, { displayName: name });
      },
    });
    const { world } = lab;
    world.post(world.account(NAME), 'Before we listened');
    archive = await openArchive(clock);
    ended = [];
    archive.get(LiveLoops).onOutcome = (outcome) => ended.push(outcome);
    const token = world.issueToken(HOST, world.account(NAME)).value;
    accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { token });
    await archive.settle();
    clock.advance(60_000);
  });

  afterEach(async () => {
    await archive.get(LiveLoops).stop();
    await archive.close();
    await lab.close();
  });

  const listen = async (): Promise<void> => {
    expect(await archive.get(LiveLoops).tick()).toBe(1);
    await until(() => lab.stream(HOST).open === 1);
  };
  const loop = async (name: string): Promise<Record<string, unknown>> => {
    const [row] = await archive.database.query(`SELECT * FROM capture_loop WHERE account_id = $1 AND loop = $2`, [
      accountId,
      name,
    ]);
    return row;
  };
  const holds = async (uri: string): Promise<boolean> => (await heldBy(archive.database)).has(uri);
  const sound = async (): Promise<void> => {
    await archive.settle();
    await expectArchiveSound(archive);
  };

  it('has each post, answer and edit in the archive without another look', async () => {
    await listen();
    const { world } = lab;
    const post = world.post(world.account(NAME), 'Hello', { media: [{ scene: 'map', alt: 'A map' }] });
    const answer = world.reply(world.account(`dana@${HOST}`), post, '@newford Thank you');
    await until(() => holds(answer.uri));
    clock.advance(1000);
    world.edit(post, 'Hello, Newford');
    await until(async () => (await heldBy(archive.database)).get(post.uri)?.texts.length === 2);
    const [by] = await archive.database.query(
      `SELECT c.loop FROM exchange e JOIN capture c ON c.id = e.capture_id ORDER BY e.at DESC LIMIT 1`,
    );
    expect(by).toEqual({ loop: 'live' });
    await expectTruth(archive.database, lab, [NAME]);
    await sound();
  });

  it('finds what the stream takes back asserted, resting on the frame and on the look that agreed', async () => {
    await listen();
    const { world } = lab;
    const old = world.posts[0];
    const burst = world.post(world.account(NAME), 'A slip');
    world.remove(burst);
    if (old) world.remove(old);
    const findings = (): Promise<{ certainty: string; grounds: { role: string }[] }[]> =>
      archive.database.query(`SELECT certainty, grounds FROM finding WHERE kind = 'gone'`);
    await until(async () => (await findings()).length === (await heldBy(archive.database)).size);
    const [first] = await findings();
    expect(first?.certainty).toBe('asserted');
    expect(first?.grounds.map(({ role }) => role)).toEqual(['last-positive', 'first-negative', 'second-negative']);
    await sound();
  });

  it('loses nothing that the stream swallows or that is said while nobody listens', async () => {
    await listen();
    await archive.settle();
    const { world } = lab;
    lab.stream(HOST).trouble.lose = 2;
    world.post(world.account(NAME), 'Swallowed');
    world.post(world.account(NAME), 'Swallowed too');
    lab.stream(HOST).drop();
    await until(() => ended.length === 1);
    world.post(world.account(NAME), 'Said to nobody');
    clock.advance(5_000);
    await listen();
    await until(async () => String((await loop('incremental'))['next_at']) === String(clock.now()));
    await archive.settle();
    await expectTruth(archive.database, lab, [NAME]);
    expect(await archive.database.query(`SELECT FROM gap`)).toEqual([]);
    await sound();
  });

  it('is listened to by one worker, and by another within half a minute of its end', async () => {
    await listen();
    expect(await archive.get(LiveLoops).tick()).toBe(0);
    clock.advance(31_000);
    expect(await archive.get(LiveLoops).tick()).toBe(1);
    await until(() => lab.stream(HOST).open === 2);
  });

  it('stops within a second, with what had come in the archive', async () => {
    await listen();
    const { world } = lab;
    const posts = Array.from({ length: 30 }, (_, i) => world.post(world.account(NAME), `Post ${i}`));
    await until(() => holds(posts[0]?.uri ?? ''));
    const began = performance.now();
    await archive.get(LiveLoops).stop();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(ended).toMatchObject([{ loop: 'live', outcome: 'stopped' }]);
    expect(await loop('live')).toMatchObject({ lease_owner: null, fails: 0 });
    await archive.settle();
    await expectTruth(archive.database, lab, [NAME]);
  });

  it('is tried again more slowly while its stream fails, and let be for a day where there is none', async () => {
    lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 30_000), kind: '503' });
    await archive.get(LiveLoops).tick();
    await until(() => ended.length === 1);
    expect(ended[0]).toMatchObject({ outcome: 'could-not-look', detail: 'The platform did not answer (503)' });
    expect(await loop('live')).toMatchObject({ fails: 1 });
    clock.advance(60_000);
    for (const token of lab.world.tokens.values()) lab.world.revokeToken(token);
    await archive.get(LiveLoops).tick();
    await until(() => ended.length === 2);
    expect(await archive.database.query(`SELECT FROM finding`)).toEqual([]);
  });

  it('has a quiet thread looked at once an answer is pushed, and a busy one no more often', async () => {
    await listen();
    const { world } = lab;
    clock.advance(26 * 3_600_000);
    await archive.get(LiveLoops).tick();
    await until(() => lab.stream(HOST).open === 2);
    const due = async (): Promise<Date | null> => {
      const [row] = await archive.database.query(`SELECT max(replies_at) AS at FROM item_watch`);
      return row.at;
    };
    await archive.settle();
    expect((await due())?.getTime()).toBeGreaterThan(clock.now().getTime() + 60 * 60_000);
    const post = world.posts[0];
    if (!post) throw new Error('Nothing was posted');
    const answer = world.reply(world.account(`dana@${HOST}`), post, '@newford Is this still so?');
    await until(() => holds(answer.uri));
    await until(async () => String((await loop('replies'))['next_at']) === String(clock.now()));
    await archive.settle();
    const soon = await due();
    expect(soon?.getTime()).toBe(clock.now().getTime() + 60_000);
    clock.advance(10_000);
    const burst = Array.from({ length: 20 }, (_, i) => world.reply(world.account(`dana@${HOST}`), post, `More ${i}`));
    await until(() => holds(burst[19]?.uri ?? ''));
    expect(await due()).toEqual(soon);
    await sound();
  });
});
