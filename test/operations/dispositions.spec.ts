import { ReadThread } from '../../src/archive/index.js';
import { AuditTrail, ReadTrail } from '../../src/audit/index.js';
import { RenderCertificate } from '../../src/exports/index.js';
import { newId, system } from '../../src/platform/index.js';
import {
  ApproveList,
  ExcludeItems,
  ExecuteList,
  FileConsent,
  type ListView,
  ProposeDispositions,
  ReadDispositions,
  ReleaseHold,
  ReviewList,
  WithdrawList,
} from '../../src/retention/index.js';
import { DispositionOffice, evaluate, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { person, refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

const PAPER = Buffer.from('%PDF-1.7 the consent itself');

describe('a disposition list', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await DispositionOffice.open(['One', 'Two', 'Three', 'Flood on Mill Street', 'Five', 'Six']);
    await putPolicy(
      office.archive,
      office.bodyId,
      policy('jrwa', [
        series('B5', {
          period: 'P5Y',
          cutoff: 'end-of-calendar-year',
          match: [{ itemTypes: ['post'] }],
          consents: ['archive-director'],
        }),
        series('A', { period: 'permanent', match: [{ itemTypes: ['profile'] }], action: 'transfer' }),
      ]),
    );
  }, 120_000);

  afterAll(() => office.close());

  const run = <T>(work: (archive: DispositionOffice['archive']) => Promise<T>): Promise<T> => work(office.archive);
  const consent = (listId: string, more: object = {}): Promise<string> =>
    run((archive) =>
      archive.get(FileConsent).run(office.marta, {
        listId,
        name: 'archive-director',
        number: 'AP.431.12.2030',
        givenOn: '2030-01-02',
        fileName: 'zgoda.pdf',
        content: PAPER,
        ...more,
      }),
    );
  const sentence = async (work: Promise<unknown>): Promise<string> => (await refused(work)).sentence;
  const entries = async (list: ListView, state?: 'kept' | 'excluded' | 'destroyed'): Promise<string[]> => {
    const wanted = { limit: 100, ...(state === undefined ? {} : { state }) };
    const { items } = await office.archive.get(ReadDispositions).entries(office.marta, list.id, wanted);
    return items.map(({ id }) => id);
  };

  it('holds nothing before the day, and on it what is due and under no hold', async () => {
    await office.until('2029-12-31T22:59:00Z');
    await evaluate(office.archive);
    expect(await office.archive.get(ProposeDispositions).run(office.marta)).toEqual([]);

    // 1 January in Warsaw.
    office.clock.advance(2 * 60_000);
    const [first = ''] = await office.items();
    const hold = await office.hold('2029-CV-1', { itemIds: [first] });
    const list = await office.propose();
    expect(list).toMatchObject({
      number: '2030-D-001',
      state: 'proposed',
      counts: { listed: 5, excluded: 0, kept: 0, destroyed: 0 },
      about: { policy: 'jrwa', version: '1', series: 'B5', action: 'destroy', consents: ['archive-director'] },
      missingConsents: ['archive-director'],
      actions: ['exclude', 'review', 'consent', 'withdraw'],
    });
    expect(await office.archive.get(ProposeDispositions).run(office.marta)).toEqual([]);

    await office.archive.get(ReleaseHold).propose(office.marta, { holdId: hold, reason: 'Settled' });
    await office.archive.get(ReleaseHold).approve(office.adam, { holdId: hold });
    expect(await office.archive.get(ProposeDispositions).run(system('retention'))).toEqual([
      { listId: list.id, number: '2030-D-001', added: 1 },
    ]);
    expect((await office.read('2030-D-001')).counts.listed).toBe(6);
  });

  it('goes its way from a proposal to a certificate, and what must stay stays', async () => {
    const list = await office.read('2030-D-001');
    const [one = '', two = '', three = ''] = await office.items();
    await office.archive
      .get(ExcludeItems)
      .run(office.marta, { listId: list.id, itemIds: [one], reason: 'The museum asked' });
    const review = { listId: list.id, seen: 5, noticeDays: 14 };
    const stale = await refused(office.archive.get(ReviewList).run(office.marta, { ...review, seen: 6 }));
    expect(stale).toEqual({
      problem: 'changed-meanwhile',
      sentence:
        'The list 2030-D-001 holds 5 items now, and not as many as you say you went through. Look at it again. Nothing was changed.',
    });
    await office.archive.get(ReviewList).run(office.marta, review);
    expect(await office.read(list.id)).toMatchObject({
      state: 'reviewed',
      approvableOn: '2030-01-16',
      waitsFor: ['notice', 'consents'],
    });

    const approve = (): Promise<void> => office.archive.get(ApproveList).run(office.adam, { listId: list.id });
    await office.until('2030-01-15T22:59:00Z');
    expect(await sentence(approve())).toContain('It can be approved from 2030-01-16 on.');
    office.clock.advance(2 * 60_000);
    expect(await sentence(approve())).toContain('needs what is not on file: archive-director');
    await consent(list.id);
    expect((await office.read(list.id)).waitsFor).toEqual([]);
    await approve();
    expect((await office.read(list.id)).actions).toEqual(['execute', 'withdraw']);

    await office.hold('2030-CV-7', { itemIds: [two] });
    const done = await office.execute(list);
    expect(done).toMatchObject({ state: 'certified', counts: { listed: 0, excluded: 1, kept: 1, destroyed: 4 } });
    expect(await office.items()).toEqual([one, two]);
    expect(await entries(done, 'kept')).toEqual([two]);

    const certificate = await office.archive.get(ReadDispositions).certificate(office.adam, list.id);
    expect(certificate).toMatchObject({
      number: '2030-D-001',
      body: 'Newford',
      counts: { excluded: 1, kept: 1, destroyed: 4 },
      kept: { held: 1 },
      destroyed: { byKind: { post: 4 }, versions: 4, byAccount: [{ items: 4 }] },
      consents: [{ name: 'archive-director', number: 'AP.431.12.2030', givenOn: '2030-01-02', bytes: PAPER.length }],
      exclusions: [{ items: 1, reason: 'The museum asked', by: 'Marta Zielinski' }],
      people: {
        proposed: { by: 'Marta Zielinski', credentials: [{ what: 'key', by: 'Akta' }] },
        reviewed: { by: 'Marta Zielinski', credentials: [{ what: 'key', by: 'Akta' }] },
        approved: {
          by: 'Adam Okafor',
          credentials: [
            { what: 'key', by: 'Akta' },
            { what: 'second-factor', by: 'Akta' },
          ],
        },
        executed: { by: 'Marta Zielinski' },
      },
      // 16 January, 35 days for the last key file, and the night in which it is removed.
      noKeysAfter: '2030-02-21',
    });
    expect(certificate.unreadableSince).toBe(office.clock.now().toISOString());
    expect(certificate.log.entries.map(({ event }) => event)).toEqual([
      'disposition.proposed',
      'disposition.stepped: exclude',
      'disposition.stepped: review',
      'disposition.stepped: consent',
      'disposition.stepped: approve',
      'disposition.stepped: execute',
      'disposition.executed',
      'disposition.stepped: finish',
    ]);
    expect(JSON.stringify(certificate)).not.toMatch(/Flood|Three|https?:\/\/social/);
    expect(
      await office.archive.get(ReadDispositions).consent(office.adam, list.id, done.consents[0]?.id ?? ''),
    ).toEqual({
      fileName: 'zgoda.pdf',
      content: PAPER,
    });

    // Records staff learn that it was; others learn nothing.
    const gone = await office.archive
      .get(ReadThread)
      .run(office.marta, three)
      .catch((error: unknown) => Object(error));
    expect([gone.problem, gone.facts.residual]).toEqual([
      'destroyed',
      expect.objectContaining({ id: three, kind: 'post', class: 'jrwa 1, B5', authority: 'A test', listId: list.id }),
    ]);
    const custodian = await person(office.archive, 'Ellen Brandt', 'custodian');
    expect((await refused(office.archive.get(ReadThread).run(custodian, three))).problem).toBe('not-found');
    const { name, bytes } = await new RenderCertificate(
      office.archive.database,
      office.archive.get(ReadDispositions),
    ).run(office.adam, list.id, 'pl');
    expect([name, bytes.subarray(0, 5).toString()]).toEqual(['certificate-2030-D-001.pdf', '%PDF-']);
    await office.look(60);
    expect(await office.items()).toEqual([one, two]);
    await expectArchiveSound(office.archive);
  });

  it('does not come again with what a person took off it, unless a person asks', async () => {
    const proposals = office.archive.get(ProposeDispositions);
    await evaluate(office.archive);
    expect(await proposals.run(system('retention'))).toEqual([]);
    const [again] = await proposals.run(office.marta, { again: true });
    expect(again).toMatchObject({ number: '2030-D-002', added: 1 });
    const listId = again?.listId ?? '';
    expect(await sentence(office.archive.get(WithdrawList).run(office.adam, { listId, reason: ' ' }))).toBe(
      'The reason is missing. Write it in a few words. Nothing was changed.',
    );
    await office.archive.get(WithdrawList).run(office.adam, { listId, reason: 'Still wanted' });
    expect(await office.read(listId)).toMatchObject({ state: 'withdrawn', counts: { kept: 1 }, actions: [] });
    expect(await proposals.run(system('retention'))).toEqual([]);
  });

  it('refuses by name what is not its turn, and changes nothing', async () => {
    const { archive, marta, adam } = office;
    const [again] = await archive.get(ProposeDispositions).run(marta, { again: true });
    const listId = again?.listId ?? '';
    const before = JSON.stringify(await office.read(listId));
    const [one = '', two = ''] = await office.items();
    const both = await person(archive, 'Inez Duarte', 'records-officer', 'legal');
    const problems: Record<string, Promise<unknown>> = {
      'approved before the review': archive.get(ApproveList).run(adam, { listId }),
      'executed before it is approved': archive.get(ExecuteList).run(marta, { listId }),
      'approved by who may not': archive.get(ApproveList).run(marta, { listId }),
      'gone through by a part of the system': archive.get(ReviewList).run(system('retention'), { listId, seen: 1 }),
      'with less notice than the office gives': archive.get(ReviewList).run(marta, { listId, seen: 1, noticeDays: 3 }),
      'excluded without a reason': archive.get(ExcludeItems).run(marta, { listId, itemIds: [one], reason: '…' }),
      'excluded and not on it': archive.get(ExcludeItems).run(marta, { listId, itemIds: [two], reason: 'Why' }),
      'excluded nothing': archive.get(ExcludeItems).run(marta, { listId, itemIds: [], reason: 'Why' }),
      'a list there is none': archive.get(WithdrawList).run(marta, { listId: newId(), reason: 'Why' }),
      'a consent it does not need': consent(listId, { name: 'records-commission' }),
      'a consent without its paper': consent(listId, { content: Buffer.alloc(0) }),
      'a consent of tomorrow': consent(listId, { givenOn: '2031-01-01' }),
      'a consent of no day': consent(listId, { givenOn: '2030-02-30' }),
      'a consent without a number': consent(listId, { number: ' ' }),
    };
    const said = await Promise.all(
      Object.entries(problems).map(async ([what, work]) => [what, (await refused(work)).problem]),
    );
    expect(Object.fromEntries(said)).toEqual({
      'approved before the review': 'wrong-state',
      'executed before it is approved': 'wrong-state',
      'approved by who may not': 'not-allowed',
      'gone through by a part of the system': 'not-allowed',
      'with less notice than the office gives': 'invalid-input',
      'excluded without a reason': 'invalid-input',
      'excluded and not on it': 'not-found',
      'excluded nothing': 'invalid-input',
      'a list there is none': 'not-found',
      'a consent it does not need': 'invalid-input',
      'a consent without its paper': 'invalid-input',
      'a consent of tomorrow': 'invalid-input',
      'a consent of no day': 'invalid-input',
      'a consent without a number': 'invalid-input',
    });
    expect(JSON.stringify(await office.read(listId))).toBe(before);

    await consent(listId);
    await archive.get(ReviewList).run(both, { listId, seen: 1 });
    await office.daysPass(20);
    expect(await sentence(archive.get(ApproveList).run(both, { listId }))).toMatch(
      /^You proposed this destruction, so you cannot approve it\. It needs a second person with the right to approve: Adam Okafor/,
    );
    await archive.get(ExcludeItems).run(marta, { listId, itemIds: [one], reason: 'Found to matter' });
    expect(await sentence(archive.get(ExcludeItems).run(marta, { listId, itemIds: [one], reason: 'Twice' }))).toBe(
      `The item ${one} is no longer listed on 2030-D-003: it is excluded. Nothing was changed.`,
    );
    expect(await sentence(archive.get(ApproveList).run(adam, { listId }))).toContain('Nothing is left on the list');
    await archive.get(WithdrawList).run(marta, { listId, reason: 'Nothing left' });
    await expectArchiveSound(archive);
  });

  it('is told in sentences, and looked at with the archive', async () => {
    const { items } = await office.archive.get(ReadTrail).run(office.adam, {}, { limit: 200, language: 'en' });
    const said = items.map((line) => line.sentence);
    expect(said).toEqual(
      expect.arrayContaining([
        'Marta Zielinski proposed the disposition list 2030-D-001 of Newford: 5 items.',
        'Akta added 1 item to the disposition list 2030-D-001.',
        'Disposition list 2030-D-001, now proposed: items excluded (Marta Zielinski; The museum asked).',
        'Disposition list 2030-D-001, now approved: approved by a second person (Adam Okafor; no words were given).',
        expect.stringMatching(/^Kept, although it stood on the disposition list 2030-D-001: .*; held\.$/),
        'Akta certified that the disposition list 2030-D-001 was carried out.',
      ]),
    );
    const [list] = await office.archive.database.query<{ id: string }[]>(
      `SELECT id FROM disposition_list WHERE number = '2030-D-001'`,
    );
    const forged = office.archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(`INSERT INTO disposition (id, authority, executed_at, list_id) VALUES ($1, 'x', now(), $2)`, [
        newId(),
        list?.id,
      ]);
      await tx.record('body.added', { body: office.bodyId });
    });
    expect(await sentence(forged)).toContain('is not being carried out');
    await office.archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO disposition_entry (list_id, item_id, event_id) SELECT $1, i.id, $2 FROM item i WHERE i.kind = 'profile'`,
        [list?.id, newId()],
      );
      await tx.record('body.added', { body: office.bodyId });
    });
    const faults = await findFaults(office.archive, ['events-match-rows']);
    expect(faults.map(({ where }) => where.split(' ')[0])).toContain('disposition_entry');
  });
});
