import { type Lab, startLab } from '../../lab/index.js';
import { DestroyItems } from '../../src/archive/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { IssueKey, RevokeKey } from '../../src/identity/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { type HoldView, OpenMatter, PlaceHold, ReadHolds, ReleaseHold, TakeNumber } from '../../src/retention/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor, refused } from '../support/people.js';

const HOST = 'social.newford.example';

describe('holds', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let account: string;
  let marta: PersonActor;
  let adam: PersonActor;
  let inez: PersonActor;

  const found = async (text: string): Promise<string> => {
    const page = await archive.get(RecordSearch).page(system('setup'), { text }, { limit: 10 });
    if (page.items.length !== 1) throw new Error(`${page.items.length} items say ${text}`);
    return page.items[0]?.id ?? '';
  };
  const look = async (minutes = 2): Promise<void> => {
    clock.advance(minutes * 60_000);
    await archive.settle();
  };
  const matter = async (number: string, name = 'Kowalczyk v. City of Newford'): Promise<string> =>
    (await archive.get(OpenMatter).run(marta, { bodyId, number, name, kind: 'litigation' })).id;
  const place = async (matterId: string, scope: object, number?: string): Promise<HoldView> => {
    const asked = { matterId, reason: 'A claim was announced', triggerAt: '2026-05-19T13:00:00Z', scope };
    const id = await archive.get(PlaceHold).run(marta, { ...asked, ...(number === undefined ? {} : { number }) });
    return archive.get(ReadHolds).one(marta, id);
  };
  /** As a disposition would, in its one transaction. */
  const destroy = (...itemIds: string[]): Promise<void> =>
    archive.get(AuditTrail).write(system('setup'), async (tx) => {
      const dispositionId = newId();
      await tx.rows.query(`INSERT INTO disposition VALUES ($1, 'a test', now())`, [dispositionId]);
      await tx.rows.query(`INSERT INTO disposition_item SELECT $1, unnest($2::uuid[])`, [dispositionId, itemIds]);
      await tx.record('disposition.executed', { disposition: dispositionId, items: itemIds.length });
      await archive.get(DestroyItems).run(tx, { dispositionId, itemIds });
    });
  const release = async ({ id: holdId }: HoldView): Promise<void> => {
    await archive.get(ReleaseHold).propose(marta, { holdId, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId });
  };

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const text of [
          'Flood warning for Mill Street',
          'Riverwalk closes at nine',
          'Budget hearing on Monday',
          'Library is open',
        ]) {
          world.post(city, text, { key: text.split(' ')[0]?.toLowerCase() ?? '' });
        }
      },
    });
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    adam = await approver(archive, 'Adam Okafor', 'legal');
    inez = await person(archive, 'Inez Duarte', 'auditor');
    bodyId = await archive.addBody();
    account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    await look();
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('keep an item under two of them until both are released, each by two people', async () => {
    const item = await found('Riverwalk');
    const first = await place(await matter('2026-CV-0417'), { itemIds: [item] }, '2026-L-014');
    const second = await place(await matter('2026-CV-0418', 'Olsen v. City of Newford'), { query: 'riverwalk' });
    expect([first.number, second.number, second.items]).toEqual(['2026-L-014', '2026-L-001', 1]);

    const both = await refused(destroy(item));
    expect(both).toEqual({
      problem: 'under-hold',
      sentence: `Not destroyed: item ${item} is under 2 holds, 2026-L-001 Olsen v. City of Newford and 2026-L-014 Kowalczyk v. City of Newford. It stays until both are released. Nothing was changed.`,
    });
    const kept = (text: string): Promise<{ count: number }> => archive.get(RecordSearch).count(inez, { text });
    expect(await kept('hold:2026-L-014 AND hold:2026-cv-0418')).toMatchObject({ count: 1 });
    await release(first);
    expect(await kept('hold:2026-L-014')).toMatchObject({ count: 0 });
    expect(await kept('hold:any')).toMatchObject({ count: 1 });
    expect((await refused(destroy(item))).sentence).toContain('is under 1 hold, 2026-L-001 Olsen v. City of Newford.');
    expect(
      (await archive.get(ReadHolds).list(inez, { itemId: item }, { limit: 10 })).items.map(({ id }) => id),
    ).toEqual([second.id]);
    await release(second);
    await destroy(item);
    expect((await refused(destroy(item))).sentence).toContain('have been destroyed already');
    await expectArchiveSound(archive);
  });

  it('of a living scope keep what comes later, also before anything has written it down', async () => {
    const hold = await place(await matter('2026-CV-0500'), {
      accountIds: [account],
      from: '2026-05-18',
      query: 'mill',
    });
    expect(hold).toMatchObject({
      items: 1,
      state: 'active',
      scope: { kind: 'living', from: '2026-05-18', query: 'mill' },
    });

    const edited = await found('Budget');
    lab.world.edit(lab.world.postNamed('budget'), 'Budget hearing moved to 3 Mill Street');
    clock.advance(2 * 60_000);
    await archive.get(WorkQueue).settle();
    expect((await archive.get(ReadHolds).one(inez, hold.id)).items).toBe(1);
    const { problem, sentence } = await refused(destroy(edited));
    expect([problem, sentence.includes(hold.name)]).toEqual(['under-hold', true]);

    lab.world.post(lab.world.account(`newford@${HOST}`), 'The bridge at Mill Street is closed');
    await look();
    expect(await archive.get(ReadHolds).one(inez, hold.id)).toMatchObject({ items: 3 });
    expect((await refused(destroy(await found('bridge')))).problem).toBe('under-hold');
  });

  it('are the last word of the database itself, whoever asks it', async () => {
    const item = await found('bridge');
    for (const table of ['item_key', 'snapshot_body', 'snapshot_words']) {
      const gone = archive.get(AuditTrail).write(system('setup'), async (tx) => {
        const id = newId();
        await tx.rows.query(`INSERT INTO disposition VALUES ($1, 'a test', now())`, [id]);
        await tx.rows.query(`INSERT INTO disposition_item VALUES ($1, $2)`, [id, item]);
        await tx.record('disposition.executed', { disposition: id, items: 1 });
        await tx.rows.query(`DELETE FROM ${table} WHERE item_id = $1`, [item]);
      });
      expect((await refused(gone)).sentence).toMatch(/is under a hold/);
    }
  });

  it('are released neither by who proposed it, nor with a key the proposer made, nor by a part of the system', async () => {
    const hold = await place(await matter('2026-CV-0600'), { itemIds: [await found('Library')] });
    const approve = (actor: PersonActor): Promise<unknown> =>
      archive.get(ReleaseHold).approve(actor, { holdId: hold.id });
    expect((await refused(approve(adam))).sentence).toContain('Nobody has proposed to release this hold.');
    expect(
      (await refused(archive.get(ReleaseHold).propose(marta, { holdId: hold.id, reason: ' ' }))).sentence,
    ).toContain('The reason of the release is missing');
    await archive.get(ReleaseHold).propose(marta, { holdId: hold.id, reason: 'Settled' });
    expect(await refused(approve(marta))).toEqual({
      problem: 'not-allowed',
      sentence:
        'You proposed this release, so you cannot approve it. It needs a second person with the right to approve: Adam Okafor.',
    });
    expect((await refused(approve(inez))).problem).toBe('not-allowed');
    expect((await refused(archive.get(ReleaseHold).approve(system('setup'), { holdId: hold.id }))).problem).toBe(
      'not-allowed',
    );

    const boss: PersonActor = { ...marta, permissions: new Set([...marta.permissions, 'key.manage']) };
    const key = { person: adam.personId, label: 'for Adam', permissions: null, expiresAt: null };
    const made = await archive.get(IssueKey).run(boss, key);
    expect((await refused(approve(adam))).sentence).toContain('Whoever proposed this made your key');
    await archive.get(RevokeKey).run(adam, made.id);
    await approve(adam);
    expect((await refused(approve(adam))).sentence).toContain('has been released already');
    expect(await archive.get(ReadHolds).one(inez, hold.number)).toMatchObject({
      state: 'released',
      release: { proposedBy: 'Marta Zielinski', approvedBy: 'Adam Okafor', reason: 'Settled' },
    });
  });

  it('of two releases at once approve one', async () => {
    const hold = await place(await matter('2026-CV-0700'), { itemIds: [await found('Library')] });
    await archive.get(ReleaseHold).propose(marta, { holdId: hold.id, reason: 'Settled' });
    const tries = Array.from({ length: 4 }, () => refused(archive.get(ReleaseHold).approve(adam, { holdId: hold.id })));
    expect((await Promise.all(tries)).map(({ problem }) => problem).toSorted()).toEqual([
      'none',
      'wrong-state',
      'wrong-state',
      'wrong-state',
    ]);
  });

  it('say what is amiss with a scope, a trigger, a number, a case', async () => {
    const id = await matter('2026-CV-0800');
    const say = async (scope: object): Promise<string> => (await refused(place(id, scope))).sentence;
    expect(await say({})).toContain('A scope names either items, or accounts, days and words.');
    expect(await say({ itemIds: [newId()], query: 'mill' })).toContain('Give one of the two, and not both.');
    expect(await say({ itemIds: [newId()] })).toContain('There is no item');
    expect(await say({ accountIds: [newId()] })).toContain('is not an account of this body');
    expect(await say({ from: '2026-02-30' })).toContain('is not a day');
    expect(await say({ query: '"open' })).not.toBe('It was not refused.');
    expect(await say({ query: 'mill OR hold:any' })).toContain('A scope says by itself what it means');
    const future = { matterId: id, reason: 'x', triggerAt: '2027-01-01T00:00:00Z', scope: { query: 'mill' } };
    expect((await refused(archive.get(PlaceHold).run(marta, future))).sentence).toContain('a time that has come');
    expect((await refused(place(id, { query: 'mill' }, '2026-L-014'))).problem).toBe('already-exists');
    expect((await refused(matter('2026-CV-0800'))).problem).toBe('already-exists');
    expect((await refused(place(newId(), { query: 'mill' }))).problem).toBe('not-found');
    expect((await refused(archive.get(PlaceHold).run(inez, future))).problem).toBe('not-allowed');
  });

  it('are numbered without a gap, from where the office stands, each year anew', async () => {
    const numbers = archive.get(TakeNumber);
    const other = await archive.addBody('Nowy Bród', 'Europe/Warsaw');
    const take = (): Promise<string> =>
      archive.database.transaction(async (rows) => {
        await rows.query(`SET LOCAL akta.trail = 'on'`);
        return numbers.run(rows, other, 'request');
      });
    await numbers.set(marta, { bodyId: other, series: 'request', form: 'UDIP {year}/{n}', next: 7 });
    expect(await take()).toBe('UDIP 2026/7');
    await expect(
      archive.database.transaction(async (rows) => {
        await rows.query(`SET LOCAL akta.trail = 'on'`);
        await numbers.run(rows, other, 'request');
        throw new Error('not kept');
      }),
    ).rejects.toThrow('not kept');
    expect((await Promise.all([take(), take(), take()])).toSorted()).toEqual([
      'UDIP 2026/10',
      'UDIP 2026/8',
      'UDIP 2026/9',
    ]);
    expect(
      (await refused(numbers.set(marta, { bodyId: other, series: 'request', form: '{year}-{n}', next: 3 }))).sentence,
    ).toContain('the last with the count 10');
    expect((await refused(numbers.set(marta, { bodyId: other, series: 'request', form: 'x' }))).problem).toBe(
      'invalid-input',
    );
  });

  it('leave an archive that is sound, and are looked at with it', async () => {
    await archive.settle();
    await expectArchiveSound(archive);
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO hold_item SELECT h.id, i.id FROM hold h, item i WHERE i.kind = 'profile' LIMIT 1`,
      );
      await tx.record('hold.grew', { hold: newId(), items: 1 });
    });
    const faults = await findFaults(archive, ['events-match-rows']);
    expect(faults.map(({ is, where }) => [is, where.split(' ')[0]])).toEqual([['wrong', 'hold']]);
  });
});
