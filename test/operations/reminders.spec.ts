import { AuditTrail } from '../../src/audit/index.js';
import { SetMail } from '../../src/identity/index.js';
import { MailError, MemoryMail, readConfig } from '../../src/platform/index.js';
import { MakeReminders, ReadMail, SendNotices } from '../../src/requests/index.js';
import { DeadlineOffice } from '../support/deadline-office.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, refused } from '../support/people.js';

const GOES_ON = new AbortController().signal;

describe('deadlines are told to whoever registered the request', () => {
  let office: DeadlineOffice;

  beforeAll(async () => {
    office = await DeadlineOffice.open('2026-05-22T12:00:00Z');
  }, 120_000);

  afterAll(async () => {
    await doDailyWork(office.archive);
    await expectArchiveSound(office.archive);
    await office.close();
  });

  const postman = (mail: MemoryMail): SendNotices => {
    const { config } = readConfig({ PUBLIC_URL: 'https://records.newford.example' });
    const { archive, clock } = office;
    return new SendNotices(archive.database, archive.get(AuditTrail), clock, config, mail);
  };

  it('on the days that are due, once each by any number of workers, with nothing of what is asked', async () => {
    const mail = new MemoryMail();
    office.go('2026-05-29T15:00:00Z');
    const { id, number } = await office.register({ receivedAt: '2026-05-29T09:00:00-05:00' });
    const remind = (): Promise<unknown> => Promise.all([1, 2, 3].map(() => office.archive.get(MakeReminders).run()));
    for (const [at, kinds] of [
      ['2026-06-01T12:00:00Z', []],
      ['2026-06-02T12:00:00Z', ['half']],
      ['2026-06-03T12:00:00Z', ['half', 'three-quarters']],
      ['2026-06-04T12:00:00Z', ['half', 'three-quarters', 'day-before']],
      ['2026-06-08T12:00:00Z', ['half', 'three-quarters', 'day-before']],
    ] as const) {
      office.go(at);
      await remind();
      await Promise.all([postman(mail).run(GOES_ON), postman(mail).run(GOES_ON)]);
      expect([at, (await office.notices(id)).map((notice) => Object(notice).kind)]).toEqual([at, kinds]);
    }
    expect(mail.sent).toHaveLength(3);
    expect(mail.sent.at(-1)).toMatchObject({
      to: 'marta@newford.example',
      subject: `Request ${number}: due 5 June 2026`,
      text: `The answer to request ${number} is due 5 June 2026.\nOne day is left.\nLaw: us-il\nOpen it: https://records.newford.example/requests/${id}\n\nAkta sends this to whoever registered the request. It holds nothing of what is asked for.\n`,
    });
    expect(JSON.stringify(mail.sent)).not.toMatch(/Dana|secret|flood/i);
    const [told] = await office.archive.database.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'request.notice-sent' AND facts->>'request' = $1`,
      [id],
    );
    expect(told?.n).toBe(3);
    await office.step(id, 'withdraw');
  });

  it('when a calendar moves them, in the language of the body, and a reminder of the old deadline is not sent', async () => {
    const mail = new MemoryMail();
    const { id, number } = await office.udip({ receivedAt: '2026-05-29T09:00:00+02:00' });
    await office.archive.get(MakeReminders).run();
    await office.change('pl', '2026-06-12', 'added');
    await postman(mail).run(GOES_ON);
    expect(await office.notices(id)).toEqual([
      { kind: 'three-quarters', about: '2026-06-12', sent: false, fault: null },
      { kind: 'recount', about: expect.any(String), sent: true, fault: null },
    ]);
    expect(mail.sent.map(({ subject }) => subject)).toEqual([`Wniosek ${number}: nowy termin 15 czerwca 2026 r.`]);
    expect(mail.sent[0]?.text).toContain('Był to 12 czerwca 2026 r.; teraz jest to 15 czerwca 2026 r.');
    await office.step(id, 'withdraw');
  });

  it('later where the mail server is not there, and the desk says so; nothing is lost', async () => {
    const mail = new MemoryMail();
    mail.fault = new MailError('unreachable', 'ECONNREFUSED');
    const { id } = await office.register({ receivedAt: '2026-06-03T09:00:00-05:00' });
    const [waiting, sender] = [new ReadMail(office.archive.database, mail), postman(mail)];
    await office.archive.get(MakeReminders).run();
    for (const minutes of [0, 1, 5, 15, 60, 60]) {
      office.clock.advance(minutes * 60_000);
      await sender.run(GOES_ON);
      await sender.run(GOES_ON);
    }
    expect(await office.notices(id)).toEqual([
      { kind: 'three-quarters', about: '2026-06-10', sent: false, fault: 'unreachable' },
    ]);
    expect(await waiting.run(office.marta)).toEqual({ state: 'failing', waiting: 1, withoutAddress: 0, refused: 0 });
    expect(await office.archive.get(ReadMail).run(office.marta)).toMatchObject({ state: 'not-set', waiting: 1 });
    expect(await office.archive.get(SendNotices).run(GOES_ON)).toBe(0);
    mail.fault = null;
    office.clock.advance(60 * 60_000);
    expect(await sender.run(GOES_ON)).toBe(1);
    expect(await waiting.run(office.marta)).toEqual({ state: 'working', waiting: 0, withoutAddress: 0, refused: 0 });
    await office.step(id, 'withdraw');
  });

  it('not where the owner has no address or it is refused, which the desk says; and never of what has ended', async () => {
    const mail = new MemoryMail();
    const [desk, sender] = [new ReadMail(office.archive.database, mail), postman(mail)];
    const zofia = await person(office.archive, 'Zofia Lis', 'legal');
    const hers = await office.register({ receivedAt: '2026-06-04T09:00:00-05:00', by: zofia });
    const { id } = await office.register({ receivedAt: '2026-06-04T09:00:00-05:00' });
    await office.archive.get(MakeReminders).run();
    mail.fault = new MailError('refused', 'EENVELOPE 550');
    await sender.run(GOES_ON);
    expect(await desk.run(office.marta)).toEqual({ state: 'working', waiting: 2, withoutAddress: 1, refused: 1 });
    const set = (address: string, by = zofia): Promise<void> =>
      office.archive.get(SetMail).run(by, { person: zofia.personId, mail: address });
    expect((await refused(set('zofia at newford'))).sentence).toContain('is not an e-mail address');
    expect((await refused(set('x@newford.example', office.marta))).problem).toBe('not-allowed');
    await set('zofia@newford.example');
    mail.fault = null;
    office.clock.advance(60_000);
    await office.step(id, 'withdraw');
    await sender.run(GOES_ON);
    expect(mail.sent.map(({ to }) => to)).toEqual(['zofia@newford.example']);
    mail.sent.length = 0;
    await office.step(hers.id, 'withdraw');
    office.clock.advance(60 * 60_000);
    await sender.run(GOES_ON);
    expect(mail.sent).toEqual([]);
    expect(await desk.run(office.marta)).toMatchObject({ waiting: 0 });
  });

  it('by another worker when one dies with the message in its hands', async () => {
    const mail = new MemoryMail();
    const { id } = await office.register({ receivedAt: '2026-06-04T09:00:00-05:00' });
    await office.archive.get(MakeReminders).run();
    const dying = postman(mail);
    const dead = new MemoryMail();
    dead.send = () => new Promise(() => undefined);
    void postman(dead).run(GOES_ON);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await dying.run(GOES_ON)).toBe(0);
    office.clock.advance(5 * 60_000);
    expect(await dying.run(GOES_ON)).toBe(1);
    await office.step(id, 'withdraw');
  });
});
