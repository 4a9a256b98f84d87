import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Log, Sequencer } from '../../src/audit/index.js';
import { ExamineInstallation, type Finding, ReadExaminations } from '../../src/integrity/index.js';
import { Config } from '../../src/platform/index.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { runAkta } from '../support/command-line.js';
import { startTestApp } from '../support/app.js';
import { ACTOR, QuietArchive } from '../support/quiet-archive.js';

describe('the doctor', () => {
  let quiet: QuietArchive;

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    await quiet.daysPass(1);
    await quiet.archive.get(Log).keepCheckpoint('hourly');
  }, 120_000);

  afterEach(() => quiet.close());

  const examine = async (): Promise<Finding[]> => quiet.archive.get(ExamineInstallation).run(ACTOR);
  const ill = async (): Promise<string[]> =>
    (await examine()).filter(({ is }) => is === 'ill').map(({ subject, says }) => `${subject} ${says}`);

  it('finds nothing ill where nothing is, says what a trial is, and leaves in the log that it looked', async () => {
    const found = await examine();
    expect(found.filter(({ is }) => is === 'ill' || is === 'unseen')).toEqual([]);
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(10);
    expect(found).toContainEqual(
      expect.objectContaining({ subject: 'store', is: 'known', says: 'probe.delete-locked' }),
    );
    const count = (is: Finding['is']): number => found.filter((one) => one.is === is).length;
    const facts = { well: count('well'), known: count('known'), ill: 0, unseen: 0 };
    expect(await quiet.lastFacts('installation.examined')).toMatchObject(facts);
    await expectArchiveSound(quiet.archive);
  });

  it('keeps each examination, the newest first, with who asked for it and what it found', async () => {
    await examine();
    await quiet.rows(`UPDATE daily_work SET next_at = 'epoch' WHERE name = 'examination'`);
    quiet.clock.advance(60_000);
    await quiet.daily();
    const [newest, before] = await quiet.archive.get(ReadExaminations).run(ACTOR, 'en');
    expect([newest?.by, before?.by]).toEqual(['Akta', 'Akta']);
    expect(newest?.counts).toMatchObject({ ill: 0, unseen: 0 });
    expect(newest?.found).toContainEqual(expect.objectContaining({ part: 'Reading back', is: 'well' }));
    expect(before?.found.map(({ subject }) => subject)).toEqual(newest?.found.map(({ subject }) => subject));
    const told = await quiet.archive.get(ReadExaminations).storage(quiet.clock.now());
    expect(told).toMatchObject({ examinedAt: newest?.at });
    expect(JSON.stringify(told)).not.toMatch(/master\.key/);
    await expectArchiveSound(quiet.archive);
  });

  it('finds keys that others may read, and key files that are gone, damaged or old', async () => {
    const file = join(quiet.archive.get(Config).keysDir, 'master.key');
    await chmod(file, 0o644);
    expect(await ill()).toEqual(['keys keys.readable']);
    await chmod(file, 0o600);
    const [index = ''] = quiet.names('k/i/');
    quiet.change(index);
    expect(await ill()).toContain('keys keys.damaged');
    for (const name of quiet.names('k/')) quiet.store.objects.delete(name);
    expect(await ill()).toEqual([]);
    quiet.clock.advance(2 * 86_400_000);
    expect(await ill()).toContain('keys keys.no-file');
  });

  it('finds that nobody works: what waits for the log, checkpoints and key files that are due', async () => {
    await examine();
    await quiet.archive.get(Sequencer).settle();
    quiet.clock.advance(3 * 86_400_000);
    const found = await ill();
    expect(found).toEqual(expect.arrayContaining(['log log.old', 'keys keys.old-file', 'daily-work work.overdue']));
    quiet.clock.advance(3_600_000);
    expect(await ill()).toContain('log log.waiting');
    await quiet.superuser.query(`UPDATE log_head SET refused = 'an older backup was restored'`);
    expect(await ill()).toContain('log log.refused');
  });

  it('that cannot look at one part says so and looks at the others', async () => {
    quiet.store.list = () => {
      throw new Error('the store does not answer');
    };
    const found = await examine();
    expect(found.filter(({ is }) => is === 'unseen')).toEqual([
      { subject: 'keys', is: 'unseen', says: 'unseen', values: { because: 'the store does not answer' } },
    ]);
    expect(found.length).toBeGreaterThan(6);
  });
});

describe('akta doctor', () => {
  it('says each in a sentence, in both languages, and by its exit code whether anything is ill', async () => {
    const app = await startTestApp();
    try {
      const well = await runAkta(['doctor'], { env: app.env });
      expect([well.exit, well.err]).toEqual([0, '']);
      expect(well.out).toMatch(
        /^Object store: worth knowing\. A locked version cannot be deleted: not enforced in a trial, /m,
      );
      expect(well.out).toMatch(/^Clock: well\. This machine and the database agree within /m);
      expect(well.out).toMatch(/Nothing is ill\. \d+ things? /);
      await chmod(join(app.dataDir, 'keys', 'master.key'), 0o666);
      const polish = await runAkta(['doctor', '--lang', 'pl', '--json'], { env: app.env });
      expect(polish.exit).toBe(1);
      expect(JSON.parse(polish.out).found).toContainEqual({
        subject: 'keys',
        part: 'Klucze',
        is: 'ill',
        sentence: 'Plik master.key mogą czytać inni użytkownicy. Należy ustawić prawa 0600.',
      });
      const answer = await app.ask('POST', '/api/v1/examinations?lang=pl');
      expect([answer.status, JSON.stringify(await answer.json()).includes('master.key')]).toEqual([200, true]);
      const denied = await app.ask('POST', '/api/v1/examinations', { key: null });
      expect(denied.status).toBe(401);
    } finally {
      await app.close();
    }
  }, 60_000);
});
