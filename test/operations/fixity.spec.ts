import { Log } from '../../src/audit/index.js';
import { Refusal } from '../../src/platform/index.js';
import { type FixityView, LookAtFault, ReadFixity } from '../../src/integrity/index.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { ACTOR, DAY, QuietArchive } from '../support/quiet-archive.js';

const HOUR = 3_600_000;

describe('what is stored', () => {
  let quiet: QuietArchive;
  let read: string[];

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    [answers, media] = [await objectsOf('exchange'), await objectsOf('medium')];
    read = [];
    quiet.store.fault = (operation, name) => {
      if (operation === 'get') read.push(name);
      return null;
    };
  }, 120_000);

  afterEach(() => quiet.close());

  const status = (): Promise<FixityView> => quiet.archive.get(ReadFixity).run(ACTOR);
  const open = async (): Promise<string[]> =>
    (await status()).faults.filter(({ endedAt }) => endedAt === null).map(({ kind, what }) => `${kind} ${what}`);
  /** What a row points at: an overtaken page leaves objects behind that nothing does. */
  let answers: string[];
  let media: string[];
  const evidence = (): string[] => [...answers, ...media];
  const objectsOf = async (table: string): Promise<string[]> =>
    (await quiet.rows<{ object: string }>(`SELECT object FROM ${table} ORDER BY id`)).map(({ object }) => object);
  const isRead = (name: string): boolean => read.includes(name);
  /** The hour after which what was wrong is looked at again. */
  const hourPasses = async (): Promise<void> => {
    quiet.clock.advance(HOUR + 60_000);
    await quiet.daily();
  };

  /** Everything is due now. */
  const roundBegins = async (): Promise<void> => {
    await quiet.rows(`UPDATE fixity SET next_at = 'epoch'`);
    await quiet.rows(`UPDATE daily_work SET next_at = 'epoch' WHERE name = 'fixity'`);
    await hourPasses();
  };

  it('is read back whole in the first night, and again by turns before 90 days are over', async () => {
    expect(await status()).toMatchObject({ percent: 0, within: 0 });
    await quiet.daily();
    const objects = (await status()).objects;
    expect(objects).toBeGreaterThanOrEqual(evidence().length);
    expect(await status()).toMatchObject({ percent: 100, never: 0, open: 0 });
    expect(evidence().every(isRead)).toBe(true);
    expect(await quiet.lastFacts('fixity.checked')).toMatchObject({ objects, wrong: 0, unseen: 0 });

    const evidenceRead = (): string[] => read.filter((name) => evidence().includes(name));
    await quiet.archive.get(ReadFixity).run(ACTOR);
    await quiet.daysPass(50);
    read = [];
    await quiet.daysPass(2);
    expect(evidenceRead()).toEqual([]);
    for (let day = 52; day < 90; day += 1) await quiet.daysPass(1);
    expect(evidence().every(isRead)).toBe(true);
    expect(await status()).toMatchObject({ percent: 100, never: 0 });
    await expectArchiveSound(quiet.archive);
  }, 120_000);

  it('is a finding on the desk where it was changed, with where and since when, until it is as recorded again', async () => {
    await quiet.daily();
    const [medium = ''] = media;
    const [answer = ''] = answers;
    quiet.change(medium);
    quiet.change(answer);
    const since = new Date(quiet.clock.now().getTime() + 80 * DAY).toISOString();
    await quiet.daysPass(80);
    expect((await open()).toSorted()).toEqual(['exchange object-changed', 'medium object-changed']);
    const { faults, percent } = await status();
    expect(percent).toBeLessThan(100);
    expect(faults).toContainEqual(
      expect.objectContaining({
        kind: 'exchange',
        object: answer,
        foundAt: since,
        account: expect.stringContaining('newford'),
      }),
    );
    expect(await quiet.alarms()).toContain('fixity wrong 2');
    expect(await quiet.events('fixity.failed')).toBe(2);
    await hourPasses();
    expect(await quiet.events('fixity.failed')).toBe(2);

    quiet.change(medium);
    await hourPasses();
    expect(await open()).toEqual(['exchange object-changed']);
    quiet.change(answer);
    await hourPasses();
    expect(await open()).toEqual([]);
    expect(await quiet.alarms()).toEqual([]);
    expect(await quiet.events('fixity.ended')).toBe(2);
    await expectArchiveSound(quiet.archive);
  });

  it('is found missing, unlocked, released from its hold, left over; copies of the log and of the keys too', async () => {
    await quiet.archive.get(Log).keepCheckpoint('hourly');
    await quiet.archive.settle();
    await quiet.daysPass(1);
    const [held = '', missing = '', short = ''] = evidence();
    const keys = new Map(
      [missing, ...quiet.names('log/').slice(0, 1)].map((name) => [name, quiet.store.objects.get(name)]),
    );
    await quiet.rows(`INSERT INTO object_hold VALUES ($1, true, 'set', now())`, [held]);
    for (const name of keys.keys()) quiet.store.objects.delete(name);
    const locked = quiet.store.objects.get(short);
    if (locked) locked.lockedUntil = new Date(quiet.clock.now().getTime() + 80 * DAY);
    const [index = ''] = quiet.names('k/i/');
    quiet.change(index);
    await quiet.store.put('x/ab/left', Buffer.from('left over'), new Date(quiet.clock.now().getTime() - 3 * DAY));
    quiet.store.deaf = true;
    await roundBegins();
    expect((await open()).map((line) => line.replace(/^(exchange|medium) /, 'evidence ')).toSorted()).toEqual([
      'evidence hold-lost',
      'evidence lock-short',
      'evidence object-missing',
      'key-file object-changed',
      'log object-missing',
      'store object-stray',
    ]);
    expect(await quiet.alarms()).toContain('fixity wrong 6');
  });

  it('is no alarm any more once a person has looked, and the finding stays until the object is as recorded', async () => {
    await quiet.daily();
    const [answer = ''] = answers;
    quiet.change(answer);
    await roundBegins();
    const [fault] = (await status()).faults;
    const look = (said: string): Promise<void> => quiet.archive.get(LookAtFault).run(ACTOR, fault?.id ?? '', said);
    await expect(look('  ')).rejects.toThrow(Refusal);
    await look('The disk is being replaced.');
    expect(await quiet.alarms()).toEqual([]);
    expect(await status()).toMatchObject({ open: 1, unlooked: 0 });
    await expect(look('Again.')).rejects.toThrow('somebody has looked at it already');
    quiet.change(answer);
    await hourPasses();
    expect(await open()).toEqual([]);
    await expectArchiveSound(quiet.archive);
  });

  it('goes on where a round broke off, and asks for no answer twice', async () => {
    const [second = ''] = answers.slice(1);
    let broken = false;
    quiet.store.fault = (operation, name) => {
      if (operation !== 'get') return null;
      if (name === second && !broken) {
        broken = true;
        return 'before';
      }
      read.push(name);
      return null;
    };
    await quiet.daily();
    expect((await status()).never).toBeGreaterThan(0);
    await hourPasses();
    expect(await status()).toMatchObject({ percent: 100 });
    const counted = answers.map((name) => read.filter((each) => each === name).length);
    expect(Math.max(...counted)).toBe(1);
  });

  it('is not called wrong where the store does not answer', async () => {
    quiet.store.fault = (operation) => (operation === 'get' ? 'before' : null);
    await quiet.daily();
    expect(await status()).toMatchObject({ percent: 0, open: 0 });
    expect(await quiet.count(`daily_work WHERE name = 'fixity' AND unseen > 0`)).toBe(1);
    quiet.store.fault = () => null;
    await hourPasses();
    expect(await status()).toMatchObject({ percent: 100 });
  });

  it('is not read back any more where everything in it was lawfully destroyed', async () => {
    await quiet.daily();
    const [answer = ''] = answers;
    quiet.change(answer);
    await roundBegins();
    expect(await open()).toEqual(['exchange object-changed']);
    await quiet.destroy(await quiet.itemIds());
    await roundBegins();
    expect(await open()).toEqual([]);
    expect(await quiet.count(`fixity WHERE kind IN ('exchange', 'medium')`)).toBe(0);
    expect(await quiet.lastFacts('fixity.ended')).toMatchObject({ how: 'destroyed' });
  });
});
