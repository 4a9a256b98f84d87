import { cpSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitExport, ImportExit } from '../../src/exports/index.js';
import type { ArchiveUnderTest } from '../support/archive-under-test.js';
import { ExitDesk, expectUntouched, noted, QUIET } from '../support/exit-desk.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { addToList, changeBit, objectOf, putLink, tellOfObject } from '../support/tamper-exit.js';

describe('an exit export that is to be imported', () => {
  let desk: ExitDesk;

  beforeAll(async () => {
    desk = await ExitDesk.open();
  }, 120_000);
  beforeEach(() => desk.begin());
  afterEach(() => desk.end());
  afterAll(() => desk.quiet.close());

  it.each<[string, (to: string) => void, RegExp]>([
    ['without keys', (to) => rmSync(join(to, 'bagit.txt')), /There is no finished exit export/],
    ['with a changed file', (to) => changeBit(join(to, 'data/rows/item.jsonl')), /item.jsonl was changed or cut off/],
    ['with a cut-off object', (to) => truncateSync(objectOf(to), 20), /was changed or cut off/],
    ['that lacks a file', (to) => rmSync(join(to, 'data/log/checkpoint')), /The folder lacks data\/log\/checkpoint/],
    ['with a strange file', (to) => writeFileSync(join(to, 'data/strange'), 'x'), /its list names/],
    [
      'whose list leads out of it',
      (to) => addToList(to, '../../etc/passwd'),
      /names a file in a way that is not allowed/,
    ],
    ['whose list names the root', (to) => addToList(to, '/etc/passwd'), /names a file in a way that is not allowed/],
    ['with a link in it', (to) => putLink(to), /no plain file of this folder/],
    [
      'whose objects lead out of it',
      (to) => tellOfObject(to, { name: 'x/../../k', handle: 'x/../../k' }),
      /names what is no object/,
    ],
    [
      'whose objects are not there',
      (to) => tellOfObject(to, { name: 'x/strange', handle: 'x/strange' }),
      /x\/strange otherwise than it is/,
    ],
  ])('%s is refused in one sentence, and nothing is changed', async (_, harm, sentence) => {
    const to = await desk.exit();
    harm(to);
    const other = await desk.empty();
    expect((await refused(other.get(ImportExit).run(to, QUIET))).sentence).toMatch(sentence);
    await expectUntouched(other);
  });

  it('without keys, of another installation, or for one that is not empty, is refused', async () => {
    const to = await desk.exit();
    const plain = join(desk.folder, 'plain');
    await desk.quiet.archive
      .get(ExitExport)
      .run(desk.asks, { folder: plain, keys: 'without-keys', approver: desk.lets }, noted);
    const other = await desk.empty();
    const sentence = async (archive: ArchiveUnderTest, from: string): Promise<string> =>
      (await refused(archive.get(ImportExit).run(from, QUIET))).sentence;
    expect(await sentence(other, plain)).toMatch(/was made without keys/);
    expect(await sentence(await desk.empty({ folder: join(desk.folder, 'stranger') }), to)).toMatch(
      /of another installation/,
    );
    expect(await sentence(desk.quiet.archive, to)).toMatch(/This database is not empty/);
    await expectUntouched(other);
    await other.store.put('m/strange', Buffer.from('x'), desk.quiet.clock.now());
    expect(await sentence(other, to)).toMatch(/object store of this installation is not empty/);
  });

  it('whose list of objects was changed, made to fit or not, puts no other object in the place of one', async () => {
    const to = await desk.exit();
    const name = tellOfObject(to, { sha256: '0'.repeat(64) });
    const other = await desk.empty();
    expect((await refused(other.get(ImportExit).run(to, QUIET))).sentence).toContain(
      `The file of the object ${name} was`,
    );
    expect(await other.store.find(name)).toBeNull();
    expect(await other.database.query(`SELECT FROM body`)).toEqual([]);
  });

  it('is refused where another key of the log lies in the keys folder', async () => {
    const to = await desk.exit();
    const keys = join(desk.folder, 'other', 'keys');
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    cpSync(join(desk.quiet.archive.folder, 'keys/master.key'), join(keys, 'master.key'));
    const other = await desk.empty({ folder: join(desk.folder, 'other') });
    expect((await refused(other.get(ImportExit).run(to, QUIET))).sentence).toMatch(
      /signed by another key than the one/,
    );
    await expectUntouched(other);
  });

  it('whose import was ended is gone on with by the same command', async () => {
    const to = await desk.exit();
    const other = await desk.empty();
    const copied = (done: number): void => {
      if (done === 3) throw new Error('ended here');
    };
    await expect(other.get(ImportExit).run(to, { ...QUIET, copied })).rejects.toThrow('ended here');
    const restored = (step: string): void => {
      if (step === 'rows') throw new Error('ended again');
    };
    await expect(other.get(ImportExit).run(to, { ...QUIET, restored })).rejects.toThrow('ended again');
    expect((await other.get(ImportExit).run(to, QUIET)).lost).toEqual([]);
    await other.settle();
    await expectArchiveSound(other);
  }, 60_000);
});
