import { WriteInventory } from '../../src/exports/index.js';
import { AuditTrail, ReadTrail } from '../../src/audit/index.js';
import { system } from '../../src/platform/index.js';
import {
  ApproveList,
  DecideItems,
  ExcludeItems,
  FileConsent,
  type ListView,
  ProposeDispositions,
  ReadDispositions,
  RecordEvent,
  ReviewList,
  ScheduleOf,
  SubmitList,
  WithdrawList,
} from '../../src/retention/index.js';
import { DispositionOffice, evaluate, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

const PAPER = Buffer.from('%PDF-1.4 ekspertyza');
const CONSENTS = ['archive-director', 'evidentiary-value-lost', 'state-archive-expertise'] as const;

/** BE5 for what the body writes, and Bc for what is marked so. */
async function openOffice(): Promise<DispositionOffice> {
  const office = await DispositionOffice.open(['One', 'Two', 'Three', 'Four', 'Passing #manipulacyjne'], {
    exports: true,
  });
  await putPolicy(
    office.archive,
    office.bodyId,
    policy('jrwa', [
      series('BE5', {
        period: 'P5Y',
        cutoff: 'end-of-calendar-year',
        action: 'review-by-state-archive',
        match: [{ itemTypes: ['post'] }],
        consents: CONSENTS,
      }),
    ]),
  );
  return office;
}

describe('a list for the state archive to look at', () => {
  let office: DispositionOffice;
  let list: ListView;

  beforeAll(async () => {
    office = await openOffice();
  }, 120_000);

  afterAll(() => office.close());

  const consent = (name: string, listId = list.id): Promise<string> =>
    office.archive.get(FileConsent).run(office.marta, {
      listId,
      name,
      number: `AP.431.${name.length}.2030`,
      givenOn: '2030-01-01',
      fileName: `${name}.pdf`,
      content: PAPER,
    });
  const decide = (more: Partial<Parameters<DecideItems['run']>[1]> = {}): Promise<{ readonly items: number }> =>
    office.archive
      .get(DecideItems)
      .run(office.marta, { listId: list.id, decision: 'permanent', reason: 'Expertise AP.431', ...more });
  const verdictOf = async (id: string): Promise<string> => {
    const outcome = (await office.archive.get(ScheduleOf).run(office.archive.database, [id])).get(id);
    return `${outcome?.verdict} ${outcome?.eligibleOn?.toString()} ${outcome?.consents.join(' ')}`.trim();
  };
  const lists = async (): Promise<ListView['about']['action'][]> => {
    await evaluate(office.archive);
    await office.archive.get(ProposeDispositions).run(system('retention'));
    const { items } = await office.archive
      .get(ReadDispositions)
      .list(office.marta, { state: 'proposed' }, { limit: 10 });
    return items.map(({ about }) => about.action).toSorted();
  };

  it('is made when the day of review has come; nothing is destroyed or transferred by it', async () => {
    await office.until('2029-12-31T22:59:00Z');
    expect(await lists()).toEqual([]);
    office.clock.advance(2 * 60_000);
    list = await office.propose();
    expect(list).toMatchObject({
      number: '2030-D-001',
      about: { action: 'review', series: 'BE5', consents: CONSENTS },
      counts: { listed: 5, decided: 0 },
      actions: ['exclude', 'submit', 'withdraw'],
    });
    const { archive, marta, adam } = office;
    const said = {
      reviewed: await refused(archive.get(ReviewList).run(marta, { listId: list.id, seen: 5 })),
      approved: await refused(archive.get(ApproveList).run(adam, { listId: list.id })),
      decided: await refused(decide()),
      stale: await refused(archive.get(SubmitList).run(marta, { listId: list.id, seen: 4 })),
    };
    expect(Object.values(said).map(({ problem }) => problem)).toEqual([
      'wrong-state',
      'wrong-state',
      'wrong-state',
      'changed-meanwhile',
    ]);
  });

  it('is written down as the spis that the archive asks for, in both languages', async () => {
    const wanted = { listId: list.id, format: 'csv', language: 'pl' } as const;
    const { bytes } = await office.archive.get(WriteInventory).run(office.adam, wanted);
    expect(bytes.toString('utf8').split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFlp,znak_sprawy,haslo_jrwa,tytul,data_od,data_do,liczba_dokumentow',
      `1,"BE5.1.2024","BE5 Test","Konto @newford@social.newford.example, 2024","2024-03-01","2024-03-01",5`,
    ]);
    const pdf = await office.archive.get(WriteInventory).run(office.adam, { ...wanted, format: 'pdf' });
    expect([pdf.name, pdf.bytes.subarray(0, 5).toString()]).toEqual(['inventory-2030-D-001.pdf', '%PDF-']);
  });

  it('takes a decision only by the paper of the archive, and leave to destroy only with its director’s consent', async () => {
    const { archive, marta, adam } = office;
    await archive.get(SubmitList).run(marta, { listId: list.id, seen: 5 });
    expect(await office.read(list.id)).toMatchObject({ state: 'submitted', waitsFor: ['expertise'] });
    expect(await refused(decide())).toEqual({
      problem: 'wrong-state',
      sentence: `The list 2030-D-001 lacks the expertise of the state archive (state-archive-expertise). File it first: akta disposition consent. Nothing was changed.`,
    });
    await consent('state-archive-expertise');
    const stranger = (await office.items()).at(0) ?? '';
    const said = {
      'without the director': await refused(decide({ decision: 'destroy' })),
      'without a reason': await refused(decide({ reason: ' … ' })),
      'kept on without a day': await refused(decide({ decision: 'prolong' })),
      'kept on until yesterday': await refused(decide({ decision: 'prolong', from: '2029-12-31' })),
      'kept on until no day': await refused(decide({ decision: 'prolong', from: '2031-02-30' })),
      'no items': await refused(decide({ itemIds: [] })),
      'not on the list': await refused(decide({ itemIds: ['0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e'] })),
      'by who may not': await refused(
        archive.get(DecideItems).run(adam, { listId: list.id, decision: 'permanent', reason: 'x' }),
      ),
    };
    expect(Object.fromEntries(Object.entries(said).map(([what, { problem }]) => [what, problem]))).toEqual({
      'without the director': 'wrong-state',
      'without a reason': 'invalid-input',
      'kept on without a day': 'invalid-input',
      'kept on until yesterday': 'invalid-input',
      'kept on until no day': 'invalid-input',
      'no items': 'invalid-input',
      'not on the list': 'not-found',
      'by who may not': 'not-allowed',
    });
    expect(said['without the director'].sentence).toContain('archive-director');
    expect((await office.read(list.id)).counts.decided).toBe(0);
    expect(await verdictOf(stranger)).toBe(`review 2030-01-01 ${CONSENTS.join(' ')}`);
  });

  it('decides item by item; what is permanent is to be transferred, what may go to be destroyed, the rest seen again', async () => {
    const { archive, marta } = office;
    const [one, two, three] = [await office.saying('One'), await office.saying('Two'), await office.saying('Three')];
    await archive.get(ExcludeItems).run(marta, { listId: list.id, itemIds: [await office.saying('Passing')], reason: 'Not shown' }); // prettier-ignore
    await consent('archive-director');
    await decide({ itemIds: [one] });
    expect((await refused(decide({ itemIds: [one] }))).problem).toBe('wrong-state');
    await decide({ decision: 'destroy', itemIds: [two], reason: 'Evidentiary value is lost' });
    await decide({ decision: 'prolong', itemIds: [three], from: '2035-01-01' });
    expect(await office.read(list.id)).toMatchObject({ state: 'submitted', counts: { decided: 3, listed: 1 } });
    await decide({ decision: 'destroy', reason: 'Evidentiary value is lost' });
    expect(await office.read(list.id)).toMatchObject({
      state: 'concluded',
      counts: { decided: 4, listed: 0 },
      actions: [],
    });
    expect(await verdictOf(one)).toBe('transfer 2030-01-01');
    expect(await verdictOf(two)).toBe('destroy 2030-01-01');
    expect(await verdictOf(three)).toBe(`review 2035-01-01 ${CONSENTS.join(' ')}`);
    expect((await refused(archive.get(WithdrawList).run(marta, { listId: list.id, reason: 'Too late' }))).problem).toBe(
      'wrong-state',
    );
    await expectArchiveSound(archive);
  });

  it('is what lists of destruction and transfer are made of, and their certificates name its papers', async () => {
    const { archive, marta, adam } = office;
    expect(await lists()).toEqual(['destroy', 'transfer']);
    const { items } = await archive.get(ReadDispositions).list(marta, { kind: 'destroy' }, { limit: 1 });
    const [destroy] = items;
    expect(destroy).toMatchObject({ counts: { listed: 2 }, about: { consents: [], series: 'BE5' } });
    const listed = await office.read(destroy?.id ?? '');
    await office.approved(listed);
    const done = await office.execute(listed);
    expect(done).toMatchObject({ state: 'certified', counts: { destroyed: 2, kept: 0 } });
    const certificate = await archive.get(ReadDispositions).certificate(adam, listed.id);
    expect(certificate.appraisals).toEqual([
      {
        list: '2030-D-001',
        items: 2,
        papers: [
          expect.objectContaining({ name: 'state-archive-expertise', givenOn: '2030-01-01' }),
          expect.objectContaining({ name: 'archive-director' }),
        ],
      },
    ]);
    expect(await office.items()).toHaveLength(3);
    await expectArchiveSound(archive);
  });

  it('comes again for what was kept on, when its day has come', async () => {
    await office.until('2034-12-31T22:59:00Z');
    expect((await lists()).filter((action) => action === 'review')).toEqual([]);
    office.clock.advance(2 * 60_000);
    expect((await lists()).filter((action) => action === 'review')).toEqual(['review']);
    const { items } = await office.archive.get(ReadDispositions).list(office.marta, { kind: 'review', state: 'proposed' }, { limit: 1 }); // prettier-ignore
    expect(items[0]).toMatchObject({ counts: { listed: 1 } });
  });

  it('is told in sentences, and looked at with the archive', async () => {
    const { items } = await office.archive.get(ReadTrail).run(office.adam, {}, { limit: 200, language: 'en' });
    const said = items.map((line) => line.sentence);
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Appraised by the state archive on the list 2030-D-001: .*; of permanent value\.$/),
        expect.stringMatching(/^Appraised by the state archive on the list 2030-D-001: .*; may be destroyed\.$/),
        'Disposition list 2030-D-001, now with the state archive: given to the state archive (Marta Zielinski; no words were given).',
      ]),
    );
    await office.archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO item_appraisal SELECT a.id, l.id, a.item_id, a.series_row, 'destroy', a.from_day, a.step_id, a.event_id
           FROM (SELECT gen_random_uuid() AS id, item_id, series_row, from_day, step_id, event_id FROM item_appraisal
                  WHERE decision = 'permanent') a, disposition_list l WHERE l.id <> $1 LIMIT 1`,
        [list.id],
      );
      await tx.record('body.added', { body: office.bodyId });
    });
    const faults = await findFaults(office.archive, ['events-match-rows']);
    expect(faults.map(({ where }) => where.split(' ')[0])).toContain('item_appraisal');
  });
});

describe('Bc', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await DispositionOffice.open(['Passing']);
  }, 120_000);

  afterAll(() => office.close());

  it('never goes by itself: only when somebody records that it is used up', async () => {
    const rule = series('Bc', { cutoff: { event: 'used-up' }, period: 'P0D', match: [{ itemTypes: ['post'] }] });
    await putPolicy(office.archive, office.bodyId, policy('jrwa', [rule]));
    await office.until('2090-01-01T12:00:00Z');
    await evaluate(office.archive);
    expect(await office.archive.get(ProposeDispositions).run(office.marta)).toEqual([]);
    const event = { name: 'used-up', on: '2089-12-01', reason: 'Note of the desk' } as const;
    const scope = { kind: 'items', itemIds: await office.items() } as const;
    await office.archive.get(RecordEvent).run(office.marta, { ...event, scope });
    await office.look();
    expect(await office.propose()).toMatchObject({ about: { action: 'destroy', series: 'Bc' }, counts: { listed: 1 } });
  }, 60_000);
});
