import { type Lab, startLab } from '../../lab/index.js';
import { MemoryObjectStore } from '../../src/archive/index.js';
import { Log, Sequencer } from '../../src/audit/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth } from '../support/expect-truth.js';
import { type FaultyDatabase, makeFaulty, type When } from '../support/faulty-database.js';

const HOST = 'social.newford.example';
const CITY = `newford@${HOST}`;
const MINUTE = 60_000;

/** Each step of a capture, and of what follows it, by the statement that makes it. */
const STATEMENTS: readonly {
  readonly step: string;
  readonly matching: RegExp;
  readonly what: 'statement' | 'commit';
}[] = [
  { step: 'claiming the loop', matching: /^UPDATE capture_loop SET lease_owner/, what: 'statement' },
  { step: '1 freezing the settings', matching: /^INSERT INTO capture /, what: 'statement' },
  { step: '2 choosing what to ask about', matching: /FROM item_watch w JOIN snapshot_body/, what: 'statement' },
  { step: '3 looking up what is known', matching: /FROM item i JOIN item_watch/, what: 'statement' },
  { step: '5 writing exchanges', matching: /INSERT INTO exchange /, what: 'statement' },
  { step: '5 writing versions', matching: /INSERT INTO snapshot_body/, what: 'statement' },
  { step: '5 writing events', matching: /INSERT INTO audit_event/, what: 'statement' },
  { step: '5 committing a page that brings something', matching: /INSERT INTO snapshot_body/, what: 'commit' },
  { step: '5 committing a page that brings nothing', matching: /INSERT INTO recent_exchange/, what: 'commit' },
  { step: '6 moving the cursor', matching: /^UPDATE capture_loop SET cursor/, what: 'statement' },
  { step: '7 pacing the items', matching: /^UPDATE item_watch w SET (recheck|replies)_at/, what: 'statement' },
  { step: '7 releasing the loop', matching: /^UPDATE capture_loop SET next_at = \$4/, what: 'statement' },
  { step: '7 waking the other loops', matching: /^UPDATE capture_loop l SET next_at = due/, what: 'statement' },
  { step: 'ending the capture', matching: /^UPDATE capture SET ended_at/, what: 'statement' },
  { step: 'numbering', matching: /INSERT INTO log_entry/, what: 'statement' },
  { step: 'committing numbers', matching: /INSERT INTO log_entry/, what: 'commit' },
  { step: 'keeping a checkpoint', matching: /^INSERT INTO checkpoint/, what: 'statement' },
  { step: 'following', matching: /^\s*INSERT INTO follower/, what: 'statement' },
  { step: 'marking a checkpoint mirrored', matching: /^UPDATE checkpoint SET mirrored/, what: 'statement' },
];

describe('a step that fails, and one that happened all the same', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let sql: FaultyDatabase;
  const store = new MemoryObjectStore();
  let count = 0;

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(CITY, { displayName: 'City of Newford' });
        world.openAccount(`dana@${HOST}`, { displayName: 'Dana' });
      },
    });
    const database = await freshDatabase();
    archive = await openArchive(clock, { store, database });
    sql = makeFaulty(database);
    lab.world.post(lab.world.account(CITY), 'Good morning, Newford.', { key: 'first' });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
  });

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  /** A post with a picture, an answer to it, and an edit of what stood before. */
  const happen = (): void => {
    count += 1;
    const { world } = lab;
    const before = world.postNamed(count === 1 ? 'first' : `post ${count - 1}`);
    const media = [{ scene: 'map', alt: `Picture ${count}` }];
    const post = world.post(world.account(CITY), `Post ${count}`, { key: `post ${count}`, media });
    world.reply(world.account(`dana@${HOST}`), post, `Answer ${count}`, { key: `answer ${count}` });
    world.edit(before, `${before.versions.at(-1)?.text ?? ''} (corrected)`);
  };
  /** One round of everything a worker does; what fails here fails as it would there, and is tried again later. */
  const work = async (): Promise<void> => {
    await archive.settle().catch(() => undefined);
    await archive
      .get(Log)
      .keepCheckpoint('asked')
      .catch(() => undefined);
    await archive
      .get(Sequencer)
      .settle()
      .catch(() => undefined);
  };
  const recover = async (): Promise<void> => {
    sql.disarm();
    store.fault = () => null;
    for (let i = 0; i < 2; i += 1) {
      clock.advance(6 * MINUTE);
      await archive.settle();
    }
    await archive.get(Log).keepCheckpoint('asked');
  };
  const expectRecovered = async (): Promise<void> => {
    await recover();
    await expectTruth(archive.database, lab, [CITY]);
  };

  describe.each<When>(['before', 'after'])('%s it happened', (when) => {
    it.each(STATEMENTS)('$step', async ({ matching, what }) => {
      const struck = sql.struck;
      clock.advance(2 * MINUTE);
      happen();
      sql.arm(when, matching, what);
      await work();
      await work();
      expect(sql.struck).toBe(struck + 1);
      await expectRecovered();
    });

    it.each(['x/', 'm/', 'log/'])('putting an object under %s', async (prefix) => {
      let struck = 0;
      clock.advance(2 * MINUTE);
      happen();
      store.fault = (operation, handle) => {
        if (struck > 0 || operation !== 'put' || !handle.startsWith(prefix)) return null;
        struck += 1;
        return when;
      };
      await work();
      await work();
      expect(struck).toBe(1);
      await expectRecovered();
    });
  });

  it.each(['503', 'reset', 'truncated-json', 'html200'] as const)('gets over an answer that is %s', async (kind) => {
    clock.advance(2 * MINUTE);
    happen();
    const from = clock.now();
    lab.world.outage(HOST, { from, to: new Date(from.getTime() + MINUTE), kind });
    await work();
    await expectRecovered();
  });

  it('leaves an archive that holds what was recorded', async () => {
    lab.world.remove(lab.world.postNamed('answer 1'));
    for (let i = 0; i < 6; i += 1) {
      clock.advance(16 * MINUTE);
      await archive.settle();
    }
    await expectTruth(archive.database, lab, [CITY]);
    await expectArchiveSound(archive);
  }, 120_000);
});
