import { BackUpKeys } from '../../src/archive/index.js';
import { SweepStrays } from '../../src/integrity/index.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { ACTOR, DAY, forever, QuietArchive } from '../support/quiet-archive.js';

describe('the locks of stored objects', () => {
  let quiet: QuietArchive;
  /** Of the copy of the log, what stood before the nights that add to it. */
  let log: string[];

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    log = quiet.names('log/');
  }, 120_000);

  afterEach(() => quiet.close());

  /** What a row points at, and the copy of the log; not what an overtaken page left behind. */
  const owned = async (): Promise<string[]> => {
    const sql = `SELECT object FROM exchange UNION ALL SELECT object FROM medium ORDER BY 1`;
    const { rows } = await quiet.superuser.query<{ object: string }>(sql);
    return rows.map(({ object }) => object).filter((object) => quiet.store.objects.has(object));
  };
  const guarded = async (): Promise<string[]> => [...(await owned()), ...quiet.names('log/')];
  const left = async (): Promise<number[]> => [...(await owned()), ...log].map((name) => quiet.daysLeft(name));

  it('are renewed for as many years as the items live, and not a day before they need it', async () => {
    await quiet.daysPass(199);
    expect(Math.max(...(await left()))).toBe(201);
    await quiet.daysPass(2);
    expect(Math.min(...(await left()))).toBe(400);
    for (let half = 0; half < 8; half += 1) await quiet.daysPass(180);
    expect(Math.min(...(await left()))).toBeGreaterThan(200);
    const objects = (await guarded()).length;
    expect(await quiet.lastFacts('locks.renewed')).toMatchObject({ removed: 0, short: 0, objects });
    await quiet.archive.get(SweepStrays).run(forever);
    await expectArchiveSound(quiet.archive);
  });

  it('that cannot be renewed are an alarm below 100 days, which ends when they can be', async () => {
    quiet.store.deaf = true;
    await quiet.daysPass(250);
    expect(await quiet.alarms()).toEqual([]);
    await quiet.daysPass(51);
    expect(await quiet.alarms()).toEqual([expect.stringMatching(/^lock-renewal wrong \d+$/)]);
    expect(await quiet.wrongs()).toEqual(['lock-short']);
    quiet.store.deaf = false;
    await quiet.daysPass();
    expect(await quiet.alarms()).toEqual([]);
    await expectArchiveSound(quiet.archive);
  });

  it('of what nobody points at are left alone, and the sweep leaves key files alone', async () => {
    const stray = await quiet.store.put(
      'x/ab/stray',
      Buffer.from('left behind'),
      new Date(quiet.clock.now().getTime() + 30 * DAY),
    );
    await quiet.daily();
    await quiet.archive.get(BackUpKeys).run(ACTOR);
    const made = quiet.names('k/').length;
    quiet.clock.advance(34 * DAY);
    await quiet.daily();
    expect(await quiet.archive.get(SweepStrays).run(forever)).toBe(1);
    expect(quiet.names('k/').length).toBeGreaterThan(made);
    expect(quiet.store.objects.has(stray)).toBe(false);
  });

  it('go on where a store broke off, and count each object once', async () => {
    quiet.clock.advance(201 * DAY);
    const media = quiet.names('m/').length;
    const before = new Map(quiet.names('x/').map((name) => [name, 0]));
    quiet.store.fault = (operation, name) => {
      if (operation !== 'lock') return null;
      if (name.startsWith('m/')) return 'before';
      before.set(name, (before.get(name) ?? 0) + 1);
      return null;
    };
    await quiet.daily();
    expect(
      await quiet.count(`daily_work WHERE name = 'lock-renewal' AND progress->>'at' IS NOT NULL AND done_at IS NULL`),
    ).toBe(1);
    quiet.store.fault = () => null;
    quiet.clock.advance(11 * 60_000);
    await quiet.daily();
    expect(media).toBeGreaterThan(0);
    expect([...before.values()].filter((times) => times > 1)).toEqual([]);
    const [objects, renewed] = [(await guarded()).length, (await owned()).length + log.length];
    expect(await quiet.lastFacts('locks.renewed')).toMatchObject({ renewed, objects });
    await expectArchiveSound(quiet.archive);
  });

  it('of what was destroyed whole end, and only then does the object go', async () => {
    const objects = await owned();
    await quiet.destroy(await quiet.itemIds());
    await quiet.daysPass(399);
    expect(await owned()).toEqual(objects);
    await expectArchiveSound(quiet.archive);
    await quiet.daysPass(2);
    expect(await owned()).toEqual([]);
    expect(await quiet.events('object.removed')).toBe(objects.length);
    expect(await quiet.lastFacts('locks.renewed')).toMatchObject({ removed: objects.length, short: 0 });
    await quiet.archive.get(SweepStrays).run(forever);
    await expectArchiveSound(quiet.archive);
  });

  it('that ended remove nothing whose keys were merely lost', async () => {
    const objects = await owned();
    await quiet.daily();
    await quiet.loseKeys();
    quiet.store.deaf = true;
    quiet.clock.advance(500 * DAY);
    await quiet.daily();
    await quiet.archive.get(SweepStrays).run(forever);
    expect(await owned()).toEqual(objects);
  });
});
