import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { MemoryObjectStore, type ObjectStore } from '../../src/archive/index.js';
import { ExitExport, ImportExit } from '../../src/exports/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { digestIn, noted, QUIET } from '../support/exit-desk.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person } from '../support/people.js';
import { hasRadosgw, type Radosgw, radosgw } from '../support/radosgw.js';
import { radosgwStore } from '../support/radosgw-store.js';
import { ForwardClock } from '../support/scenario.js';

const HOST = 'social.newford.example';
/** All evidence but what objects are called, which is each store's own. */
const EVIDENCE = `
  SELECT 'item' AS of, id, encode(ref, 'hex') AS is FROM item
  UNION ALL SELECT 'snapshot', id, encode(commit, 'hex') FROM snapshot
  UNION ALL SELECT 'exchange', id, split_part(object, '@', 1) || encode(digest, 'hex') FROM exchange
  UNION ALL SELECT 'medium', id, split_part(object, '@', 1) FROM medium
  ORDER BY 1, 2`;

(hasRadosgw ? describe : describe.skip)('an exit export of an archive on S3 (Ceph)', () => {
  const clock = new ForwardClock();
  const opened: ArchiveUnderTest[] = [];
  let folder: string;
  let ceph: Radosgw;
  let lab: Lab;
  let archive: ArchiveUnderTest;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-exit-s3-'));
    ceph = await radosgw();
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
      },
    });
    archive = await openArchive(clock, { store: await bucket(), folder: join(folder, 'data'), exports: true });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    const [asks, lets] = [await person(archive, 'Ada', 'administrator'), await approver(archive, 'Lena', 'legal')];
    const asked = { folder: join(folder, 'exit'), keys: 'with-keys', approver: lets } as const;
    await archive.get(ExitExport).run(asks, asked, noted);
  }, 240_000);

  afterAll(async () => {
    for (const each of opened) await each.close();
    await archive?.close();
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const bucket = async (): Promise<ObjectStore> =>
    radosgwStore({ endpoint: ceph.endpoint, bucket: await ceph.bucket() });

  it('says of each object by which version rows call it', () => {
    const [line = ''] = readFileSync(join(folder, 'exit/data/sealed/objects.jsonl'), 'utf8').split('\n');
    const { name, handle } = JSON.parse(line);
    expect(handle).toMatch(/^x\/.+@.+$/);
    expect(handle.startsWith(`${name}@`)).toBe(true);
  });

  it.each<[string, () => Promise<ObjectStore>, RegExp]>([
    ['another bucket', bucket, /^x\/[^@]+@.+$/],
    ['a store without versions', () => Promise.resolve(new MemoryObjectStore()), /^x\/[^@]+$/],
  ])(
    'comes up in %s with equal evidence, opens, and is sound',
    async (where, storeOf, called) => {
      const data = join(folder, where);
      cpSync(join(folder, 'data/keys'), join(data, 'keys'), { recursive: true });
      const other = await openArchive(clock, { store: await storeOf(), folder: data, bare: true, exports: true });
      opened.push(other);
      expect((await other.get(ImportExit).run(join(folder, 'exit'), QUIET)).lost).toEqual([]);
      expect(await other.database.query(EVIDENCE)).toEqual(await archive.database.query(EVIDENCE));
      const [{ object }] = await other.database.query(`SELECT object FROM exchange LIMIT 1`);
      expect(object).toMatch(called);
      const media: { id: string }[] = await other.database.query(`SELECT id FROM medium`);
      expect(media.length).toBeGreaterThan(0);
      for (const { id } of media) expect(await digestIn(other, id)).toBe(await digestIn(archive, id));
      await other.settle();
      await expectArchiveSound(other);
    },
    120_000,
  );
});
