import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Log } from '../../src/audit/index.js';
import { ExitExport, ImportExit } from '../../src/exports/index.js';
import { CREDENTIAL_TABLES, KEY_TABLES } from '../../src/integrity/rebuild/tables.rules.js';
import { digestIn, ExitDesk, noted, QUIET, rowsIn } from '../support/exit-desk.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor, refused } from '../support/people.js';
import { DAY } from '../support/quiet-archive.js';
import { tearJournal } from '../support/tamper-exit.js';
import { EVIDENCE, logBelow, rowsOf } from '../support/two-databases.js';

describe('an exit export', () => {
  let desk: ExitDesk;

  beforeAll(async () => {
    desk = await ExitDesk.open();
  }, 120_000);
  beforeEach(() => desk.begin());
  afterEach(() => desk.end());
  afterAll(() => desk.quiet.close());

  it('with keys comes up in an empty installation with equal commits, entries, root and media, and is sound', async () => {
    const { database } = desk.quiet.archive;
    const large = Buffer.alloc(12 * 1024 * 1024, 'large');
    const until = new Date(desk.quiet.clock.now().getTime() + DAY);
    await desk.quiet.store.put('k/p/large', large, until);
    const to = await desk.exit();
    const { log } = JSON.parse(readFileSync(join(to, 'data/rows/tables.json'), 'utf8'));
    const before = await rowsOf(database, EVIDENCE);

    const other = await desk.empty();
    const done = await other.get(ImportExit).run(to, QUIET);
    expect(done.lost).toEqual([]);
    expect(await rowsOf(other.database, EVIDENCE)).toEqual(before);
    const { before: size } = done.entries;
    expect(size).toBeGreaterThanOrEqual(log.size);
    expect(await logBelow(other.database, size)).toEqual(await logBelow(database, size));
    const [ours, theirs] = [desk.quiet.archive.get(Log), other.get(Log)];
    expect((await theirs.rootAt(size)).toString('hex')).toBe((await ours.rootAt(size)).toString('hex'));
    expect((await theirs.rootAt(log.size)).toString('hex')).toBe(log.root);

    const media: { id: string }[] = await database.query(`SELECT id FROM medium ORDER BY id`);
    expect(media.length).toBeGreaterThan(0);
    for (const { id } of media) expect(await digestIn(other, id)).toBe(await digestIn(desk.quiet.archive, id));
    expect((await other.store.get('k/p/large')).equals(large)).toBe(true);
    expect(await other.store.facts('k/p/large')).toEqual({ bytes: large.length, lockedUntil: until, held: false });
    desk.quiet.store.objects.delete('k/p/large');
    await other.settle();
    await expectArchiveSound(other);
    const [frozen] = await other.database.query(`SELECT confirmed_at FROM archive_rebuild`);
    expect(frozen).toEqual({ confirmed_at: null });
  }, 60_000);

  it('is a bag anybody can check, in which every row, answer, picture and entry of the log is readable', async () => {
    const to = await desk.exit('without-keys');
    const checked = spawnSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], {
      cwd: to,
    });
    expect([checked.status, String(checked.stderr)]).toEqual([0, '']);
    const { database } = desk.quiet.archive;
    const tables: { name: string; rows: number }[] = JSON.parse(
      readFileSync(join(to, 'data/rows/tables.json'), 'utf8'),
    ).tables;
    const names = tables.map(({ name }) => name);
    expect(names.filter((name) => [...KEY_TABLES, ...CREDENTIAL_TABLES].some((each) => each === name))).toEqual([]);
    for (const { name, rows } of tables) expect(rowsIn(to, name)).toHaveLength(rows);

    const bodies: { item_json: Buffer }[] = await database.query(`SELECT item_json FROM snapshot_body`);
    const told = rowsIn(to, 'snapshot_body').map(({ item_json: text }) => text);
    expect(new Set(told)).toEqual(new Set(bodies.map((row) => row.item_json.toString('utf8'))));

    const warc = spawnSync('gzip', ['-dc', 'data/exchanges/exchanges-000001.warc.gz'], { cwd: to }).stdout.toString();
    expect(warc.match(/^WARC-Type: response/gm)).toHaveLength(rowsIn(to, 'exchange').length);
    expect(warc).toMatch(/A Flood Watch starts at noon/);
    const media = readdirSync(join(to, 'data/media'));
    expect(media).toHaveLength(rowsIn(to, 'medium').length);
    for (const name of media) {
      const bytes = readFileSync(join(to, 'data/media', name));
      expect(hash('sha256', bytes)).toBe(await digestIn(desk.quiet.archive, name.split('.')[0] ?? ''));
    }
    expect(readFileSync(join(to, 'data/log/checkpoint'), 'utf8')).toMatch(/^\S+\n\d+\n/);
    expect(readdirSync(join(to, 'data/log/tile/entries')).length).toBeGreaterThan(0);
    expect(readFileSync(join(to, 'README.md'), 'utf8')).toMatch(/cannot be imported as the same archive/);
    expect(existsSync(join(to, 'data/sealed'))).toBe(false);
  });

  it('holds nothing anybody signs in with, and no key that is not wrapped', async () => {
    const to = await desk.exit();
    const said = readdirSync(join(to, 'data/rows')).map((name) => readFileSync(join(to, 'data/rows', name), 'utf8'));
    const [{ digest }] = await desk.quiet.archive.database.query(
      `SELECT encode(digest, 'hex') AS digest FROM recovery_code`,
    );
    expect(said.join('').includes(digest)).toBe(false);
    const master = readFileSync(join(desk.quiet.archive.folder, 'keys/master.key'));
    const files = readdirSync(to, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const whole = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    expect(whole.includes(master.subarray(0, 24))).toBe(false);
  });

  it('needs a second person of legal staff, with a second factor; both events are in the log', async () => {
    const { archive } = desk.quiet;
    const run = (approvedBy: PersonActor, by = desk.asks): Promise<unknown> =>
      archive
        .get(ExitExport)
        .run(by, { folder: join(desk.folder, 'x'), keys: 'with-keys', approver: approvedBy }, noted);
    const both = await approver(archive, 'Zoe', 'administrator', 'legal');
    const officer = await approver(archive, 'Inez', 'records-officer');
    const unproved = await person(archive, 'Omar', 'legal');
    expect((await refused(run(both, both))).sentence).toMatch(/You proposed this exit export/);
    expect((await refused(run(officer))).problem).toBe('not-allowed');
    expect((await refused(run(unproved))).problem).toBe('not-enrolled');
    expect((await refused(run(desk.lets, desk.lets))).problem).toBe('not-allowed');
    expect(existsSync(join(desk.folder, 'x'))).toBe(false);
    await run(desk.lets);
    const { exit: id } = await desk.quiet.lastFacts('exit.made');
    expect(await desk.quiet.lastFacts('exit.approved')).toEqual({ exit: id, keys: 'with-keys' });
    await desk.quiet.archive.settle();
    await expectArchiveSound(archive);
  });

  it('that is ended anywhere is gone on with by the next run, and holds the same', async () => {
    let done = false;
    let ends = 1;
    for (; !done; ends = Math.ceil(ends * 1.5)) {
      let calls = 0;
      const told = (): void => {
        calls += 1;
        if (calls === ends) throw new Error('ended here');
      };
      done = await desk.exit('with-keys', told).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('ended here');
          tearJournal(join(desk.folder, 'exit'));
          return false;
        },
      );
    }
    const other = await desk.empty();
    const { lost } = await other.get(ImportExit).run(join(desk.folder, 'exit'), QUIET);
    expect(lost).toEqual([]);
    expect(await rowsOf(other.database, EVIDENCE)).toEqual(await rowsOf(desk.quiet.archive.database, EVIDENCE));
    await other.settle();
    await expectArchiveSound(other);
  }, 120_000);

  it('does not write again what an earlier run has written whole', async () => {
    const ended = (step: string): void => {
      if (step === 'objects') throw new Error('ended here');
    };
    await expect(desk.exit('with-keys', ended)).rejects.toThrow('ended here');
    const kept = ['data/rows/item.jsonl', 'data/exchanges/exchanges-000001.warc.gz', 'data/sealed/database/index.akta'];
    const placed = (): number[] => kept.map((path) => statSync(join(desk.folder, 'exit', path)).ino);
    const before = placed();
    await desk.exit();
    expect(placed()).toEqual(before);
  });

  it('is not written over, nor into a folder with other files, nor gone on with as another kind', async () => {
    const to = await desk.exit('without-keys');
    expect((await refused(desk.exit())).sentence).toMatch(/There is a finished exit export in/);
    rmSync(join(to, 'bagit.txt'));
    expect((await refused(desk.exit())).sentence).toMatch(/holds other files/);
    rmSync(to, { recursive: true });
    const ended = (): void => {
      throw new Error('ended here');
    };
    await expect(desk.exit('without-keys', ended)).rejects.toThrow('ended here');
    expect((await refused(desk.exit('with-keys'))).sentence).toMatch(/without its keys was begun/);
  });

  it('of an archive in which something was destroyed holds its rows, none of its bytes, and imports as sound', async () => {
    const { archive } = desk.quiet;
    await desk.quiet.daily();
    const [{ item_id: id }] = await archive.database.query(
      `SELECT item_id FROM snapshot_body WHERE convert_from(item_json, 'UTF8') LIKE '%Flood Watch%'`,
    );
    await desk.quiet.destroy([id]);
    await archive.settle();
    const to = await desk.exit();
    expect(rowsIn(to, 'item').map((row) => row['id'])).toContain(id);
    expect(rowsIn(to, 'snapshot_body').map((row) => row['item_id'])).not.toContain(id);
    const warc = spawnSync('gzip', ['-dc', 'data/exchanges/exchanges-000001.warc.gz'], { cwd: to }).stdout.toString();
    expect(warc).not.toMatch(/Flood Watch/);
    expect(warc).toMatch(/^WARC-Type: conversion/m);

    const other = await desk.empty();
    expect((await other.get(ImportExit).run(to, QUIET)).lost).toEqual([]);
    expect(await other.database.query(`SELECT FROM item_key WHERE item_id = $1`, [id])).toEqual([]);
    await other.settle();
    await expectArchiveSound(other);
  }, 60_000);
});
