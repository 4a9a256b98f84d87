import { existsSync } from 'node:fs';
import { AskPackage, ReadPackages, RenderCertificate, WorkPackages } from '../../src/exports/index.js';
import { AuditTrail, ReadTrail } from '../../src/audit/index.js';
import { newId, system } from '../../src/platform/index.js';
import {
  ExecuteList,
  HandOverList,
  type ListView,
  ProposeDispositions,
  ReadDispositions,
  RefuseReceipt,
  ReleaseHold,
  WithdrawList,
} from '../../src/retention/index.js';
import { type DispositionOffice, evaluate } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, refused } from '../support/people.js';
import {
  ARCHIVE,
  handedOver,
  hasReader,
  openTransferOffice,
  packaged,
  readPackage,
  RECEIPT,
  received,
  takeFile,
} from '../support/transfer-desk.js';

if (!hasReader) console.warn('Skipped: packages are read by python3, which is not here.');

const inOrder = (a: string, b: string): number => (a < b ? -1 : 1);

describe('a transfer list', () => {
  let office: DispositionOffice;
  let list: ListView;

  beforeAll(async () => {
    office = await openTransferOffice();
  }, 120_000);

  afterAll(() => office.close());

  it('is made of what is due to be transferred, and is packaged only when a second person approved it', async () => {
    await office.until('2049-12-31T22:59:00Z');
    await evaluate(office.archive);
    expect(await office.archive.get(ProposeDispositions).run(office.marta)).toEqual([]);
    office.clock.advance(2 * 60_000);
    list = await office.propose();
    expect(list).toMatchObject({
      number: '2050-D-001',
      about: { action: 'transfer', series: 'A', consents: [] },
      counts: { listed: 5 },
      package: null,
      receipt: null,
    });
    const wanted = { listId: list.id, profile: 'bagit-premis', archive: ARCHIVE };
    expect((await refused(office.archive.get(AskPackage).run(office.marta, wanted))).problem).toBe('wrong-state');
    expect((await refused(office.archive.get(ExecuteList).run(office.marta, { listId: list.id }))).problem).toBe(
      'wrong-state',
    );
    await office.approved(list);
    expect((await office.read(list.id)).actions).toEqual(['exclude', 'package', 'withdraw']);
    expect((await refused(office.archive.get(ExecuteList).run(office.marta, { listId: list.id }))).problem).toBe(
      'wrong-state',
    );
  });

  it('refuses by name what cannot be packaged, and changes nothing', async () => {
    const { archive, marta, adam } = office;
    const before = JSON.stringify(await office.read(list.id));
    const ask = (more: object, by = marta) =>
      refused(archive.get(AskPackage).run(by, { listId: list.id, profile: 'bagit-premis', ...more }));
    expect(await ask({ profile: 'nowhere' })).toEqual({
      problem: 'invalid-input',
      sentence:
        'There is no profile of a receiving archive "nowhere". Choose one of: bagit-premis, pl-archiwum-panstwowe, us-nara. Nothing was changed.',
    });
    expect(await ask({})).toEqual({
      problem: 'invalid-input',
      sentence: 'The profile "bagit-premis" names no archive. Say which one takes it over. Nothing was changed.',
    });
    expect((await ask({ archive: ARCHIVE }, adam)).problem).toBe('not-allowed');
    expect((await ask({ archive: ARCHIVE, listId: newId() })).problem).toBe('not-found');
    const [item = ''] = await office.items();
    const hold = await office.hold('2050-CV-1', { itemIds: [item] });
    expect(await ask({ archive: ARCHIVE })).toEqual({
      problem: 'under-hold',
      sentence: expect.stringMatching(
        /^The list 2050-D-001 cannot be packaged: item .* is under 2050-L-001 Kowalczyk v\. Newford\. Exclude what is held, or wait for its release\. Nothing was changed\.$/,
      ),
    });
    expect(JSON.stringify(await office.read(list.id))).toBe(before);
    await archive.get(ReleaseHold).propose(marta, { holdId: hold, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId: hold });
  });

  (hasReader ? it : it.skip)('is packaged as BagIt with PREMIS that a stranger can read', async () => {
    const made = await packaged(office, list);
    expect(made).toMatchObject({
      state: 'packaged',
      package: { status: 'ready', archive: ARCHIVE, profile: 'bagit-premis', done: 5, total: 5 },
    });
    const found = readPackage(await takeFile(office, list));
    expect(found.wrong).toEqual([]);
    expect(found).toMatchObject({ items: 5, media: 1, proof: 'c2sp.org/tlog-proof@v1' });
    expect(found.warc?.versions).toEqual(['1.1']);
    expect(found.premis?.entities).toEqual(
      expect.arrayContaining(['Flood', 'Most <zamknięty> & "objazd" ]]> \u{1F30A} od jutra', 'The bridge']),
    );
    expect(found.premis?.events).toEqual(
      expect.arrayContaining(['capture', 'disposition: approve', 'message digest calculation', 'transfer']),
    );
    expect(found.premis?.agents).toEqual(['Akta', 'Adam Okafor', 'Marta Zielinski', 'Newford', ARCHIVE]);
    expect(found.premis?.statutes).toContain('A test');
  });

  it('refuses a receipt before the hand-over', async () => {
    expect(await refused(received(office, list))).toEqual({
      problem: 'wrong-state',
      sentence:
        'The disposition list 2050-D-001 is packaged; "confirm-receipt" is not possible then. Nothing was changed.',
    });
  });

  it('goes back when the archive does not take it: the package is removed, and nothing else', async () => {
    await handedOver(office, list);
    const file = await takeFile(office, list);
    const refusal = { listId: list.id, reason: 'Two files could not be read' };
    await office.archive.get(RefuseReceipt).run(office.marta, refusal);
    await office.look();
    expect(await office.read(list.id)).toMatchObject({ state: 'approved', package: { status: 'removed' } });
    expect(existsSync(file)).toBe(false);
    expect((await refused(office.archive.get(ReadPackages).file(office.marta, list.id))).problem).toBe('wrong-state');
    expect(await office.items()).toHaveLength(5);
    await expectArchiveSound(office.archive);
  });

  (hasReader ? it : it.skip)('is packaged as a paczka archiwalna with its spis', async () => {
    await packaged(office, list, { profile: 'pl-archiwum-panstwowe' });
    const found = readPackage(await takeFile(office, list));
    expect(found.wrong).toEqual([]);
    const paczka = found.paczka;
    expect(paczka?.folders).toEqual(['dokumenty', 'metadane', 'sprawy']);
    // A page and a version of each of five posts, and one picture.
    expect([paczka?.documents, paczka?.metadata]).toEqual([11, 11]);
    expect(paczka?.cases).toEqual(['A.1.2024']);
    expect(paczka?.titles).toContain('Most <zamknięty> & "objazd" ]]> \u{1F30A} od jutra');
    expect(paczka?.titles).toContain('Map of "Mill Street" <closed>');
    expect(paczka?.pdf).toBe('%PDF-');
    expect(paczka?.spis).toEqual([
      ['lp', 'znak_sprawy', 'haslo_jrwa', 'tytul', 'data_od', 'data_do', 'liczba_dokumentow'],
      ['1', 'A.1.2024', 'A Test', 'Konto @newford@social.newford.example, 2024', '2024-03-01', '2024-03-01', '11'],
    ]);
    await handedOver(office, list);
    await office.archive.get(RefuseReceipt).run(office.marta, { listId: list.id, reason: 'NARA takes it' });
  });

  (hasReader ? it : it.skip)('is packaged as NARA asks for it: WARC 1.0 and one CSV', async () => {
    await packaged(office, list, { profile: 'us-nara', archive: ' ' });
    expect((await office.read(list.id)).package?.archive).toBe('National Archives and Records Administration');
    const found = readPackage(await takeFile(office, list));
    expect(found.wrong).toEqual([]);
    expect(found.warc).toMatchObject({ versions: ['1.0'], dates: ['WARC-Date: 2024-03-11T12:02:00Z'.length] });
    expect(found.nara?.rows).toBe(5 + 1 + 3);
    expect(found.nara?.titles).toEqual(expect.arrayContaining(['Flood', 'The bridge']));
  });

  it('stays until receipt is confirmed by a second person, with number, day and paper', async () => {
    const { archive, marta, adam } = office;
    await archive.get(HandOverList).run(marta, { listId: list.id, reason: 'By courier' });
    expect((await office.read(list.id)).actions).toEqual(['confirm-receipt', 'refuse-receipt']);
    const both = await approver(archive, 'Inez Duarte', 'records-officer', 'legal');
    const said = {
      'no number': await refused(received(office, list, { accession: ' ' })),
      'no paper': await refused(received(office, list, { content: Buffer.alloc(0) })),
      'of tomorrow': await refused(received(office, list, { receivedOn: '2050-12-01' })),
      'of before': await refused(received(office, list, { receivedOn: '2050-01-01' })),
      'by who may not': await refused(received(office, list, { by: marta })),
      'withdrawn now': await refused(archive.get(WithdrawList).run(marta, { listId: list.id, reason: 'No' })),
      'executed now': await refused(archive.get(ExecuteList).run(marta, { listId: list.id })),
    };
    expect(said).toEqual({
      'no number': { problem: 'invalid-input', sentence: 'The accession number is missing. Write it in a few words.' },
      'no paper': {
        problem: 'invalid-input',
        sentence: 'The file of the receipt is missing or empty. Nothing was changed.',
      },
      'of tomorrow': { problem: 'invalid-input', sentence: expect.stringContaining('from the hand-over') },
      'of before': { problem: 'invalid-input', sentence: expect.stringContaining('from the hand-over') },
      'by who may not': { problem: 'not-allowed', sentence: expect.any(String) },
      'withdrawn now': { problem: 'wrong-state', sentence: expect.any(String) },
      'executed now': { problem: 'wrong-state', sentence: expect.any(String) },
    });
    // Whoever handed it over does not confirm it, whatever else they may.
    await archive.get(RefuseReceipt).run(both, { listId: list.id, reason: 'Once more' });
    await archive.get(AskPackage).run(both, { listId: list.id, profile: 'us-nara' });
    await archive.get(WorkPackages).tick();
    await archive.get(HandOverList).run(both, { listId: list.id, reason: 'By courier' });
    expect((await refused(received(office, list, { by: both }))).sentence).toBe(
      'You proposed this transfer, so you cannot approve it. It needs a second person with the right to approve: Adam Okafor.',
    );
    expect(await office.items()).toHaveLength(5);

    // The database refuses too.
    const forged = archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(`UPDATE disposition_list SET state = 'executing' WHERE id = $1`, [list.id]);
      await tx.rows.query(`INSERT INTO disposition (id, authority, executed_at, list_id) VALUES ($1, 'x', now(), $2)`, [
        newId(),
        list.id,
      ]);
      await tx.record('body.added', { body: office.bodyId });
    });
    expect((await refused(forged)).sentence).toContain('is not confirmed');

    await received(office, list, { by: adam });
    expect(await office.read(list.id)).toMatchObject({
      state: 'received',
      actions: ['execute', 'keep-copy'],
      receipt: { accession: 'ADE-44', confirmedBy: 'Adam Okafor', bytes: RECEIPT.length, fileName: 'protokół.pdf' },
    });
    expect(await archive.get(ReadDispositions).receipt(adam, list.id)).toEqual({
      fileName: 'protokół.pdf',
      content: RECEIPT,
    });
  });

  it('destroys afterwards what was handed over as it is, and keeps what is held or came to more', async () => {
    const { archive, marta, lab } = office;
    const held = await office.saying('Three');
    await office.hold('2050-CV-7', { itemIds: [held] });
    const changed = lab.world.posts.find(({ key }) => key === 'post 3');
    if (changed) lab.world.edit(changed, 'Four, corrected');
    await office.daysPass(8);
    await office.look();
    const versions: unknown[] = await archive.database.query(`SELECT FROM snapshot WHERE number = 2`);
    expect(versions).toHaveLength(1);
    const file = await takeFile(office, list);
    const done = await office.execute(list);
    expect(done).toMatchObject({ state: 'certified', counts: { destroyed: 3, kept: 2, listed: 0 } });
    const { items } = await archive.get(ReadDispositions).entries(marta, list.id, { state: 'kept', limit: 10 });
    expect(items.flatMap(({ why }) => why ?? []).toSorted(inOrder)).toEqual(['changed', 'held']);
    expect(items.find(({ why }) => why === 'held')?.id).toBe(held);
    expect(await office.items()).toHaveLength(2);

    const certificate = await archive.get(ReadDispositions).certificate(marta, list.id);
    expect(certificate).toMatchObject({
      kept: { changed: 1, held: 1 },
      transfer: {
        archive: 'National Archives and Records Administration',
        package: { profile: 'us-nara' },
        handedOver: { by: 'Inez Duarte' },
        receipt: { accession: 'ADE-44', confirmedBy: 'Adam Okafor' },
        copy: 'destroyed',
      },
    });
    expect(JSON.stringify(certificate)).not.toMatch(/Flood|Three|Mill Street/);
    const { bytes } = await new RenderCertificate(archive.database, archive.get(ReadDispositions)).run(
      marta,
      list.id,
      'pl',
    );
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    // What was destroyed is in no file of ours.
    await office.look();
    expect(existsSync(file)).toBe(false);
    expect((await office.read(list.id)).package?.status).toBe('removed');
    await expectArchiveSound(archive);
  });

  it('is told in sentences, the download too', async () => {
    const { items } = await office.archive.get(ReadTrail).run(office.adam, {}, { limit: 200, language: 'en' });
    const said = items.map((line) => line.sentence);
    expect(said).toEqual(
      expect.arrayContaining([
        'Marta Zielinski made the transfer package of the list 2050-D-001: 5 items, 5 versions.',
        'Marta Zielinski downloaded the transfer package of the list 2050-D-001.',
        'Disposition list 2050-D-001, now received: receipt confirmed by a second person (Adam Okafor; ADE-44).',
        expect.stringMatching(/^Kept, although it stood on .*; it came to more since it was handed over\.$/),
      ]),
    );
  });
});
