import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { followHandovers, Log, openCheckpoint, openHandover, RotateLogKey, Sequencer } from '../../src/audit/index.js';
import { Config } from '../../src/platform/index.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { ACTOR, QuietArchive } from '../support/quiet-archive.js';

describe('the key that signs the log', () => {
  let quiet: QuietArchive;
  let log: Log;
  let file: string;

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    log = quiet.archive.get(Log);
    file = join(quiet.archive.get(Config).keysDir, 'log.pem');
  }, 120_000);

  afterEach(() => quiet.close());

  const rotate = (): ReturnType<RotateLogKey['run']> => quiet.archive.get(RotateLogKey).run(ACTOR);

  it('hands over to the next: what it signed stays, what comes is signed by the new one, and both signed that it is so', async () => {
    const old = log.publicKey;
    const before = await log.keepCheckpoint('hourly');
    const { size } = await rotate();
    await quiet.archive.get(Sequencer).settle();
    const after = await log.keepCheckpoint('hourly');
    expect(log.publicKey.equals(old)).toBe(false);
    expect([openCheckpoint(before.note, old).valid, openCheckpoint(after.note, log.publicKey).valid]).toEqual([
      true,
      true,
    ]);
    expect([after.size > size, openCheckpoint(after.note, old).valid]).toEqual([true, false]);

    const [kept] = await log.handovers();
    const told = openHandover(kept?.note ?? '');
    expect(told?.from.equals(old)).toBe(true);
    expect(followHandovers(old, told ? [told] : []).equals(log.publicKey)).toBe(true);
    expect(openHandover((kept?.note ?? '').replace(`\n${size}\n`, `\n${size + 1}\n`))).toBeNull();
    expect(openHandover((kept?.note ?? '').split('\n').slice(0, -2).join('\n') + '\n')).toBeNull();
    await expectArchiveSound(quiet.archive);
  });

  it('may change more than once, and every checkpoint is checked by the key it had', async () => {
    const first = log.publicKey;
    for (let i = 0; i < 3; i += 1) {
      await rotate();
      await quiet.archive.get(Sequencer).settle();
      await log.keepCheckpoint('hourly');
    }
    const handovers = (await log.handovers()).flatMap(({ note }) => openHandover(note) ?? []);
    expect(handovers).toHaveLength(3);
    expect(followHandovers(first, handovers).equals(log.publicKey)).toBe(true);
    await expectArchiveSound(quiet.archive);
  });

  it('that was replaced signs nothing more on a machine that still has it', async () => {
    await copyFile(file, `${file}.kept`);
    await rotate();
    await quiet.archive.get(Sequencer).settle();
    await rename(`${file}.kept`, file);
    await expect(log.keepCheckpoint('hourly')).rejects.toThrow('a key of the log that was replaced');
    expect(await quiet.count(`checkpoint WHERE why = 'hourly'`)).toBe(0);
  });

  it('is handed over to the end by whoever asks again, where the first was interrupted', async () => {
    const old = log.publicKey;
    await copyFile(file, `${file}.kept`);
    const first = await rotate();
    const next = log.publicKey;
    await rename(file, `${file}.next`);
    await rename(`${file}.kept`, file);
    expect(log.publicKey.equals(old)).toBe(true);
    expect(await rotate()).toEqual(first);
    expect([log.publicKey.equals(next), await quiet.count('log_handover')]).toEqual([true, 1]);
    await expectArchiveSound(quiet.archive);
  });

  it('has handovers that cannot be changed unseen', async () => {
    await rotate();
    await quiet.archive.get(Sequencer).settle();
    const { database } = quiet.archive;
    await expect(database.query(`UPDATE log_handover SET size = 1`)).rejects.toThrow('insert-only');
    await quiet.superuser.query(`UPDATE log_handover SET size = size - 1`);
    const found = await findFaults(quiet.archive, ['log-matches-tiles', 'events-match-rows']);
    expect(found.flatMap((one) => (one.is === 'wrong' ? [one.what] : []))).toEqual(
      expect.arrayContaining(['checkpoint-changed', 'event-missing']),
    );
  });
});
