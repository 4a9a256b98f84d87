import { BackUpKeys, Keyring, ReadKeyFiles, RestoreKeys } from '../../src/archive/index.js';
import { openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { ACTOR, DAY, QuietArchive } from '../support/quiet-archive.js';

describe('keys, looked after every day', () => {
  let quiet: QuietArchive;

  beforeEach(async () => {
    quiet = await QuietArchive.open();
  }, 120_000);

  afterEach(() => quiet.close());

  it('one key file a night, however many workers there are, and each as long as it must be', async () => {
    const other = await openArchive(quiet.clock, {
      store: quiet.store,
      database: quiet.archive.database,
      folder: quiet.archive.folder,
    });
    for (const night of [1, 2, 3]) {
      await Promise.all([quiet.daily(), quiet.daily(other), quiet.daily(), quiet.daily(other)]);
      await Promise.all([quiet.daily(), quiet.daily(other)]);
      expect(await quiet.count('key_file')).toBe(night);
      expect([await quiet.events('keys.checked'), await quiet.events('locks.renewed')]).toEqual([night, night]);
      expect(quiet.names('k/i/')).toHaveLength(night);
      quiet.clock.advance(DAY);
    }
    expect(new Set(quiet.names('k/').map((name) => quiet.daysLeft(name)))).toEqual(new Set([32, 33, 34]));
    expect(quiet.names('k/').filter((name) => /2026|05-19/.test(name))).toEqual([]);
    await expectArchiveSound(quiet.archive);
    await other.app.close();

    await quiet.daysPass(33);
    expect(await quiet.events('key-file.removed')).toBe(2);
    expect(quiet.names('k/i/')).toHaveLength(2);
    expect(await quiet.count('key_file')).toBe(4);
    await quiet.daysPass(40);
    expect(quiet.names('k/i/')).toHaveLength(1);
    const { items } = await quiet.archive.get(ReadKeyFiles).list(ACTOR);
    expect(quiet.names('k/p/')).toHaveLength(items[0]?.parts ?? 0);
    await expectArchiveSound(quiet.archive);
  });

  it('says what it holds in counts and a digest that nobody can test', async () => {
    await quiet.daily();
    const facts = await quiet.lastFacts('key-file.made');
    const [items, media] = [await quiet.count('item_key'), await quiet.count('medium_key')];
    expect(facts).toMatchObject({ items, media, frames: await quiet.count('frame_key'), above: 2 });
    expect(items).toBeGreaterThan(1);
    expect(media).toBeGreaterThan(0);
    const stored = Buffer.concat(
      quiet.names('k/').map((name) => quiet.store.objects.get(name)?.bytes ?? Buffer.alloc(0)),
    );
    for (const id of await quiet.itemIds()) expect(stored.includes(id)).toBe(false);
  });

  it('keys come back after their rows are lost, also when a key file was made since, and nothing else is touched', async () => {
    await quiet.daily();
    const rows = async (): Promise<unknown[]> =>
      (await quiet.superuser.query(`SELECT * FROM item_key UNION ALL SELECT * FROM frame_key ORDER BY 1`)).rows;
    const before = await rows();
    const all = {
      item_key: await quiet.count('item_key'),
      medium_key: await quiet.count('medium_key'),
      kek: 1,
      body_secret: 1,
    };
    await quiet.loseKeys();
    expect(await quiet.wrongs()).toContain('key-missing');
    await quiet.daysPass();
    expect(await quiet.alarms()).toEqual([expect.stringMatching(/^key-check wrong \d+$/)]);

    const { files, missing, damaged } = await quiet.archive.get(RestoreKeys).run(ACTOR);
    expect([missing, damaged]).toEqual([0, []]);
    expect(files.map(({ restored }) => restored)).toEqual([
      expect.objectContaining({ item_key: 0, kek: 0 }),
      expect.objectContaining(all),
    ]);
    expect(files[1]?.left).toEqual({ present: 0, destroyed: 0, unknown: 0 });
    expect(await rows()).toEqual(before);
    expect(await quiet.lastFacts('keys.restored')).toMatchObject({ items: all.item_key, above: 2, left: 0 });

    await quiet.superuser.query(`DELETE FROM item_key WHERE item_id = $1`, [(await quiet.itemIds())[0]]);
    expect((await quiet.archive.get(RestoreKeys).run(ACTOR)).files[1]).toMatchObject({ restored: { item_key: 1 } });
    expect(await rows()).toEqual(before);
    await quiet.daysPass();
    expect(await quiet.alarms()).toEqual([]);
    await expectArchiveSound(quiet.archive);
  });

  it('a body whose secret was lost is given no other one, under which nothing would be found again', async () => {
    const [{ body_id: bodyId }] = await quiet.archive.database.query(`SELECT body_id FROM body_secret`);
    await quiet.daily();
    await quiet.loseKeys();
    const { clock, store, archive } = quiet;
    const other = await openArchive(clock, { store, database: archive.database, folder: archive.folder });
    await expect(other.get(Keyring).secretOf(bodyId)).rejects.toMatchObject({ problem: 'integrity-failure' });
    expect(await quiet.count('body_secret')).toBe(0);
    await other.get(RestoreKeys).run(ACTOR);
    await expect(other.get(Keyring).secretOf(bodyId)).resolves.toBeDefined();
    await expectArchiveSound(archive);
    await other.app.close();
  });

  it('keys of what was destroyed never come back, from whatever key file', async () => {
    await quiet.daily();
    const [first = '', second = ''] = await quiet.itemIds();
    await quiet.destroy([first]);
    await quiet.superuser.query(`DELETE FROM item_key WHERE item_id = $1`, [second]);
    const { files, missing } = await quiet.archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]).toMatchObject({ restored: { item_key: 1 }, left: { destroyed: expect.any(Number) } });
    expect(files[0]?.left.destroyed).toBeGreaterThan(0);
    expect(missing).toBe(0);
    expect(await quiet.itemIds()).not.toContain(first);
    expect(await quiet.itemIds()).toContain(second);
    await expectArchiveSound(quiet.archive);
  });

  it('are not put back into a database that never had what they open', async () => {
    await quiet.daily();
    const id = (await quiet.itemIds())[0] ?? '';
    for (const table of ['item_key', 'item']) {
      await quiet.superuser.query(`DELETE FROM ${table} WHERE ${table === 'item' ? 'id' : 'item_id'} = $1`, [id]);
    }
    const { files } = await quiet.archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]).toMatchObject({ restored: { item_key: 0 }, left: { unknown: 1 } });
  });

  it('a key file changed in one byte, cut short or taken away is found, named and passed over', async () => {
    await quiet.daily();
    await quiet.daysPass();
    const newest = quiet.names('k/i/').at(-1) ?? '';
    const parts = quiet.names('k/p/').slice(-quiet.names('k/p/').length / 2);
    const whole = new Map(
      [...quiet.store.objects].map(([name, { bytes, ...rest }]) => [name, { bytes: Buffer.from(bytes), ...rest }]),
    );
    for (const name of [newest, ...parts]) {
      for (const harm of [
        (): void => quiet.change(name),
        (): void =>
          void quiet.store.objects.set(name, { bytes: Buffer.alloc(1), lockedUntil: quiet.clock.now(), held: false }),
        (): void => void quiet.store.objects.delete(name),
      ]) {
        harm();
        const found = await findFaults(quiet.archive, ['key-files-open', 'key-file-fresh']);
        expect(found.filter(({ is }) => is === 'wrong').length).toBeGreaterThan(0);
        const [row] = (await quiet.superuser.query<{ id: string }>(`SELECT id FROM key_file ORDER BY made_at DESC`))
          .rows;
        expect(found.map(({ where }) => where).join()).toMatch(new RegExp(`${newest}|${row?.id ?? ''}`));
        await quiet.loseKeys();
        expect((await quiet.archive.get(RestoreKeys).run(ACTOR)).missing).toBe(0);
        for (const [each, object] of whole)
          quiet.store.objects.set(each, { ...object, bytes: Buffer.from(object.bytes) });
      }
    }
    expect(await quiet.alarms()).toEqual([]);
    quiet.change(newest);
    expect((await quiet.archive.get(ReadKeyFiles).list(ACTOR)).damaged).toEqual([newest]);
    await quiet.daysPass();
    expect(await quiet.alarms()).toEqual(['key-file wrong 1']);
    for (const name of quiet.names('k/i/').filter((each) => each !== newest)) quiet.change(name);
    await expect(quiet.archive.get(RestoreKeys).run(ACTOR)).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('what an interrupted run leaves is no key file, or a whole one', async () => {
    await quiet.daily();
    const wholeRun = quiet.names('k/').length;
    for (const when of ['before', 'after'] as const) {
      for (let strike = 1; strike <= wholeRun; strike += 1) {
        const before = { rows: await quiet.count('key_file'), indexes: quiet.names('k/i/').length };
        let puts = 0;
        quiet.store.fault = (operation) => (operation === 'put' && (puts += 1) === strike ? when : null);
        await expect(quiet.archive.get(BackUpKeys).run(ACTOR)).rejects.toMatchObject({ problem: 'store-unavailable' });
        quiet.store.fault = () => null;
        const index = when === 'after' && strike === wholeRun ? 1 : 0;
        expect([await quiet.count('key_file'), quiet.names('k/i/').length]).toEqual([
          before.rows,
          before.indexes + index,
        ]);
      }
    }
    const { items } = await quiet.archive.get(ReadKeyFiles).list(ACTOR);
    expect(items.map(({ recorded }) => recorded)).toContain(false);
    await expectArchiveSound(quiet.archive);
    await quiet.loseKeys();
    expect((await quiet.archive.get(RestoreKeys).run(ACTOR)).missing).toBe(0);
    await quiet.daysPass(36);
    expect(quiet.names('k/')).toHaveLength(wholeRun);
    await expectArchiveSound(quiet.archive);
  });

  it('a night whose store does not answer is tried again, and is an alarm after two days', async () => {
    await quiet.daily();
    quiet.store.fault = (operation, name) => (operation === 'put' && name.startsWith('k/') ? 'before' : null);
    await quiet.daysPass();
    expect(await quiet.count('key_file')).toBe(1);
    expect(await quiet.alarms()).toEqual([]);
    await quiet.daysPass(2);
    expect(await quiet.alarms()).toEqual(['key-check wrong 1', 'key-file overdue 0']);
    expect(await quiet.wrongs()).toEqual(['key-file-late']);
    quiet.store.fault = () => null;
    quiet.clock.advance(11 * 60_000);
    await quiet.daily();
    expect(await quiet.count('key_file')).toBe(2);
    await quiet.daysPass();
    expect(await quiet.alarms()).toEqual([]);
    await expectArchiveSound(quiet.archive);
  });

  it('more keys than a part holds are in several parts, and all of them come back', async () => {
    const many = 100_001;
    await quiet.superuser.query(
      `INSERT INTO frame_key SELECT gen_random_uuid(), '2026-05', decode(md5(n::text), 'hex') FROM generate_series(1, $1::int) n`,
      [many],
    );
    const frames = await quiet.count('frame_key');
    const made = await quiet.archive.get(BackUpKeys).run(ACTOR);
    expect(made).toMatchObject({ frames, parts: 7 });
    expect(
      Math.max(...quiet.names('k/p/').map((name) => quiet.store.objects.get(name)?.bytes.length ?? 0)),
    ).toBeLessThan(8e6);
    await quiet.superuser.query(`DELETE FROM frame_key WHERE length(wrapped) = 16`);
    const { files } = await quiet.archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]?.left).toMatchObject({ unknown: many, destroyed: 0 });
    await expectArchiveSound(quiet.archive);
  }, 60_000);
});
