import { type Lab, startLab } from '../../lab/index.js';
import { NoteCounters, ReadCounters } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { destroyLawfully } from '../support/destroy-lawfully.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, type PersonActor } from '../support/people.js';

const HOST = 'social.newford.example';
const DAY = 86_400_000;

describe('what a platform counts', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let inez: PersonActor;
  let account: string;

  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    await archive.settle();
  };
  const night = async (): Promise<void> => {
    await pass(DAY);
    await doDailyWork(archive);
  };
  const counter = async (): Promise<NonNullable<Awaited<ReturnType<ReadCounters['one']>>>> => {
    const view = await archive.get(ReadCounters).one(inez, account);
    if (!view) throw new Error('No counter was read');
    return view;
  };

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        const dana = world.openAccount(`dana@${HOST}`, { displayName: 'Dana' });
        const post = world.post(city, 'Flood warning', { key: 'flood' });
        world.post(city, 'Library is open', { key: 'library' });
        world.reply(dana, post, 'Is the bridge open? "author":{"canonicalUri":"x"', { key: 'question' });
        const sunset = world.post(dana, 'Sunset', { key: 'sunset' });
        world.repost(city, sunset, { key: 'boost' });
      },
    });
    archive = await openArchive(clock);
    inez = await person(archive, 'Inez Duarte', 'auditor');
    account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await pass(120_000);
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('is nothing before the first reading', async () => {
    expect(await archive.get(ReadCounters).one(inez, account)).toBeNull();
  });

  it('is compared with the account’s own items, by kind: what others answered is not counted', async () => {
    lab.world.reply(lab.world.account(`newford@${HOST}`), lab.world.postNamed('question'), 'Closed.', {
      key: 'answer',
    });
    for (let i = 0; i < 12; i += 1) await pass(10 * 60_000);
    await doDailyWork(archive);
    expect(await counter()).toMatchObject({
      says: 4,
      present: 4,
      difference: 0,
      unexplained: 0,
      lasting: false,
      held: { posts: 2, replies: 1, reposts: 1, gone: 0, suspected: 0, destroyed: 0, backfilling: false },
    });
    expect((await counter()).inWords.en[1]).toBe('The two agree.');
  });

  it('keeps one counter an hour of a profile that is looked at all the time', async () => {
    const [row] = await archive.database.query<{ looks: number; kept: number }[]>(
      `SELECT (SELECT count(*)::int FROM capture WHERE loop = 'incremental') AS looks, count(*)::int AS kept
         FROM item_count c JOIN item i ON i.id = c.item_id WHERE i.kind = 'profile'`,
    );
    expect(row?.looks).toBeGreaterThan(5);
    expect(row?.kept).toBeGreaterThan(1);
    expect(row?.kept).toBeLessThanOrEqual(4);
  });

  it('agrees again once a removal is confirmed, and what was destroyed here is accounted for', async () => {
    lab.world.remove(lab.world.postNamed('library'));
    for (let i = 0; i < 6; i += 1) await pass(6 * 3_600_000);
    await night();
    expect(await counter()).toMatchObject({ says: 3, present: 3, held: { gone: 1 }, unexplained: 0 });
    const [boost] = await archive.database.query<{ id: string }[]>(`SELECT id FROM item WHERE kind = 'repost'`);
    await destroyLawfully((type) => archive.get(type), [boost?.id ?? '']);
    await night();
    const view = await counter();
    expect(view).toMatchObject({ says: 3, present: 2, difference: 1, unexplained: 0, held: { destroyed: 1 } });
    expect(view.reasons).toEqual([{ why: 'destroyed', items: 1 }]);
  });

  it('is for a person to look at when the platform has counted more for three days, and no reason is known', async () => {
    // A post for followers only: the platform counts it, and shows it to nobody who has no access.
    await archive.database.query(
      `UPDATE item_count c SET counts = counts || '{"statuses": 5}' FROM item i WHERE i.id = c.item_id AND i.kind = 'profile'`,
    );
    const inflated = async (): Promise<void> => {
      await pass(DAY);
      await archive.database.query(
        `UPDATE item_count c SET counts = counts || '{"statuses": 5}' FROM item i WHERE i.id = c.item_id AND i.kind = 'profile'`,
      );
      await doDailyWork(archive);
    };
    await inflated();
    expect(await counter()).toMatchObject({ says: 5, unexplained: 2, lasting: false });
    await inflated();
    await inflated();
    const view = await counter();
    expect(view).toMatchObject({ unexplained: 2, lasting: true });
    expect(view.reasons.map(({ why }) => why)).toEqual(['destroyed', 'followers-only', 'missed', 'counter-drifts']);
    expect(view.history.slice(0, 3).map(({ unexplained }) => unexplained)).toEqual([2, 2, 2]);
    await night();
    expect(await counter()).toMatchObject({ unexplained: 0, lasting: false });
  });

  it('is not read where it is old, and stops between two accounts when it is to end', async () => {
    clock.advance(10 * DAY);
    expect(await archive.get(NoteCounters).run()).toBe(0);
    await expect(archive.get(NoteCounters).run(() => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
    await doDailyWork(archive);
    await expectArchiveSound(archive);
  });
});
