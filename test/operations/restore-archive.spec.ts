import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackUpArchive, RecoverLog, RestoreArchive } from '../../src/integrity/index.js';
import { Log } from '../../src/audit/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { ACTOR, QuietArchive } from '../support/quiet-archive.js';
import { EVIDENCE, logBelow, rowsOf } from '../support/two-databases.js';

const noted = (): void => undefined;
const noDump = (): Promise<void> => Promise.resolve();

describe('a backup', () => {
  let quiet: QuietArchive;
  let folder: string;
  const opened: ArchiveUnderTest[] = [];

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    folder = mkdtempSync(join(tmpdir(), 'akta-backup-'));
  }, 120_000);

  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await quiet.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const empty = async (given: { folder?: string } = {}): Promise<ArchiveUnderTest> => {
    const { clock, store } = quiet;
    const database = await freshDatabase();
    const archive = await openArchive(clock, {
      store,
      database,
      folder: given.folder ?? quiet.archive.folder,
      bare: true,
    });
    opened.push(archive);
    return archive;
  };

  const backUp = async (): Promise<string> => {
    const to = join(folder, 'one');
    await quiet.archive.get(BackUpArchive).run(ACTOR, to, noDump);
    return to;
  };

  it('comes back whole into an empty database, with keys from the key file, and the log goes on where it was', async () => {
    await quiet.daily();
    await quiet.archive.settle();
    const to = await backUp();
    const before = await rowsOf(quiet.archive.database, EVIDENCE);
    const { size } = await quiet.archive.get(Log).head();
    const lines = await logBelow(quiet.archive.database, size);
    expect(before['snapshot_body']?.length).toBeGreaterThan(1);

    const other = await empty();
    const done = await other.get(RestoreArchive).fromFolder(to, noted);
    expect(done.lost).toEqual([]);
    expect(await rowsOf(other.database, EVIDENCE)).toEqual(before);
    expect(await logBelow(other.database, size)).toEqual(lines);
    await other.settle();
    expect((await other.get(Log).head()).size).toBeGreaterThan(size);
    await expectArchiveSound(other);
  });

  it('holds no key, and of what people wrote nothing that can be read without one', async () => {
    await quiet.daily();
    const to = await backUp();
    const [{ item_json: json }] = await quiet.archive.database.query(`SELECT item_json FROM snapshot_body LIMIT 1`);
    const bytes = Buffer.concat(readdirSync(to).map((name) => readFileSync(join(to, name))));
    expect(bytes.includes(json.subarray(0, 40))).toBe(false);
    const other = await empty();
    const kept = new Map(quiet.names('k/').map((name) => [name, quiet.store.objects.get(name)]));
    for (const name of kept.keys()) quiet.store.objects.delete(name);
    const { lost, items } = await other.get(RestoreArchive).fromFolder(to, noted);
    expect(items).toBe(0);
    expect(lost).toEqual(expect.arrayContaining([{ what: 'no-key-file', count: 1 }]));
    const [{ count }] = await other.database.query(`SELECT count(*)::int AS count FROM snapshot_body`);
    expect(count).toBe(0);

    for (const [name, object] of kept) if (object) quiet.store.objects.set(name, object);
    const again = await other.get(RecoverLog).run(ACTOR, noted);
    expect([again?.lost, again?.items]).toEqual([[], (await quiet.itemIds()).length]);
    await other.settle();
    await expectArchiveSound(other);
  });

  it('of before a destruction does not bring back what was destroyed since', async () => {
    await quiet.daily();
    const to = await backUp();
    const [first = ''] = await quiet.itemIds();
    await quiet.destroy([first]);
    await quiet.archive.settle();
    await quiet.archive.get(Log).keepCheckpoint('asked');
    await quiet.archive.settle();
    const left = await quiet.itemIds();

    const other = await empty();
    const done = await other.get(RestoreArchive).fromFolder(to, noted);
    expect(done.entries.after).toBeGreaterThan(done.entries.before);
    const ids = await other.database.query(`SELECT item_id AS id FROM item_key ORDER BY 1`);
    expect(ids.map(({ id }: { id: string }) => id)).toEqual(left);
    const traces = await other.database.query(
      `SELECT item_id FROM snapshot_body WHERE item_id = $1 UNION ALL SELECT item_id FROM item_watch WHERE item_id = $1`,
      [first],
    );
    expect(traces).toEqual([]);
    expect(done.lost.filter(({ what }) => what !== 'events-without-row')).toEqual([]);
    const named = await other.database.query(`SELECT item_id FROM disposition_item`);
    expect(named).toEqual([{ item_id: first }]);
    const { outcomes } = other;
    quiet.clock.advance(3_600_000);
    await other.settle();
    expect(outcomes.filter(({ outcome }) => outcome !== 'captured')).toEqual([]);
    expect(await other.database.query(`SELECT FROM item_key WHERE item_id = $1`, [first])).toEqual([]);
    await expectArchiveSound(other);
  });

  it.each([
    ['lacks its index', (to: string) => rmSync(join(to, 'index.akta')), /There is no backup in/],
    ['has a cut-off index', (to: string) => truncateSync(join(to, 'index.akta'), 200), /cut off or changed/],
    ['lacks a part', (to: string) => rmSync(join(to, 'part-000001.akta')), /lacks part-000001/],
    [
      'has a cut-off part',
      (to: string) => truncateSync(join(to, 'part-000002.akta'), 30),
      /part-000002.akta of this copy is cut off/,
    ],
    [
      'has a changed part',
      (to: string) => change(join(to, 'part-000003.akta')),
      /part-000003.akta of this copy was changed/,
    ],
  ])('that %s is refused in one sentence, and nothing is loaded', async (_, harm, sentence) => {
    const to = await backUp();
    harm(to);
    const other = await empty();
    await expect(other.get(RestoreArchive).fromFolder(to, noted)).rejects.toThrow(sentence);
    const [{ count }] = await other.database.query(`SELECT count(*)::int AS count FROM body`);
    expect(count).toBe(0);
  });

  it('of another installation, or for a database that is not empty, is refused', async () => {
    const to = await backUp();
    const stranger = await empty({ folder: join(folder, 'stranger') });
    await expect(stranger.get(RestoreArchive).fromFolder(to, noted)).rejects.toThrow(/of another installation/);
    await expect(quiet.archive.get(RestoreArchive).fromFolder(to, noted)).rejects.toThrow(/not empty/);
  });

  it('of another schema is refused', async () => {
    await quiet.superuser.query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
    );
    const to = await backUp();
    const other = await empty();
    await expect(other.get(RestoreArchive).fromFolder(to, noted)).rejects.toThrow(/newer than that of this program/);
  });

  it('is not written over, and one that broke off is', async () => {
    const to = await backUp();
    await expect(quiet.archive.get(BackUpArchive).run(ACTOR, to, noDump)).rejects.toThrow(/There is a backup in/);
    rmSync(join(to, 'index.akta'));
    await quiet.archive.get(BackUpArchive).run(ACTOR, to, noDump);
    writeFileSync(join(folder, 'strange.txt'), 'x');
    await expect(quiet.archive.get(BackUpArchive).run(ACTOR, folder, noDump)).rejects.toThrow(/holds other files/);
  });
});

/** One bit, in the middle. */
function change(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path, bytes);
}
