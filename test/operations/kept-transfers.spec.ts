import { AskPackage, ReadPackages, WriteInventory } from '../../src/exports/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { newId, system } from '../../src/platform/index.js';
import {
  ExcludeItems,
  KeepCopy,
  ProposeDispositions,
  ReadDispositions,
  WithdrawList,
  WorkDispositions,
} from '../../src/retention/index.js';
import { type DispositionOffice, evaluate } from '../support/disposition-office.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { person, refused } from '../support/people.js';
import {
  ARCHIVE,
  handedOver,
  hasReader,
  openTransferOffice,
  packaged,
  readPackage,
  received,
  takeFile,
} from '../support/transfer-desk.js';

describe('a list with items that vanished while no legal basis is stated', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await openTransferOffice();
  }, 120_000);

  afterAll(() => office.close());

  it('is not packaged before they are excluded: they would go here and arrive nowhere', async () => {
    const { archive, marta, lab } = office;
    await office.until('2050-01-01T12:00:00Z');
    const list = await office.propose();
    const item = await office.saying('Three');
    const post = lab.world.posts.find(({ key }) => key === 'post 2');
    if (post) lab.world.remove(post);
    await office.approved(list);
    for (let i = 0; i < 4; i += 1) await office.look(30);
    const gone: unknown[] = await archive.database.query(
      `SELECT FROM item_watch WHERE item_id = $1 AND state = 'gone'`,
      [item],
    );
    expect(gone).toHaveLength(1);
    const wanted = { listId: list.id, profile: 'bagit-premis', archive: ARCHIVE };
    expect(await refused(archive.get(AskPackage).run(marta, wanted))).toEqual({
      problem: 'wrong-state',
      sentence:
        '1 of the items on the list 2050-D-001 vanished at the source while no legal basis is stated: they leave in no package. State the basis of their account, or exclude them. Nothing was changed.',
    });
    await archive.get(ExcludeItems).run(marta, { listId: list.id, itemIds: [item], reason: 'Vanished' });
    const made = await packaged(office, list);
    expect(made).toMatchObject({
      state: 'packaged',
      counts: { listed: 4, excluded: 1 },
      package: { total: 4, done: 4 },
    });
    if (hasReader) expect(readPackage(await takeFile(office, list))).toMatchObject({ wrong: [], items: 4 });
    // Taken back before it was handed over: the file goes, every item stays.
    await archive.get(WithdrawList).run(marta, { listId: list.id, reason: 'The archive moved' });
    expect(await office.read(list.id)).toMatchObject({ state: 'withdrawn', package: { status: 'removed' } });
    expect(await office.items()).toHaveLength(5);
    await expectArchiveSound(archive);
  });
});

describe('a list with an item in which a decision about a person has restricted something', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await openTransferOffice();
  }, 120_000);

  afterAll(() => office.close());

  it('is not packaged before it is excluded', async () => {
    const { archive, marta } = office;
    await office.until('2050-01-01T12:00:00Z');
    const list = await office.propose();
    await office.approved(list);
    const restricted = await office.saying('Three');
    const id = newId();
    await archive.get(AuditTrail).write(marta, async (tx) => {
      await tx.rows.query(
        `INSERT INTO restriction (id, item_id, by_what, versions, places, salt, at, by, event_id)
         VALUES ($1, $2, $1, 1, '[{"version":1,"part":"text","range":null}]', $3, now(), 'Adam Okafor', $1)`,
        [id, restricted, Buffer.alloc(32)],
      );
      await tx.record('export.failed', { export: id });
    });
    const wanted = { listId: list.id, profile: 'bagit-premis', archive: ARCHIVE };
    expect((await refused(archive.get(AskPackage).run(marta, wanted))).sentence).toBe(
      '1 of the items on the list 2050-D-001 are restricted by decisions about a person’s data: they leave in no package. Exclude them. Nothing was changed.',
    );
    await archive.get(ExcludeItems).run(marta, { listId: list.id, itemIds: [restricted], reason: 'Restricted' });
    expect(await packaged(office, list)).toMatchObject({ state: 'packaged', package: { total: 4 } });
  });
});

describe('a transfer whose copy is kept', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await openTransferOffice();
  }, 120_000);

  afterAll(() => office.close());

  it('ends with a certificate and every item here, and is not proposed again', async () => {
    const { archive, marta } = office;
    await office.until('2050-01-01T12:00:00Z');
    const list = await office.propose();
    const [out = ''] = await office.items();
    await office.approved(list);
    await archive.get(ExcludeItems).run(marta, { listId: list.id, itemIds: [out], reason: 'Not ours' });
    await packaged(office, list);
    await handedOver(office, list);
    await received(office, list);
    await archive.get(KeepCopy).run(marta, { listId: list.id, reason: 'Asked for every week' });
    await archive.get(WorkDispositions).tick({ only: list.id });
    expect(await office.read(list.id)).toMatchObject({
      state: 'certified',
      counts: { kept: 4, excluded: 1, destroyed: 0 },
    });
    expect(await archive.get(ReadDispositions).certificate(marta, list.id)).toMatchObject({
      unreadableSince: null,
      kept: { 'copy-kept': 4 },
      transfer: { copy: 'kept', archive: ARCHIVE },
      people: { executed: { by: 'Marta Zielinski' } },
    });
    expect(await office.items()).toHaveLength(5);
    await evaluate(archive);
    expect(await archive.get(ProposeDispositions).run(system('retention'))).toEqual([]);
    await expectArchiveSound(archive);
  });

  it('names on its spis what is on it, as PDF and as CSV', async () => {
    const { archive, adam } = office;
    const { id: listId } = await office.read('2050-D-001');
    const csv = await archive.get(WriteInventory).run(adam, { listId, format: 'csv', language: 'en' });
    expect(csv.bytes.toString('utf8').split('\r\n')[1]).toContain('"2024-03-01","2024-03-01",4');
    const pdf = await archive.get(WriteInventory).run(adam, { listId, format: 'pdf', language: 'pl' });
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const nobody = await person(archive, 'Ellen Brandt', 'custodian');
    expect((await refused(archive.get(WriteInventory).run(nobody, { listId, format: 'csv', language: 'en' }))).problem).toBe('not-allowed'); // prettier-ignore
    expect((await refused(archive.get(ReadPackages).file(adam, listId))).problem).toBe('not-allowed');
  });

  it('is missed by the checks where a receipt or a package is forged', async () => {
    const { archive } = office;
    const { id } = await office.read('2050-D-001');
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO transfer_item SELECT p.id, $2, i.id, 1, 0 FROM transfer_package p, item i WHERE p.list_id = $1 AND i.kind = 'profile'`,
        [id, newId()],
      );
      await tx.record('body.added', { body: office.bodyId });
    });
    const faults = await findFaults(archive, ['events-match-rows']);
    expect(faults.map(({ where }) => where.split(' ')[0])).toContain('transfer_item');
  });
});
