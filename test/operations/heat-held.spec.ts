import * as fc from 'fast-check';
import { type Lab, startLab } from '../../lab/index.js';
import { nextRecheck, nextReplies } from '../../src/capture/pace.rules.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { OpenMatter, PlaceHold, ReleaseHold } from '../../src/retention/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor } from '../support/people.js';

const HOST = 'social.newford.example';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('what a hold keeps', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let marta: PersonActor;
  let adam: PersonActor;

  /** Time goes on as it does while a worker runs: what is due is looked at, minute by minute. */
  const run = async (minutes: number): Promise<void> => {
    for (let passed = 0; passed < minutes; passed += 5) {
      clock.advance(5 * MINUTE);
      await archive.settle();
    }
  };
  const minutesSinceSeen = async (words: string): Promise<number> => {
    const [{ id } = { id: '' }] = (await archive.get(RecordSearch).page(system('setup'), { text: words }, { limit: 1 })).items;
    const [row] = await archive.database.query(`SELECT last_seen_at FROM item_watch WHERE item_id = $1`, [id]);
    return (clock.now().getTime() - row.last_seen_at.getTime()) / MINUTE;
  }; // prettier-ignore

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        const at = new Date(clock.now().getTime() - 3 * DAY);
        world.post(city, 'Riverwalk closes at nine', { key: 'riverwalk', at });
        world.post(city, 'Budget hearing on Monday', { key: 'budget', at });
        // Newer posts, so that the list of the newest does not show the two.
        for (let n = 0; n < 45; n += 1) world.post(city, `Notice ${n}`, { at: new Date(at.getTime() + (n + 1) * MINUTE) });
      },
    });
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    adam = await approver(archive, 'Adam Okafor', 'legal');
    bodyId = await archive.addBody();
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    await run(10);
  }, 120_000); // prettier-ignore

  afterAll(async () => {
    await archive?.close();
    await lab?.close();
  });

  it('is looked at again sooner than the rest, from the hold on until its release', async () => {
    const matter = { bodyId, number: '2026-CV-0417', name: 'A case', kind: 'litigation' } as const;
    const { id: matterId } = await archive.get(OpenMatter).run(marta, matter);
    const asked = { matterId, reason: 'A claim', triggerAt: '2026-05-19T13:00:00Z', scope: { query: 'riverwalk' } };
    const holdId = await archive.get(PlaceHold).run(marta, asked);
    await archive.settle();
    await run(40);
    expect(await minutesSinceSeen('riverwalk')).toBeLessThanOrEqual(20);
    expect(await minutesSinceSeen('budget')).toBeGreaterThanOrEqual(40);

    await archive.get(ReleaseHold).propose(marta, { holdId, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId });
    await run(20);
    const seen = await minutesSinceSeen('riverwalk');
    await run(40);
    expect(await minutesSinceSeen('riverwalk')).toBe(seen + 40);
    await expectArchiveSound(archive);
  }, 120_000);

  it('is never due later for being held, nor at more than the pace of what is new', () => {
    const now = clock.now();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 * 24 * 60 }), (minutes) => {
        const at = new Date(now.getTime() - minutes * MINUTE);
        const item = { postedAt: at, suspectedAt: null, pollClosesAt: null };
        const [held, rest] = [true, false].map((is) => nextRecheck(now, { ...item, held: is }).getTime());
        const [heldReplies, replies] = [true, false].map((is) =>
          nextReplies(now, { activeAt: at, held: is }).getTime(),
        );
        expect(held).toBeLessThanOrEqual(rest ?? 0);
        expect(heldReplies).toBeLessThanOrEqual(replies ?? 0);
        expect(held).toBeGreaterThanOrEqual(now.getTime() + 2 * MINUTE);
        expect(minutes > 120 && held === rest).toBe(false);
      }),
    );
  });
});
