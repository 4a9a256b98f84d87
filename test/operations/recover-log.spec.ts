import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from '../../lab/index.js';
import { BackUpKeys, MemoryObjectStore, MirrorLog } from '../../src/archive/index.js';
import { Log, Sequencer } from '../../src/audit/index.js';
import { openDatabase } from '../../src/data-source.js';
import { KeepRegister, RecoverLog, RestoreArchive } from '../../src/integrity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { openArchive } from '../support/archive-under-test.js';
import { copyOf, freshDatabase, freshDatabaseUrls } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { EVIDENCE, logBelow, rowsOf } from '../support/two-databases.js';

const HOST = 'social.newford.example';
const ACTOR = system('setup');
const noted = (): void => undefined;

/** An archive that went on after a copy of its database was made, and that copy. */
async function olderAndNewer() {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  const store = new MemoryObjectStore();
  const folder = mkdtempSync(join(tmpdir(), 'akta-recover-'));
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'mastodon' });
      world.post(world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' }), 'Know your way out.');
    },
  });
  const urls = await freshDatabaseUrls();
  const opened = async () => openDatabase(urls.akta_app, { pool: 5 }).initialize();
  const first = await openArchive(clock, { store, folder, database: await opened() });
  await first.addAccount(`${lab.mastodon(HOST)}/@newford`);
  await first.settle();
  await first.close();
  const older = await copyOf(urls.akta_app);

  const newer = await openArchive(clock, { store, folder, database: await opened() });
  lab.world.post(lab.world.account(`newford@${HOST}`), 'A Flood Watch starts at noon.', {
    media: [{ scene: 'map', alt: 'Map of Newford' }],
  });
  clock.advance(60_000);
  await newer.settle();
  clock.advance(60_000);
  await newer.settle();
  await newer.get(BackUpKeys).run(ACTOR);
  await newer.settle();
  await newer.get(Log).keepCheckpoint('asked');
  await newer.settle();
  return {
    clock,
    store,
    folder,
    older,
    newer,
    close: async () => {
      await newer.close();
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe('a database that is older than the object store', () => {
  let both: Awaited<ReturnType<typeof olderAndNewer>>;

  beforeEach(async () => {
    both = await olderAndNewer();
  }, 120_000);
  afterEach(() => both.close());

  it('numbers nothing, says what is missing, and is brought up to the copy of the log with the same entries', async () => {
    const { clock, store, folder, newer } = both;
    const { size } = await newer.get(Log).head();
    const lines = await logBelow(newer.database, size);
    const before = await rowsOf(newer.database, EVIDENCE);
    const database = await openDatabase(both.older.akta_app, { pool: 5 }).initialize();
    const old = await openArchive(clock, { store, folder, database, bare: true });

    expect(await old.get(MirrorLog).refuseFork()).toMatch(/holds a checkpoint of \d+ log entries.*akta log recover/);
    await expect(old.get(Sequencer).tick()).rejects.toThrow(/holds a checkpoint/);
    const behind = await old.get(RecoverLog).look(ACTOR);
    expect(behind.there).toBe(size);
    expect(behind.missing).toEqual(expect.arrayContaining([{ type: 'snapshot.stored', count: 1 }]));
    expect(behind.missing.reduce((sum, { count }) => sum + count, 0)).toBe(size - behind.here);

    const done = await old.get(RecoverLog).run(ACTOR, noted);
    expect(done?.lost).toEqual([]);
    expect(await logBelow(database, size)).toEqual(lines);
    expect(await rowsOf(database, EVIDENCE)).toEqual(before);
    await old.settle();
    expect((await old.get(Log).head()).size).toBeGreaterThan(size);
    await expectArchiveSound(old);
    expect((await old.get(RecoverLog).run(ACTOR, noted))?.lost).toEqual([]);
    await old.settle();
    await expectArchiveSound(old);
    await old.close();
  });

  it('is not brought up to a log of which a byte was changed, nor to one that is not whole', async () => {
    const { clock, store, folder } = both;
    const name = [...store.objects.keys()].filter((each) => each.startsWith('log/entries/')).at(-1) ?? '';
    const { bytes } = store.objects.get(name) ?? { bytes: Buffer.alloc(0) };
    const at = bytes.lastIndexOf('"v":1') - 20;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const database = await openDatabase(both.older.akta_app, { pool: 5 }).initialize();
    const old = await openArchive(clock, { store, folder, database, bare: true });
    const { size } = await old.get(Log).head();
    await expect(old.get(RecoverLog).run(ACTOR, noted)).rejects.toThrow(/is not the log its checkpoint signs/);
    store.objects.delete(name);
    await expect(old.get(RecoverLog).run(ACTOR, noted)).rejects.toThrow(/does not hold the log from entry/);
    expect((await old.get(Log).head()).size).toBe(size);
    await old.close();
  });

  it('is rebuilt from an older register where the newest is damaged, and not at all without one', async () => {
    const { clock, store, folder, newer } = both;
    await newer.get(KeepRegister).run(ACTOR);
    clock.advance(60_000);
    await newer.get(KeepRegister).run(ACTOR);
    await newer.settle();
    const indexes = [...store.objects.keys()].filter((each) => each.startsWith('r/i/'));
    expect(indexes).toHaveLength(2);
    const newest = store.objects.get(indexes.at(-1) ?? '')?.bytes ?? Buffer.alloc(1);
    newest.writeUInt8(newest.readUInt8(newest.length - 1) ^ 1, newest.length - 1);
    const rebuilt = await openArchive(clock, { store, folder, database: await freshDatabase(), bare: true });
    expect((await rebuilt.get(RestoreArchive).fromStore(noted)).lost).toEqual([]);
    await rebuilt.settle();
    await expectArchiveSound(rebuilt);
    await rebuilt.close();
    for (const index of indexes) store.objects.delete(index);
    const none = await openArchive(clock, { store, folder, database: await freshDatabase(), bare: true });
    await expect(none.get(RestoreArchive).fromStore(noted)).rejects.toThrow(/holds no register/);
    await none.close();
  });
});
