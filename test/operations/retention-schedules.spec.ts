import { type Lab, startLab } from '../../lab/index.js';
import { ChangeAccountState, AssignCustodian } from '../../src/accounts/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import {
  EvaluateSchedules,
  LoadPolicy,
  OpenMatter,
  PlaceHold,
  PolicyBook,
  RecordEvent,
  ScheduleOf,
  wholePolicy,
} from '../../src/retention/index.js';
import { ExplainItem } from '../../src/retention/schedules/explain-item.js';
import { ReadEvents } from '../../src/retention/schedules/read-events.js';
import { ReportSchedules } from '../../src/retention/schedules/report-schedules.js';
import { TryPolicy } from '../../src/retention/schedules/what-if.js';
import { DailyWork } from '../../src/integrity/daily-work.js';
import { Followers, ReadTrail } from '../../src/audit/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, type PersonActor, refused } from '../support/people.js';

const HOST = 'social.newford.example';

const yaml = (version: string, from: string, list: string): Buffer =>
  Buffer.from(`id: newford
title: { en: Newford, pl: Newford }
jurisdiction: US-IL
version: '${version}'
effective: { from: '${from}' }
decides: all-items
authority: { citation: 'An ordinance', url: 'https://law.example/' }
trust: verified
checked: '2026-05-01'
series:
${list}`);

const series = (id: string, cutoff: string, period: string, match = '{}'): string =>
  `  - { id: ${id}, title: { en: A, pl: A }, cutoff: ${cutoff}, period: ${period}, action: destroy, match: [${match}] }\n`;

describe('retention schedules', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let account: string;
  let marta: PersonActor;
  let inez: PersonActor;

  const load = (bytes: Buffer, more: { confirmsDraft?: boolean; reason?: string } = {}): Promise<string> =>
    archive.get(LoadPolicy).run(marta, {
      bodyId,
      file: wholePolicy(bytes, 'newford.yaml'),
      reason: more.reason ?? 'Adopted by the council',
      confirmsDraft: more.confirmsDraft ?? false,
    });
  const found = async (text: string): Promise<string[]> =>
    (await archive.get(RecordSearch).page(inez, { text }, { limit: 50 })).items.map(({ id }) => id);
  const evaluate = async (): Promise<{ items: number; changed: number; full: boolean }> => {
    await archive.get(Followers).settle();
    return archive.get(EvaluateSchedules).run();
  };
  const when = async (id: string): Promise<string> => {
    const { seriesId, eligibleOn } = await archive.get(ExplainItem).run(inez, id);
    return `${seriesId} ${eligibleOn?.toString() ?? 'never'}`;
  };

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const text of ['Flood warning for Mill Street #flood', 'Library is open']) {
          world.post(city, text, { key: text.split(' ')[0]?.toLowerCase() ?? '' });
        }
      },
    });
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    inez = await person(archive, 'Inez Duarte', 'auditor');
    bodyId = await archive.addBody();
    account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    clock.advance(120_000);
    await archive.settle();
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('are worked out at night: without any everything is kept and counted', async () => {
    const first = await evaluate();
    expect(first).toMatchObject({ full: true, items: 3, changed: 3 });
    expect(await evaluate()).toEqual({ full: false, items: 0, changed: 0 });
    const { bodies } = await archive.get(ReportSchedules).run(inez, { months: 24 });
    expect(bodies).toMatchObject([
      { items: 3, unscheduled: 3, waiting: 0, history: [{ on: '2026-05-19', unscheduled: 3 }] },
    ]);
    expect((await found('series:none')).length).toBe(2);
    expect(await found('series:any')).toEqual([]);
    expect((await refused(found('series:020'))).sentence).toContain('No policy loaded here has a series “020”');
  });

  it('say before they are loaded what would come of them, and change nothing', async () => {
    const { policy } = wholePolicy(
      yaml('1', '2026-05-01', series('posts', 'creation', 'P2D', '{ itemTypes: [post] }')),
      'x',
    );
    const told = await archive.get(TryPolicy).run(inez, { bodyId, policy });
    expect(told).toMatchObject({
      before: { items: 3, unscheduled: 3, earliest: null },
      after: { items: 3, unscheduled: 1, due: 0, earliest: '2026-05-21', latest: '2026-05-21' },
      earlier: 2,
      later: 0,
      same: 1,
      series: [{ policyId: 'newford', seriesId: 'posts', items: 2 }],
      accounts: [{ accountId: account, handle: '@newford@social.newford.example', items: 3, unscheduled: 1 }],
    });
    expect(await archive.get(PolicyBook).loaded()).toEqual([]);
  });

  it('are loaded as versions that are never rewritten, by a person and for a reason', async () => {
    const one = yaml('1', '2026-05-01', series('posts', 'creation', 'P2D', '{ itemTypes: [post] }'));
    expect((await refused(load(one, { reason: ' ' }))).sentence).toContain('The reason is missing');
    await load(one);
    expect(await refused(load(one))).toMatchObject({ problem: 'already-exists' });
    const other = yaml('1', '2026-05-02', series('posts', 'creation', 'P9D'));
    expect((await refused(load(other))).sentence).toContain('What was loaded is never rewritten');
    const back = yaml('2', '2026-05-01', series('posts', 'creation', 'P9D'));
    expect((await refused(load(back))).sentence).toContain('never reaches back');
    const strange = yaml('2', '2026-05-20', series('posts', 'creation', 'P9D', '{ accounts: [nobody] }'));
    expect((await refused(load(strange))).sentence).toContain(
      'names the account "nobody", which City of Newford does not have',
    );
    const draft = archive.get(PolicyBook).at('us-il-local');
    const drafted = (confirmsDraft: boolean): Promise<string> =>
      archive.get(LoadPolicy).run(marta, { bodyId, file: draft, reason: 'Read', confirmsDraft });
    expect((await refused(drafted(false))).sentence).toContain('is a draft');
    expect(await refused(archive.get(LoadPolicy).run(inez, { bodyId, file: draft, reason: 'x', confirmsDraft: true }))).toMatchObject({ problem: 'not-allowed' }); // prettier-ignore
    expect((await archive.get(PolicyBook).loaded()).map(({ policy, loadedBy }) => [policy.version, loadedBy])).toEqual([
      ['1', 'Marta Zielinski'],
    ]);
  });

  it('decide from the next night on, and are found by their series; a version that begins later begins then', async () => {
    expect(await evaluate()).toMatchObject({ full: true, items: 3, changed: 2 });
    const posts = await found('series:newford/posts');
    expect(posts.length).toBe(2);
    expect(await when(posts[0] ?? '')).toBe('posts 2026-05-21');
    await load(yaml('2', '2026-06-01', series('posts', 'end-of-calendar-year', 'P5Y', '{ itemTypes: [post] }')));
    await evaluate();
    expect(await when(posts[0] ?? '')).toBe('posts 2026-05-21');
    clock.set(new Date('2026-06-01T12:00:00Z'));
    expect(await when(posts[0] ?? '')).toBe('posts 2032-01-01');
    expect(await evaluate()).toMatchObject({ full: true, changed: 2 });
    const { bodies } = await archive.get(ReportSchedules).run(inez, { months: 1200 });
    expect(bodies[0]?.coming.at(-1)).toEqual({ month: '2032-01', destroy: 2, transfer: 0, review: 0 });
  });

  it('go on where the night was stopped, and look again only at what changed', async () => {
    const stopped = archive.get(EvaluateSchedules).run(() => Promise.reject(new Error('stop')), { full: true });
    await expect(stopped).rejects.toThrow('stop');
    expect(await archive.get(EvaluateSchedules).run()).toMatchObject({ full: true, items: 3, changed: 0 });
    lab.world.post(lab.world.account(`newford@${HOST}`), 'A third post', { key: 'third' });
    clock.advance(600_000);
    await archive.settle();
    const night = await evaluate();
    expect(night.full).toBe(false);
    expect(night.items).toBeGreaterThan(0);
    expect((await found('series:newford/posts')).length).toBe(3);
  });

  it('wait for events, which are recorded with who and why, and can be taken back', async () => {
    const waits = '{ event: term-ends }';
    const both =
      series('term', waits, 'P1Y', '{ itemTypes: [post] }') +
      series('closed', '{ event: account-closed }', 'P1Y', '{ itemTypes: [profile] }');
    await load(yaml('3', '2026-06-02', both));
    clock.advance(24 * 3_600_000);
    const [post = ''] = await found('type:post');
    expect(await when(post)).toBe('term never');
    const record = (on: string, name = 'term-ends'): Promise<string> =>
      archive.get(RecordEvent).run(marta, { name, on, reason: 'Minutes no. 12', scope: { kind: 'body', bodyId } });
    expect((await refused(record('2026-12-01'))).sentence).toContain('2026-12-01 has not come yet');
    expect((await refused(record('2026-06-01', 'term-end'))).sentence).toContain('Perhaps you mean: term-ends');
    expect(await refused(archive.get(RecordEvent).run(inez, { name: 'term-ends', on: '2026-06-01', reason: 'x', scope: { kind: 'body', bodyId } }))).toMatchObject({ problem: 'not-allowed' }); // prettier-ignore
    const id = await record('2026-06-01');
    expect(await when(post)).toBe('term 2027-06-01');
    expect((await evaluate()).items).toBeGreaterThan(3);
    await archive.get(Followers).settle();
    const told = await archive.get(ReadTrail).run(inez, {}, { limit: 200, language: 'en' });
    // The day is told as it was said, in the zone of any body.
    expect(told.items.find(({ type }) => type === 'retention-event.recorded')?.sentence).toContain(
      ', of 1 June 2026: ',
    );
    const [view] = (await archive.get(ReadEvents).list(inez, { limit: 5 })).items;
    expect(view).toMatchObject({
      name: 'term-ends',
      recordedBy: 'Marta Zielinski',
      reason: 'Minutes no. 12',
      withdrawn: null,
    });
    await archive.get(RecordEvent).withdraw(marta, { id, reason: 'Another body’s' });
    expect(await when(post)).toBe('term never');
    expect(await refused(archive.get(RecordEvent).withdraw(marta, { id, reason: 'Again' }))).toMatchObject({
      problem: 'wrong-state',
    });
  });

  it('start by themselves where an account is retired, and stand still again where it is resumed', async () => {
    const profile: { id: string }[] = await archive.database.query(`SELECT id FROM item WHERE kind = 'profile'`);
    const change = (what: 'retire' | 'resume'): Promise<unknown> =>
      archive.get(ChangeAccountState).run(marta, { accountId: account, change: what, reason: `To ${what} it` });
    const id = profile[0]?.id ?? '';
    expect(await when(id)).toBe('closed never');
    await change('retire');
    await archive.get(Followers).settle();
    expect(await when(id)).toBe('closed 2027-06-02');
    const [view] = (await archive.get(ReadEvents).list(inez, { limit: 1 })).items;
    expect(view).toMatchObject({
      name: 'account-closed',
      recordedBy: 'Marta Zielinski',
      reason: 'To retire it',
      account: '@newford@social.newford.example',
    });
    await change('resume');
    await archive.get(Followers).settle();
    expect(await when(id)).toBe('closed never');
  });

  it('start with a case for what its holds name, and with items named one by one', async () => {
    const posts = await found('type:post');
    const [first = '', second = ''] = posts;
    const { id: matterId } = await archive
      .get(OpenMatter)
      .run(marta, { bodyId, number: '2026-CV-1', name: 'A case', kind: 'litigation' });
    const at = (scope: Parameters<RecordEvent['run']>[1]['scope']): Promise<string> =>
      archive.get(RecordEvent).run(marta, { name: 'term-ends', on: '2026-06-01', reason: 'Ended', scope });
    expect((await refused(at({ kind: 'matter', bodyId, number: '2026-CV-1' }))).sentence).toContain(
      'No hold of 2026-CV-1',
    );
    expect((await refused(at({ kind: 'matter', bodyId, number: '2026-CV-9' }))).sentence).toContain('There is no case');
    await archive
      .get(PlaceHold)
      .run(marta, { matterId, reason: 'A claim', triggerAt: '2026-05-19T13:00:00Z', scope: { itemIds: [first] } });
    await at({ kind: 'matter', bodyId, number: '2026-CV-1' });
    expect([await when(first), await when(second)]).toEqual(['term 2027-06-01', 'term never']);
    await at({ kind: 'items', itemIds: [second] });
    expect(await when(second)).toBe('term 2027-06-01');
    expect((await refused(at({ kind: 'items', itemIds: [newId()] }))).sentence).toContain('There is no item');
  });

  it('ask who answered for the account, and answer in the transaction that asks', async () => {
    await archive
      .get(AssignCustodian)
      .run(marta, { accountId: account, name: 'Dana', role: 'mayor', from: '2026-01-01T00:00:00Z' });
    await load(yaml('4', '2026-06-03', series('mayor', 'creation', 'P20Y', '{ custodianRoles: [mayor] }')));
    clock.advance(24 * 3_600_000);
    const [post = ''] = await found('type:post');
    await archive.database.transaction(async (rows) => {
      const outcome = (await archive.get(ScheduleOf).run(rows, [post])).get(post);
      expect(outcome).toMatchObject({ verdict: 'destroy', policyId: 'newford', version: '4', seriesId: 'mayor', authority: { url: 'https://law.example/' }, consents: [] }); // prettier-ignore
    });
    expect((await refused(archive.get(ExplainItem).run(system('setup'), newId()))).problem).toBe('not-found');
  });

  it('leave an archive that is sound', async () => {
    await archive.get(DailyWork).settle(new AbortController().signal);
    await expectArchiveSound(archive);
    const [work] = await archive.database.query(`SELECT done_at FROM daily_work WHERE name = 'schedules'`);
    expect(work.done_at).toEqual(clock.now());
  });
});
