import { type Lab, startLab } from '../../lab/index.js';
import { AuditTrail, ReadTrail } from '../../src/audit/index.js';
import { SetMail } from '../../src/identity/index.js';
import { MailError, MemoryMail, readConfig, SimulatedClock, system } from '../../src/platform/index.js';
import {
  AcknowledgeNotice,
  OpenMatter,
  PlaceHold,
  PreviewRelease,
  ReadHoldNotices,
  ReleaseHold,
  SendHoldNotices,
  WriteNotices,
} from '../../src/retention/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor, refused } from '../support/people.js';

const HOST = 'social.newford.example';
const GOES_ON = new AbortController().signal;
const DAY = 24 * 3_600_000;

describe('a hold, told to custodians', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let bodyId: string;
  let marta: PersonActor;
  let adam: PersonActor;
  let ellen: PersonActor;
  let mail: MemoryMail;

  const postman = (by: MemoryMail = mail): SendHoldNotices => {
    const { config } = readConfig({ PUBLIC_URL: 'https://records.newford.example' });
    return new SendHoldNotices(archive.database, archive.get(AuditTrail), clock, config, by);
  };
  const place = async (number: string, scope: object): Promise<string> => {
    const matter = { bodyId, number, name: 'Kowalczyk v. City of Newford', kind: 'litigation' } as const;
    const { id: matterId } = await archive.get(OpenMatter).run(marta, matter);
    const asked = { matterId, reason: 'A claim was announced', triggerAt: '2026-01-05T15:00:00Z', scope };
    return archive.get(PlaceHold).run(marta, asked);
  };
  const tell = (holdId: string, ...to: string[]): Promise<void> => archive.get(WriteNotices).run(marta, { holdId, to });
  const states = async (holdId: string): Promise<Record<string, string>> => {
    const { items } = await archive.get(ReadHoldNotices).list(adam, { holdId }, { limit: 50 });
    return Object.fromEntries(items.map(({ to, state, reminders, fault }) => [to, `${state} ${reminders} ${fault}`]));
  };
  const noticeOf = async (holdId: string, to: string): Promise<string> => {
    const { items } = await archive.get(ReadHoldNotices).list(marta, { holdId }, { limit: 50 });
    return items.find((notice) => notice.to === to)?.id ?? '';
  };
  const acknowledge = (actor: PersonActor, noticeId: string, said?: string): Promise<void> =>
    archive.get(AcknowledgeNotice).run(actor, { noticeId, ...(said === undefined ? {} : { said }) });

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        for (const name of ['newford', 'parks']) {
          const city = world.openAccount(`${name}@${HOST}`, { displayName: name });
          for (const words of ['flood on Mill Street', 'budget hearing', 'library is open']) {
            world.post(city, `${name}: ${words}`);
          }
        }
      },
    });
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    adam = await approver(archive, 'Adam Okafor', 'legal');
    ellen = await person(archive, 'Ellen Brandt', 'custodian');
    await archive.get(SetMail).run(ellen, { person: ellen.personId, mail: 'ellen@newford.example' });
    bodyId = await archive.addBody();
    for (const name of ['newford', 'parks']) await archive.addAccount(`${lab.mastodon(HOST)}/@${name}`, { bodyId });
    clock.advance(2 * 60_000);
    await archive.settle();
    mail = new MemoryMail();
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('reaches who signs in here and who does not, once by any number of workers, in recorded words', async () => {
    const hold = await place('2026-CV-0417', { query: 'flood' });
    await tell(hold, 'ellen.brandt', 'Jon Reyes <jon@parks.example>', 'The mayor’s driver');
    expect(await states(hold)).toEqual({
      'Ellen Brandt': 'waiting 0 null',
      'Jon Reyes': 'waiting 0 null',
      'The mayor’s driver': 'waiting 0 null',
    });
    await Promise.all([postman().run(GOES_ON), postman().run(GOES_ON)]);
    expect(mail.sent.map(({ to }) => to).toSorted()).toEqual(['ellen@newford.example', 'jon@parks.example']);
    const first = mail.sent.find(({ to }) => to === 'ellen@newford.example');
    expect(first?.subject).toBe('Hold 2026-L-001: please keep and acknowledge');
    expect(first?.text).toContain('the duty to keep arose on 5 January 2026, 09:00 (UTC−06:00).');
    expect(first?.text).toContain('Acknowledge it: https://records.newford.example/me');
    expect(mail.sent.find(({ to }) => to.startsWith('jon'))?.text).toContain('by answering to Marta Zielinski.');
    expect(await states(hold)).toMatchObject({
      'Ellen Brandt': 'sent 0 null',
      'The mayor’s driver': 'waiting 0 no-address',
    });
    const [line] = (await archive.get(ReadHoldNotices).list(marta, { holdId: hold }, { limit: 1 })).items;
    expect(first?.text).toContain(line?.text);
  });

  it('is chased each week until it is acknowledged, by oneself or, of somebody outside, in writing', async () => {
    const [hold = ''] = await archive.database
      .query<{ id: string }[]>(`SELECT id FROM hold WHERE number = '2026-L-001'`)
      .then((rows) => rows.map(({ id }) => id));
    mail = new MemoryMail();
    clock.advance(7 * DAY - 1_000);
    await postman().run(GOES_ON);
    expect(mail.sent).toEqual([]);
    clock.advance(1_000);
    await postman().run(GOES_ON);
    expect(mail.sent.map(({ to, subject }) => `${to} ${subject}`).toSorted()).toEqual([
      'ellen@newford.example Hold 2026-L-001: not acknowledged yet',
      'jon@parks.example Hold 2026-L-001: not acknowledged yet',
    ]);
    expect(mail.sent[0]?.text).toMatch(/^You were told this on 19 May 2026/);
    expect(await states(hold)).toMatchObject({ 'Ellen Brandt': 'sent 1 null', 'Jon Reyes': 'sent 1 null' });

    const [own, jon] = [await noticeOf(hold, 'Ellen Brandt'), await noticeOf(hold, 'Jon Reyes')];
    expect((await archive.get(ReadHoldNotices).own(ellen, { limit: 10 })).items.map(({ id }) => id)).toEqual([own]);
    expect((await refused(acknowledge(marta, own, 'by letter'))).sentence).toContain('acknowledges this in person');
    expect((await refused(acknowledge(ellen, jon, 'x'))).problem).toBe('not-allowed');
    expect((await refused(acknowledge(marta, jon))).sentence).toContain('How it was acknowledged is missing');
    await acknowledge(ellen, own);
    await acknowledge(marta, jon, 'Signed letter of 26 May 2026');
    expect((await refused(acknowledge(ellen, own))).problem).toBe('wrong-state');
    expect((await archive.get(ReadHoldNotices).own(ellen, { limit: 10 })).items).toEqual([]);
    mail = new MemoryMail();
    clock.advance(30 * DAY);
    await postman().run(GOES_ON);
    expect(mail.sent).toEqual([]);
    expect(await states(hold)).toMatchObject({ 'Ellen Brandt': 'acknowledged 1 null' });

    await archive.settle();
    const { items } = await archive.get(ReadTrail).run(system('setup'), {}, { limit: 50, language: 'en' });
    const said = items.map(({ sentence }) => sentence).join('\n');
    expect(said).toContain('Marta Zielinski told Ellen Brandt in writing of the hold 2026-L-001.');
    expect(said).toContain('Reminder no. 1 of the hold 2026-L-001 was sent to Jon Reyes.');
    expect(said).toContain(
      'Jon Reyes has acknowledged the hold 2026-L-001, in writing, noted here (Marta Zielinski): “Signed letter of 26 May 2026”.',
    );
  });

  it('says who cannot be told, and waits for a mail server that is not there', async () => {
    const hold = await place('2026-CV-0418', { query: 'budget' });
    for (const [typed, sentence] of [
      ['nobody', 'Nobody signs in as "nobody".'],
      ['Jon <jon>', 'is not an e-mail address'],
      ['  ', 'names nobody'],
      ['<a@b.c>', 'names nobody'],
    ] as const) {
      expect((await refused(tell(hold, 'ellen.brandt', typed))).sentence).toContain(sentence);
    }
    expect((await refused(tell(hold))).sentence).toContain('Nobody is named');
    expect((await refused(archive.get(WriteNotices).run(ellen, { holdId: hold, to: ['x'] }))).problem).toBe(
      'not-allowed',
    );
    expect(await states(hold)).toEqual({});
    await tell(hold, 'ellen.brandt');
    expect((await refused(tell(hold, 'ellen.brandt'))).problem).toBe('already-exists');
    const down = new MemoryMail();
    down.fault = new MailError('unreachable', 'down');
    await postman(down).run(GOES_ON);
    expect(await states(hold)).toEqual({ 'Ellen Brandt': 'waiting 0 unreachable' });
    clock.advance(2 * 60_000);
    await postman().run(GOES_ON);
    expect(mail.sent.map(({ to }) => to)).toContain('ellen@newford.example');
  });

  it('shows before its release what it would free, by account, and what another hold still names', async () => {
    const both = await place('2026-CV-0500', { query: 'newford OR parks' });
    const one = await place('2026-CV-0501', { query: 'library' });
    const { freed, stays, accounts } = await archive.get(PreviewRelease).run(adam, both);
    // Flood and budget are under the holds above, the library under the one just placed.
    expect({ freed, stays }).toEqual({ freed: 0, stays: 6 });
    const library = await archive.get(PreviewRelease).run(adam, one);
    expect([library.freed, library.stays]).toEqual([0, 2]);
    await archive.get(ReleaseHold).propose(marta, { holdId: both, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId: both });
    const after = await archive.get(PreviewRelease).run(adam, one);
    expect(after.accounts.map(({ handle, freed: n, stays: m }) => [handle, n, m])).toEqual([
      [`@newford@${HOST}`, 1, 0],
      [`@parks@${HOST}`, 1, 0],
    ]);
    expect(accounts).toHaveLength(2);
    expect((await refused(archive.get(PreviewRelease).run(ellen, one))).problem).toBe('not-allowed');
    const { count } = await archive.get(RecordSearch).count(adam, { text: 'hold:2026-CV-0501' });
    expect(count).toBe(after.freed);
  });

  it('that is released tells nobody any more', async () => {
    const hold = await place('2026-CV-0600', { query: 'hearing' });
    await tell(hold, 'Ellen Brandt <ellen@newford.example>');
    await archive.get(ReleaseHold).propose(marta, { holdId: hold, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId: hold });
    mail = new MemoryMail();
    await postman().run(GOES_ON);
    expect(mail.sent).toEqual([]);
    expect(await states(hold)).toEqual({ 'Ellen Brandt': 'ended 0 null' });
    expect((await refused(tell(hold, 'ellen.brandt'))).problem).toBe('wrong-state');
    await archive.settle();
    await doDailyWork(archive);
    await expectArchiveSound(archive);
  });
});
