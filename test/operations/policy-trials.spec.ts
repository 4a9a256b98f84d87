import { type Lab, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import {
  AskTrial,
  EvaluateSchedules,
  LoadPolicy,
  PolicyBook,
  ReadTrials,
  wholePolicy,
  WorkTrials,
} from '../../src/retention/index.js';
import { ReadPolicyVersion } from '../../src/retention/schedules/read-policy-version.js';
import { ReadPolicies } from '../../src/retention/schedules/read-policies.js';
import { TryPolicy } from '../../src/retention/schedules/what-if.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, type PersonActor, refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

const HOST = 'social.newford.example';
const POSTS = policy('posts', [series('posts', { period: 'P1Y', match: [{ itemTypes: ['post'] }] })]);

describe('a policy that is tried before it is loaded', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let inez: PersonActor;
  let marta: PersonActor;

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const text of ['One', 'Two', 'Three']) world.post(city, text, { key: text });
      },
    });
    archive = await openArchive(clock);
    inez = await person(archive, 'Inez Duarte', 'auditor');
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    bodyId = await archive.addBody();
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    clock.advance(120_000);
    await archive.settle();
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  const ask = (of = POSTS): Promise<string> => archive.get(AskTrial).run(inez, { bodyId, policy: of });

  it('waits, is worked out by a worker, and answers as the operation does; nothing is loaded', async () => {
    const id = await ask();
    expect(await archive.get(ReadTrials).one(inez, id)).toMatchObject({
      state: 'waiting',
      policyId: 'posts',
      version: '1',
      body: 'City of Newford',
      askedBy: 'Inez Duarte',
      answer: null,
    });
    expect(await archive.get(WorkTrials).tick()).toBe(true);
    const done = await archive.get(ReadTrials).one(inez, id);
    expect(done).toMatchObject({ state: 'done', items: 4, total: 4, fault: null });
    expect(done.answer).toEqual(await archive.get(TryPolicy).run(inez, { bodyId, policy: POSTS }));
    expect(done.answer?.after).toMatchObject({ items: 4, unscheduled: 1, earliest: '2027-05-19' });
    expect(await archive.get(WorkTrials).tick()).toBe(false);
    expect(await archive.get(PolicyBook).loaded()).toEqual([]);
  });

  it('is begun anew by another worker where the first was stopped', async () => {
    const id = await ask();
    await archive.database.query(
      `UPDATE policy_trial SET state = 'working', items = 2, lease_owner = 'dead', lease_until = $2 WHERE id = $1`,
      [id, new Date(clock.now().getTime() + 60_000)],
    );
    expect(await archive.get(WorkTrials).tick()).toBe(false);
    clock.advance(61_000);
    expect(await archive.get(WorkTrials).tick()).toBe(true);
    expect(await archive.get(ReadTrials).one(inez, id)).toMatchObject({ state: 'done', items: 4 });
  });

  it('is forgotten after some weeks', async () => {
    const id = await ask();
    await archive.get(WorkTrials).tick();
    clock.advance(15 * 86_400_000);
    const next = await ask();
    expect((await refused(archive.get(ReadTrials).one(inez, id))).sentence).toContain('it is forgotten by now');
    await archive.get(WorkTrials).tick();
    expect(await archive.get(ReadTrials).one(inez, next)).toMatchObject({ state: 'done' });
  });

  it('is refused in one sentence where it cannot be tried', async () => {
    const strange = policy('x', [series('s', { match: [{ accounts: ['nobody'] }] })]);
    expect((await refused(ask(strange))).sentence).toContain('names the account "nobody"');
    const nowhere = archive.get(AskTrial).run(inez, { bodyId: '01900000-0000-7000-8000-000000000000', policy: POSTS });
    expect(await refused(nowhere)).toMatchObject({ problem: 'not-found' });
    for (let i = 0; i < 3; i += 1) await ask();
    expect((await refused(ask())).sentence).toBe('3 trials of yours are not done yet. Wait for one of them.');
    while (await archive.get(WorkTrials).tick());
    expect(() => wholePolicy(Buffer.from('id: [x'), 'yaml')).toThrow('yaml, line 1');
  });

  it('once it is loaded, tells its very text, how many items each series decides, and what comes next', async () => {
    const source = `# Adopted by the council
id: newford
title: { en: Newford, pl: Newford }
jurisdiction: US-IL
version: '1'
effective: { from: '2026-05-01' }
decides: all-items
authority: { citation: 'An ordinance', url: 'https://law.example/' }
trust: verified
checked: '2026-05-01'
series:
  - { id: posts, title: { en: Posts, pl: Posty }, cutoff: creation, period: P1Y, action: destroy, match: [{ itemTypes: [post] }] }
  - { id: none, title: { en: None, pl: Brak }, cutoff: creation, period: P1Y, action: destroy, match: [{ hashtags: [none] }] }
`;
    const file = wholePolicy(Buffer.from(source), 'newford.yaml');
    const id = await archive.get(LoadPolicy).run(marta, { bodyId, file, reason: 'Adopted', confirmsDraft: false });
    expect((await archive.get(ReadPolicyVersion).run(inez, id, 'en')).classes[0]).toMatchObject({
      items: 0,
      next: null,
    });
    await archive.get(EvaluateSchedules).run();
    const view = await archive.get(ReadPolicyVersion).run(inez, id, 'pl');
    expect(view).toMatchObject({
      id: 'newford',
      trust: 'verified',
      loadedBy: 'Marta Zielinski',
      reason: 'Adopted',
      source,
      sha256: file.sha256,
      items: 3,
      next: '2027-05-19',
      classes: [
        { id: 'posts', title: 'Posty', items: 3, due: 0, next: '2027-05-19', citation: 'An ordinance', lasts: '1 rok' },
        { id: 'none', items: 0, due: 0, next: null },
      ],
    });
    expect(view.asOf).not.toBeNull();
    clock.set(new Date('2027-05-19T12:00:00Z'));
    expect((await archive.get(ReadPolicyVersion).run(inez, id, 'en')).classes[0]).toMatchObject({ due: 3, next: null });
    expect((await archive.get(ReadPolicies).one(inez, 'newford', 'en')).source).toBe(source);
    expect((await archive.get(ReadPolicies).one(inez, 'pl-jrwa', 'en')).source).toContain('id: pl-jrwa');
    const gone = archive.get(ReadPolicyVersion).run(inez, bodyId, 'en');
    expect(await refused(gone)).toMatchObject({ problem: 'not-found' });
    await doDailyWork(archive);
    await expectArchiveSound(archive);
  });
});
