import { readFileSync } from 'node:fs';
import {
  AddPerson,
  Authenticate,
  EnrolFactor,
  IssueKey,
  RemoveFactor,
  RevokeKey,
  ShowCode,
} from '../../src/identity/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { OpenMatter, PlaceHold, ReadHolds, ReleaseHold } from '../../src/retention/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { codeOf, enrol, type Factor, person, type PersonActor, refused } from '../support/people.js';

describe('a second factor', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let marta: PersonActor;
  let adam: PersonActor;
  let boss: PersonActor;
  let factor: Factor;

  const halfMinute = (): void => clock.advance(30_000);
  const now = (secret = factor.secret): string => codeOf(secret, clock.now());
  const show = (actor: PersonActor, code: string): Promise<PersonActor> => archive.get(ShowCode).run(actor, code);
  /** A hold whose release waits for a second person; nothing has to be captured for it. */
  const proposed = async (): Promise<string> => {
    const number = `2026-CV-${newId().slice(-6)}`;
    const matter = await archive.get(OpenMatter).run(marta, { bodyId, number, name: 'A case', kind: 'litigation' });
    const holdId = await archive.get(PlaceHold).run(marta, {
      matterId: matter.id,
      reason: 'A claim was announced',
      triggerAt: '2026-05-19T13:00:00Z',
      scope: { query: 'flood' },
    });
    await archive.get(ReleaseHold).propose(marta, { holdId, reason: 'Settled' });
    return holdId;
  };
  const approve = (actor: PersonActor, holdId: string): Promise<unknown> =>
    archive.get(ReleaseHold).approve(actor, { holdId });
  const events = async (type: string): Promise<number> =>
    (await archive.database.query(`SELECT FROM audit_event WHERE type = $1`, [type])).length;

  beforeAll(async () => {
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    adam = await person(archive, 'Adam Okafor', 'legal');
    boss = await person(archive, 'Ellen Brandt', 'administrator');
    bodyId = await archive.addBody();
  }, 120_000);

  afterAll(() => archive.close());

  it('is needed to approve: who has none is told how to enrol, and nothing is changed', async () => {
    const hold = await proposed();
    expect(await refused(approve(adam, hold))).toEqual({
      problem: 'not-enrolled',
      sentence:
        'This needs a second factor, and you have none yet. Enrol one in the page under your own name, or with: akta factor enrol',
    });
    expect((await refused(show(adam, '123456'))).problem).toBe('not-enrolled');
    expect(await archive.get(ReadHolds).one(marta, hold)).toMatchObject({ state: 'release-proposed' });
  });

  it('is enrolled by its first code, within a quarter of an hour, by the person who began', async () => {
    const { secret, enrolment } = await archive.get(EnrolFactor).begin(adam);
    const confirm = (actor: PersonActor, code: string, begun = enrolment): Promise<string[]> =>
      archive.get(EnrolFactor).confirm(actor, { enrolment: begun, code });
    expect((await refused(confirm(adam, codeOf(secret, new Date(0))))).problem).toBe('code-wrong');
    expect((await refused(confirm(marta, now(secret)))).problem).toBe('invalid-input');
    expect((await refused(confirm(adam, now(secret), `${enrolment}A`))).problem).toBe('invalid-input');
    clock.advance(15 * 60_000);
    expect((await refused(confirm(adam, now(secret)))).sentence).toContain('confirmed within 15 minutes');
    expect(await events('second-factor.enrolled')).toBe(0);
    factor = await enrol(archive, adam);
    expect(factor.recoveryCodes).toHaveLength(10);
    expect(await events('second-factor.enrolled')).toBe(1);
  });

  it('lets approve whoever shows a code, once; a wrong, an old and a replayed one are refused by name', async () => {
    const hold = await proposed();
    expect((await refused(approve(adam, hold))).problem).toBe('code-missing');
    expect((await refused(show(adam, now()))).problem).toBe('code-used');
    clock.advance(3_600_000);
    const code = now();
    const wrong = code === '000000' ? '000001' : '000000';
    for (const typed of [
      wrong,
      codeOf(factor.secret, new Date(clock.now().getTime() - 120_000)),
      'six',
      'abcd-efgh-ijkl-mnop',
    ]) {
      expect([typed, (await refused(show(adam, typed))).problem]).toEqual([typed, 'code-wrong']);
    }
    const shown = await show(adam, code);
    expect(await refused(show(adam, code))).toEqual({
      problem: 'code-used',
      sentence: 'This code has been used. Wait for the next one; nothing was changed.',
    });
    expect((await refused(approve(adam, hold))).problem).toBe('code-missing');
    await approve(shown, hold);
    expect(await archive.get(ReadHolds).one(marta, hold)).toMatchObject({ state: 'released' });
  });

  it('of one code shown many times at once takes one', async () => {
    clock.advance(3_600_000);
    const code = now();
    const tries = await Promise.all(Array.from({ length: 4 }, () => refused(show(adam, code))));
    expect(tries.map(({ problem }) => problem).toSorted()).toEqual(['code-used', 'code-used', 'code-used', 'none']);
  });

  it('is replaced by a recovery code, which works once', async () => {
    const hold = await proposed();
    const [code = ''] = factor.recoveryCodes;
    await approve(await show(adam, ` ${code.toUpperCase().replaceAll('-', ' ')}`), hold);
    expect((await refused(show(adam, code))).sentence).toContain('This recovery code has been used.');
  });

  it('cannot be guessed: after five wrong codes none is looked at for a quarter of an hour, also of many at once', async () => {
    clock.advance(3_600_000);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        refused(show(adam, `abcd-efgh-ijkl-${String.fromCharCode(97 + (n % 26))}abc`)),
      ),
    );
    expect(guesses.filter(({ problem }) => problem === 'code-wrong')).toHaveLength(5);
    expect(guesses.filter(({ problem }) => problem === 'rate-limited')).toHaveLength(25);
    expect(await events('second-factor.refused')).toBe(1);
    expect((await refused(show(adam, now()))).sentence).toContain('Too many wrong codes.');
    clock.advance(15 * 60_000 + 1_000);
    await show(adam, now());
  });

  it('is not enrolled with a limited key, and not replaced without a code of the one that stands', async () => {
    const limited = { ...adam, permissions: new Set(['hold.release'] as const) };
    expect((await refused(archive.get(EnrolFactor).begin(limited))).sentence).toContain('A key limited to some');
    expect((await refused(archive.get(EnrolFactor).begin(adam))).problem).toBe('code-missing');
    halfMinute();
    const before = now();
    factor = await enrol(archive, await show(adam, before));
    clock.advance(60_000);
    await show(adam, now());
  });

  it('that is lost an administrator takes away, with a code of their own; who did may not propose what its owner approves', async () => {
    const remove = (actor: PersonActor): Promise<void> => archive.get(RemoveFactor).run(actor, adam.personId);
    expect((await refused(remove(marta))).problem).toBe('not-allowed');
    expect((await refused(remove(adam))).problem).toBe('code-missing');
    expect((await refused(remove(boss))).problem).toBe('not-enrolled');
    const { recoveryCodes } = await enrol(archive, boss);
    boss = await show(boss, recoveryCodes[0] ?? '');
    await remove(boss);
    expect((await refused(remove(boss))).problem).toBe('wrong-state');
    factor = await enrol(archive, adam);
    clock.advance(60_000);
    adam = await show(adam, now());

    const hold = await proposed();
    await archive.get(ReleaseHold).propose(boss, { holdId: hold, reason: 'Settled' });
    expect((await refused(approve(adam, hold))).sentence).toBe(
      'Whoever proposed this took your second factor before this one away, so that you are not a second person. Somebody else has to approve this, or to propose it.',
    );
    factor = await enrol(archive, adam);
    expect((await refused(approve(adam, hold))).sentence).toContain('took your second factor before this one away');
    await archive.get(ReleaseHold).propose(marta, { holdId: hold, reason: 'Settled' });
    await approve(adam, hold);
  });

  it('enrolled with a key the proposer made does not make a second person, although the key is gone', async () => {
    const id = await archive.get(AddPerson).run(system('setup'), { name: 'Jon', login: 'jon', roles: ['legal'] });
    const wanted = { person: id, label: 'first key', permissions: null, expiresAt: null };
    const keyBy = async (actor: Parameters<IssueKey['run']>[0]): Promise<{ id: string; jon: PersonActor }> => {
      const made = await archive.get(IssueKey).run(actor, wanted);
      const known = await archive.get(Authenticate).byKey(made.key);
      if (!known) throw new Error('Jon is not known by his key');
      return { id: made.id, jon: known.actor };
    };
    const lent = await keyBy(boss);
    const first = await enrol(archive, lent.jon);
    await archive.get(RevokeKey).run(lent.jon, lent.id);
    const { jon } = await keyBy(system('setup'));
    const shown = await show(jon, first.recoveryCodes[0] ?? '');
    const hold = await proposed();
    await archive.get(ReleaseHold).propose(boss, { holdId: hold, reason: 'Settled' });
    expect((await refused(approve(shown, hold))).sentence).toContain('with which you enrolled your second factor');
    await enrol(archive, shown);
    await approve(shown, hold);
  });

  it('stands nowhere in the open: not in the database, not in the log', async () => {
    const tables = ['second_factor', 'recovery_code', 'audit_event', 'session', 'sign_in_try'];
    const rows = await Promise.all(tables.map((table) => archive.database.query(`SELECT t::text FROM ${table} t`)));
    const all = JSON.stringify(rows);
    const [code = ''] = factor.recoveryCodes;
    const hex = (text: string): string => Buffer.from(text).toString('hex');
    for (const secret of [factor.secret, code, code.replaceAll('-', '')]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(hex(secret));
    }
    expect(readFileSync(`${archive.folder}/keys/tokens.key`, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    await archive.settle();
    await expectArchiveSound(archive);
  });
});
