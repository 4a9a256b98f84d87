import { type Lab, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import {
  CloseRequest,
  CollectItems,
  FreezeRequest,
  type NewRequest,
  OpenRequest,
  ReadDuties,
  ReadRequests,
  type RequestView,
  StepRequest,
} from '../../src/requests/index.js';
import { ReadHolds, TakeNumber } from '../../src/retention/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, type PersonActor, refused } from '../support/people.js';
import { TWIN_CODES, TwinRequestClock } from '../support/twin-laws.js';

const HOST = 'social.newford.example';

describe('records requests', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let newford: string;
  let nowyBrod: string;
  let marta: PersonActor;
  let inez: PersonActor;

  const given = (more: Partial<NewRequest> = {}): NewRequest => ({
    bodyId: newford,
    kind: 'subpoena',
    channel: 'hand',
    language: 'en',
    letter: { name: 'The Circuit Court', contact: null, address: null, text: 'Everything about the flood' },
    receivedAt: '2026-05-20T16:40:00-05:00',
    scope: { query: 'flood' },
    ...more,
  });
  const open = async (more: Partial<NewRequest> = {}): Promise<RequestView> =>
    archive.get(ReadRequests).one(marta, await archive.get(OpenRequest).run(marta, given(more)));

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.post(world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' }), 'Flood warning');
      },
    });
    archive = await openArchive(clock, { laws: { clock: new TwinRequestClock(), codes: TWIN_CODES } });
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    inez = await person(archive, 'Inez Duarte', 'auditor');
    newford = await archive.addBody();
    nowyBrod = await archive.addBody('Nowy Bród', 'Europe/Warsaw');
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId: newford });
    await archive.get(TakeNumber).set(marta, { bodyId: nowyBrod, series: 'request', form: 'UDIP {year}/{n}', next: 7 });
    await archive.settle();
    clock.advance(new Date('2026-05-22T12:00:00Z').getTime() - clock.now().getTime());
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('are numbered per body and year, one after the other, however many arrive at once', async () => {
    const opened = await Promise.all(Array.from({ length: 4 }, () => open()));
    expect(opened.map(({ number }) => number).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '2026-0001', '2026-0002', '2026-0003', '2026-0004',
    ]); // prettier-ignore
    expect((await open({ bodyId: nowyBrod, kind: 'udip', language: 'pl' })).number).toBe('UDIP 2026/7');
  });

  it('whose order names its own day have that day as deadline, and another only by hand', async () => {
    const { id, dueOn, authority, reminders } = await open({ dueOn: '2026-06-30' });
    expect([dueOn, authority, reminders.at(-1)]).toEqual([
      '2026-06-30',
      null,
      { kind: 'day-before', onDay: '2026-06-29' },
    ]);
    const extend = (until: string): Promise<void> =>
      archive
        .get(StepRequest)
        .run(marta, { id, action: 'extend', ground: 'The court agreed', letter: 'Order 2', until });
    expect((await refused(extend(''))).sentence).toContain('Name the later day of the extension');
    expect((await refused(extend('2026-06-30'))).sentence).toContain('Name the later day');
    expect((await refused(extend('2026-06-31'))).sentence).toContain('is not a day');
    await extend('2026-07-15');
    expect(await archive.get(ReadRequests).one(inez, id)).toMatchObject({
      dueOn: '2026-07-15',
      reminders: expect.arrayContaining([{ kind: 'day-before', onDay: '2026-07-14' }]),
    });
    expect((await open()).dueOn).toBeNull();
  });

  it('of a requester who is known are shown together; who gives no address is somebody new', async () => {
    const dana = { name: 'Dana Whitlock', contact: 'Dana@Ledger.example', address: null, text: 'The flood' };
    const first = await open({ letter: dana });
    const second = await open({ letter: { ...dana, name: 'D. Whitlock', contact: 'dana@ledger.example ' } });
    expect(second.earlier).toEqual([{ id: first.id, number: first.number }]);
    expect((await open({ bodyId: nowyBrod, letter: dana })).earlier).toEqual([]);
    expect((await open()).earlier).toEqual([]);
  });

  it('for erasure are registered and hold nothing, and are collected by person alone', async () => {
    const { scope: _, ...withoutScope } = given({ kind: 'erasure', bodyId: nowyBrod, language: 'pl' });
    const id = await archive.get(OpenRequest).run(marta, withoutScope);
    const request = await archive.get(ReadRequests).one(marta, id);
    expect([request.holdId, request.scope, request.actions]).toEqual([
      null,
      null,
      ['acknowledge', 'collect', 'withdraw'],
    ]);
    expect((await refused(archive.get(CollectItems).run(marta, { id, scope: { query: 'x' } }))).sentence).toContain(
      'asks for erasure: collect it by person',
    );
    await archive
      .get(StepRequest)
      .run(marta, { id, action: 'withdraw', ground: 'Taken back', letter: 'E-mail of 22 May' });
    expect((await archive.get(ReadRequests).one(marta, id)).state).toBe('withdrawn');
  });

  it('take words as they come, but for what no text can hold', async () => {
    const odd = 'Zażółć \u0000gęślą \ud800 jaźń 🌊\u202E';
    const { id, letter } = await open({ letter: { name: odd, contact: odd, address: odd, text: odd } });
    expect(letter?.text).toBe('Zażółć gęślą \uFFFD jaźń 🌊\u202E');
    await archive.get(StepRequest).run(marta, { id, action: 'withdraw', ground: odd, letter: odd });
    expect((await refused(open({ scope: { query: '\u0000' } }))).problem).toBe('invalid-input');
    expect(
      (await refused(open({ letter: { name: 'x', contact: null, address: null, text: 'y'.repeat(20_001) } }))).sentence,
    ).toContain('longer than 20000 characters');
  });

  it('remind the desk of the nearest deadline first, once it has come that far, in the body’s own day', async () => {
    const { id } = await open({ kind: 'state-law', law: 'us-il', channel: 'email' });
    const due = async (): Promise<(string | null)[]> =>
      (await archive.get(ReadDuties).run(inez)).filter(({ requestId }) => requestId === id).map(({ why }) => why);
    expect(await due()).toEqual([]);
    for (const [at, why] of [
      ['2026-05-24T04:59:00Z', []],
      ['2026-05-24T05:00:00Z', ['half']],
      ['2026-05-26T12:00:00Z', ['three-quarters']],
      ['2026-05-27T12:00:00Z', ['day-before']],
      ['2026-05-29T04:59:00Z', ['day-before']],
      ['2026-05-29T05:00:00Z', ['overdue']],
    ] as const) {
      clock.advance(new Date(at).getTime() - clock.now().getTime());
      expect([at, await due()]).toEqual([at, why]);
    }
    expect(await archive.get(ReadRequests).one(inez, id)).toMatchObject({ overdue: true, dueOn: '2026-05-28' });
  });

  it('are frozen once, of two who try at once', async () => {
    const { id } = await open();
    await archive.get(CollectItems).run(marta, { id });
    const tries = await Promise.all([1, 2].map(() => refused(archive.get(FreezeRequest).run(marta, { id }))));
    expect(tries.map(({ problem }) => problem).toSorted((a, b) => a.localeCompare(b))).toEqual(['none', 'wrong-state']);
    expect((await refused(archive.get(CloseRequest).run(marta, { id, letter: 'L-1' }))).sentence).toContain(
      '1 item is undecided',
    );
  });

  it('are read by an auditor and changed by those who may', async () => {
    const { id, holdId } = await open();
    expect((await refused(archive.get(OpenRequest).run(inez, given()))).problem).toBe('not-allowed');
    for (const action of ['acknowledge', 'pause', 'resume', 'extend', 'withdraw'] as const) {
      expect((await refused(archive.get(StepRequest).run(inez, { id, action }))).problem).toBe('not-allowed');
    }
    expect((await refused(archive.get(FreezeRequest).run(inez, { id }))).problem).toBe('not-allowed');
    expect((await refused(archive.get(CollectItems).run(inez, { id }))).problem).toBe('not-allowed');
    expect((await refused(archive.get(CloseRequest).run(inez, { id, letter: 'L' }))).problem).toBe('not-allowed');
    expect((await archive.get(ReadHolds).one(inez, holdId ?? '')).matter.kind).toBe('request');
  });

  it('leave an archive that is sound', async () => {
    await archive.settle();
    await doDailyWork(archive);
    await expectArchiveSound(archive);
  });
});
