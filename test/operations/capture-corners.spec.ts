import { type Lab, startLab } from '../../lab/index.js';
import { MemoryObjectStore } from '../../src/archive/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth } from '../support/expect-truth.js';

const HOST = 'social.newford.example';
const CITY = `newford@${HOST}`;
const MINUTE = 60_000;

describe('capturing in corners', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let store: MemoryObjectStore;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    store = new MemoryObjectStore();
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(CITY, { displayName: 'City of Newford' });
        world.openAccount(`dana@${HOST}`, { displayName: 'Dana' });
      },
    });
    archive = await openArchive(clock, { store });
  });

  afterEach(async () => {
    await archive.close();
    await lab.close();
  });

  const look = async (times: number, minutes: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      clock.advance(minutes * MINUTE);
      await archive.settle();
    }
  };
  const city = () => lab.world.account(CITY);

  it('what came between the beginning of the backfill and the first look is had', async () => {
    for (let i = 0; i < 50; i += 1) lab.world.post(city(), `Before ${i}`, { at: new Date(Date.UTC(2026, 4, 1, 0, i)) });
    const account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.get(WorkQueue).runNow(account, 'backfill');
    for (let i = 0; i < 130; i += 1) {
      clock.advance(MINUTE / 2);
      lab.world.post(city(), `Between ${i}`);
    }
    await look(3, 6);
    await expectTruth(archive.database, lab, [CITY]);
    await expectArchiveSound(archive);
  });

  it('an item one page shows twice has each version once, and is looked at on', async () => {
    const post = lab.world.post(city(), 'Leave Mill Street now.', { key: 'leave' });
    lab.world.repost(city(), post);
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    clock.advance(MINUTE);
    lab.world.edit(post, 'Leave Mill and Water Street now.');
    await look(4, 2);
    clock.advance(MINUTE);
    lab.world.edit(post, 'Stay away from Mill and Water Street.');
    await look(4, 2);

    const versions = await archive.database
      .query(`SELECT s.number, s.cause FROM item i JOIN snapshot s ON s.item_id = i.id
      WHERE i.kind = 'post' ORDER BY 1`);
    expect(versions.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3]);
    expect(archive.outcomes.filter(({ outcome }) => outcome !== 'captured')).toEqual([]);
    await expectArchiveSound(archive);
  }, 120_000);

  it('what could not be stored was not seen: the stretch is a gap, and what it brought is late', async () => {
    lab.world.post(city(), 'Good morning.');
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    await look(2, 5);
    const from = clock.now();
    store.fault = (operation) => (operation === 'put' ? 'before' : null);
    clock.advance(MINUTE);
    lab.world.post(city(), 'The disk is full.');
    await look(6, 5);
    expect(archive.outcomes.some(({ detail }) => detail === 'The object store did not answer.')).toBe(true);
    store.fault = () => null;
    await look(2, 6);

    const gaps = await archive.database.query(`SELECT loop, from_at, to_at, reason FROM gap`);
    expect(gaps).toEqual([
      { loop: 'incremental', from_at: from, to_at: expect.any(Date), reason: 'store-unavailable' },
    ]);
    const late = await archive.database.query(
      `SELECT captured_late FROM item WHERE kind = 'post' ORDER BY first_seen_at`,
    );
    expect(late).toEqual([{ captured_late: false }, { captured_late: true }]);
    await expectTruth(archive.database, lab, [CITY]);
    await expectArchiveSound(archive);
  }, 120_000);

  it('two workers at the same accounts keep nothing twice', async () => {
    const other = `mayor@${HOST}`;
    lab.world.openAccount(other, { displayName: 'Mayor' });
    const bodyId = await archive.addBody();
    for (const name of ['newford', 'mayor']) await archive.addAccount(`${lab.mastodon(HOST)}/@${name}`, { bodyId });
    await archive.settle();
    const root = lab.world.post(city(), 'Is everybody safe?', { key: 'safe' });
    for (let i = 0; i < 20; i += 1) {
      const author = lab.world.account(i % 2 === 0 ? other : `dana@${HOST}`);
      lab.world.reply(author, root, `Answer ${i}`, { media: [{ scene: 'map', alt: `Picture ${i}` }] });
    }
    const second = await openArchive(clock, { store, database: archive.database, folder: archive.folder });
    for (let i = 0; i < 3; i += 1) {
      clock.advance(6 * MINUTE);
      lab.world.edit(root, `Is everybody safe? (${i})`);
      await Promise.all([archive.settle(), second.settle(), archive.settle()]);
    }
    await look(1, 6);
    await expectTruth(archive.database, lab, [CITY, other]);
    await expectArchiveSound(archive);
  }, 120_000);
});
