import { type Lab, startLab } from '../../lab/index.js';
import { ReadAlarms } from '../../src/archive/index.js';
import { LiveLoops, MeasureLatency, ReadCanaries, WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { until } from '../contract/live.contract.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'social.newford.example';
const NAME = `newford@${HOST}`;
const MINUTE = 60_000;

describe('how soon an account is seen', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', rateLimit: null });
        world.openAccount(NAME, { displayName: 'Newford' });
      },
    });
    lab.world.post(lab.world.account(NAME), 'Years ago', { at: new Date('2024-05-19T13:00:00Z') });
    archive = await openArchive(clock);
    const token = lab.world.issueToken(HOST, lab.world.account(NAME)).value;
    accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { token });
    await archive.settle();
  });

  afterEach(async () => {
    await archive.get(LiveLoops).stop();
    await archive.close();
    await lab.close();
  });

  const delays = async () =>
    (await archive.get(MeasureLatency).read([accountId]))
      .filter(({ days }) => days === 1)
      .map(({ loop, versions, observed }) => [loop, versions, observed.median]);

  it('is measured by the platform’s own time and by loop; what was there before is not late', async () => {
    expect(await delays()).toEqual([]);
    lab.world.post(lab.world.account(NAME), 'First');
    clock.advance(6 * MINUTE);
    await archive.settle();
    await archive.get(LiveLoops).tick();
    await until(() => lab.stream(HOST).open === 1);
    lab.world.post(lab.world.account(NAME), 'Second');
    await until(async () => (await delays()).length === 3);
    expect(await delays()).toEqual([
      [null, 2, 3 * MINUTE],
      ['incremental', 1, 6 * MINUTE],
      ['live', 1, 0],
    ]);
    clock.advance(31 * 86_400_000);
    await archive.get(WorkQueue).keepHouse();
    expect(await archive.database.query(`SELECT FROM capture_latency`)).toEqual([]);
    await archive.settle();
    await doDailyWork(archive);
    await expectArchiveSound(archive);
  });

  it('is an alarm when nobody looks, when what is there is not shown, and none while a gap explains it', async () => {
    const canary = async (): Promise<string | undefined> => (await archive.get(ReadCanaries).run())[0]?.state;
    const alarms = async (): Promise<string[]> =>
      (await archive.get(ReadAlarms).run()).map(({ work }) => work).filter((work) => work === 'canary');
    expect([await canary(), await alarms()]).toEqual(['well', []]);
    clock.advance(20 * MINUTE);
    expect([await canary(), await alarms()]).toEqual(['silent', ['canary']]);
    await archive.settle();
    expect([await canary(), await alarms()]).toEqual(['well', []]);
    lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 40 * MINUTE), kind: '503' });
    for (let i = 0; i < 20; i += 1) {
      clock.advance(MINUTE);
      await archive.settle();
    }
    expect([await canary(), await alarms()]).toEqual(['unseen', []]);
    clock.advance(30 * MINUTE);
    for (let i = 0; i < 3; i += 1) {
      await archive.settle();
      clock.advance(MINUTE);
    }
    expect([await canary(), await alarms()]).toEqual(['well', []]);
  });

  it('sees a known post that is removed within minutes, and within moments where it is listened to', async () => {
    const { world } = lab;
    const looked = world.post(world.account(NAME), 'For the looks');
    clock.advance(6 * MINUTE);
    await archive.settle();
    world.remove(looked);
    const state = async (text: string): Promise<string> => {
      const rows: { state: string }[] = await archive.database.query(
        `SELECT w.state FROM item_watch w JOIN snapshot_body b ON b.item_id = w.item_id
          WHERE position($1::bytea IN b.item_json) > 0`,
        [Buffer.from(text)],
      );
      return rows[0]?.state ?? 'unknown';
    };
    let minutes = 0;
    for (; (await state('For the looks')) === 'present' && minutes < 15; minutes += 1) {
      clock.advance(MINUTE);
      await archive.settle();
    }
    expect([await state('For the looks'), minutes <= 5]).toEqual(['suspected', true]);
    await archive.get(LiveLoops).tick();
    await until(() => lab.stream(HOST).open === 1);
    const heard = world.post(world.account(NAME), 'For the stream');
    await until(async () => (await state('For the stream')) === 'present');
    world.remove(heard);
    await until(async () => (await state('For the stream')) === 'gone', 5_000);
    await archive.settle();
    await expectArchiveSound(archive);
  });
});
