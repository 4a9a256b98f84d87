import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackUpKeys, RetireKeys, RotateKeys } from '../../src/archive/index.js';
import { Config } from '../../src/platform/index.js';
import { openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { ACTOR, DAY, QuietArchive } from '../support/quiet-archive.js';

describe('the master key', () => {
  let quiet: QuietArchive;
  let file: string;

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    file = join(quiet.archive.get(Config).keysDir, 'master.key');
  }, 120_000);

  afterEach(() => quiet.close());

  const lines = async (): Promise<string[]> => (await readFile(file, 'utf8')).trim().split('\n');
  const rotate = (): ReturnType<RotateKeys['run']> => quiet.archive.get(RotateKeys).run(ACTOR);
  const keks = async (): Promise<string[]> =>
    (await quiet.rows<{ kek: string }>(`SELECT DISTINCT kek FROM item_key ORDER BY 1`)).map(({ kek }) => kek);
  /** A process that has nothing in memory yet, over the same files. */
  const another = (): ReturnType<typeof openArchive> =>
    openArchive(quiet.clock, {
      store: quiet.store,
      database: quiet.archive.database,
      folder: quiet.archive.folder,
    });

  it('is put into use anew: everything opens, and what comes later is wrapped under a key of its own', async () => {
    const [old = ''] = await lines();
    expect(await rotate()).toEqual({ above: 2, earlier: 1, kek: '2026-05.2' });
    expect((await lines())[1]).toBe(old);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await quiet.lastFacts('keys.rotated')).toMatchObject({ above: 2, earlier: 1 });
    await expectArchiveSound(quiet.archive);

    const other = await another();
    await expectArchiveSound(other);
    await other.app.close();
    expect(await keks()).toEqual(['2026-05']);
    await quiet.captureAnother('Roads are open again.');
    expect(await keks()).toEqual(['2026-05', '2026-05.2']);
    await expectArchiveSound(quiet.archive);
  });

  it('that was replaced opens nothing in the database any more', async () => {
    await copyFile(file, `${file}.stolen`);
    await rotate();
    const [now, stolen] = [await readFile(file), await readFile(`${file}.stolen`)];
    await writeFile(file, stolen);
    const thief = await another();
    const found = (await findFaults(thief)).flatMap((one) => (one.is === 'wrong' ? [one.what] : []));
    expect(new Set(found)).toEqual(new Set(['key-changed', 'exchange-changed', 'medium-changed', 'text-changed']));
    await thief.app.close();
    await writeFile(file, now);
    await expectArchiveSound(quiet.archive);
  });

  it('is prepared first where there are several machines: both files open what either wraps', async () => {
    const operation = quiet.archive.get(RotateKeys);
    await operation.prepare(ACTOR);
    await operation.prepare(ACTOR);
    const prepared = await lines();
    expect(prepared).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^next [0-9a-f]{64}$/)]);
    await rotate();
    expect(await lines()).toEqual([prepared[1]?.slice('next '.length), prepared[0]]);

    const rotated = await readFile(file);
    await writeFile(file, `${prepared.join('\n')}\n`);
    const slow = await another();
    await expectArchiveSound(slow);
    await slow.app.close();
    await writeFile(file, rotated);
  });

  it('leaves its file only when nothing needs it: not the database, and no key file', async () => {
    const retire = (): Promise<unknown> => quiet.archive.get(RetireKeys).run(ACTOR);
    await expect(retire()).rejects.toThrow('There is no earlier master key');
    await quiet.archive.get(BackUpKeys).run(ACTOR);
    await rotate();
    await expect(retire()).rejects.toThrow(
      '1 of the sealed key files and registers are still wrapped under an earlier master key',
    );
    expect(await lines()).toHaveLength(2);
    await quiet.daily();
    quiet.clock.advance(36 * DAY);
    await quiet.daily();
    expect(await retire()).toEqual({ earlier: 1 });
    expect(await lines()).toHaveLength(1);
    expect(await quiet.lastFacts('keys.retired')).toMatchObject({ earlier: 1 });
    await expectArchiveSound(quiet.archive);
  });

  it('wraps the same keys anew and never others, and never beside the trail', async () => {
    const { database } = quiet.archive;
    await expect(database.query(`UPDATE kek SET wrapped = wrapped`)).rejects.toThrow('only through the audit trail');
    await expect(database.query(`UPDATE kek SET month = '2020-01'`)).rejects.toThrow('may be wrapped anew');
    await expect(database.query(`DELETE FROM body_secret`)).rejects.toThrow('insert-only');
  });
});
