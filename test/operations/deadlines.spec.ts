import { Followers } from '../../src/audit/index.js';
import { ReadDue, ReadDuties, RecountDues } from '../../src/requests/index.js';
import { DeadlineOffice } from '../support/deadline-office.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';

describe('deadlines of requests', () => {
  let office: DeadlineOffice;

  beforeAll(async () => {
    office = await DeadlineOffice.open('2026-05-22T12:00:00Z');
  }, 120_000);

  afterAll(async () => {
    await doDailyWork(office.archive);
    await expectArchiveSound(office.archive);
    await office.close();
  });

  describe('whose calendar is changed', () => {
    it('are counted anew, and what they were until then stays in the history', async () => {
      const { id, dueOn, reminders } = await office.register();
      const ended = await office.register();
      await office.step(ended.id, 'withdraw');
      const other = await office.register({ law: 'us-foia', kind: 'foia' });
      expect([dueOn, reminders.at(-1)?.onDay]).toEqual(['2026-05-28', '2026-05-27']);
      await office.change('us-il', '2026-05-26', 'added');
      const moved = await office.read(id);
      expect(moved).toMatchObject({ dueOn: '2026-05-29', outerOn: '2026-06-05', state: 'received' });
      expect(moved.reminders.at(-1)?.onDay).toBe('2026-05-28');
      expect(moved.steps.at(-1)).toMatchObject({
        action: 'recount',
        before: '2026-05-28',
        due: '2026-05-29',
        changed: { calendar: 'us-il', day: '2026-05-26', change: 'added', name: { en: 'Flood day' } },
        by: 'Akta',
      });
      expect((await office.read(ended.id)).steps.map(({ action }) => action)).toEqual(['receive', 'withdraw']);
      expect((await office.read(other.id)).steps).toHaveLength(1);
      const duties = await office.archive.get(ReadDuties).run(office.marta);
      expect(duties.find(({ requestId }) => requestId === id)).toMatchObject({
        recount: 'moved',
        before: '2026-05-28',
      });
      await office.step(id, 'extend', { kind: 'voluminous' });
      expect(
        (await office.archive.get(ReadDuties).run(office.marta)).filter(({ requestId }) => requestId === id),
      ).toEqual([]);
      await office.change('us-il', '2026-05-26', 'removed');
      expect(await office.read(id)).toMatchObject({ dueOn: '2026-06-04' });
      await office.step(id, 'withdraw');
      await office.step(other.id, 'withdraw');
    });

    it('are counted once, by whichever worker follows, and however often', async () => {
      const { id } = await office.register();
      const entries = [
        { seq: 1, line: '', eventId: '', accountId: null, accountSeq: null, at: office.clock.now().toISOString() },
      ];
      await office.change('us-il', '2026-05-27', 'added', false);
      const [day] = await office.archive.database.query<{ id: string }[]>(
        `SELECT id FROM calendar_day ORDER BY number DESC LIMIT 1`,
      );
      const told = entries.map((entry) => ({ ...entry, type: 'calendar.day-added', facts: { day: day?.id ?? '' } }));
      const follow = (): Promise<void> => office.archive.get(RecountDues).follow(told);
      await Promise.all([follow(), follow(), follow()]);
      await office.archive.get(Followers).settle();
      expect((await office.read(id)).steps.map(({ action }) => action)).toEqual(['receive', 'recount']);
      expect(await office.notices(id)).toEqual([
        { kind: 'recount', about: expect.any(String), sent: false, fault: null },
      ]);
      await office.change('us-il', '2026-05-27', 'removed');
      await office.step(id, 'withdraw');
    });

    it('while a request is registered are counted by the calendar as it is then', async () => {
      const { id } = await office.register();
      await office.archive.database.transaction(async (rows) => {
        await rows.query(`SET LOCAL akta.trail = 'on'`);
        await rows.query(`UPDATE records_request SET due_on = '2026-05-27' WHERE id = $1`, [id]);
      });
      await office.archive.get(Followers).settle();
      expect((await office.read(id)).dueOn).toBe('2026-05-28');
      await office.step(id, 'withdraw');
    });

    it('stay as they are, and say so once, where the day promised in a notice is a holiday now', async () => {
      const { id } = await office.udip();
      await office.step(id, 'extend', { kind: 'reasons', until: '2026-06-15' });
      await office.change('pl', '2026-06-15', 'added');
      await office.change('pl', '2026-06-16', 'added');
      const request = await office.read(id);
      expect(request).toMatchObject({ dueOn: '2026-06-15', authority: { en: expect.stringContaining('13') } });
      expect(request.steps.map(({ action, due }) => [action, due])).toEqual([
        ['receive', '2026-06-03'],
        ['extend', '2026-06-15'],
        ['recount', undefined],
        ['recount', undefined],
      ]);
      const [duty] = (await office.archive.get(ReadDuties).run(office.marta)).filter(
        ({ requestId }) => requestId === id,
      );
      expect(duty).toMatchObject({ recount: 'stuck', before: null, dueOn: '2026-06-15' });
      await office.step(id, 'withdraw');
    });
  });

  describe('unfold', () => {
    it('into the days counted and skipped with everything that moved them, and by the type the body has', async () => {
      const { id } = await office.register();
      await office.step(id, 'extend', { kind: 'voluminous' });
      const due = await office.archive.get(ReadDue).run(office.marta, id);
      expect(due.due).toBe('2026-06-04');
      expect(due.days.find(({ date }) => date === '2026-05-25')).toMatchObject({ counted: false, kind: 'holiday' });
      expect(due.days.filter(({ counted }) => counted)).toHaveLength(10);
      await office.step(id, 'withdraw');
      const gdpr = {
        bodyId: office.bodies.brod,
        kind: 'gdpr-access',
        law: 'eu-gdpr',
        receivedAt: '2026-05-03T10:00:00Z',
      } as const;
      const polish = await office.register(gdpr);
      const anywhere = await office.register({ ...gdpr, bodyId: office.bodies.newford });
      expect([polish.bodyType, polish.dueOn, anywhere.bodyType]).toEqual(['pl', '2026-06-03', null]);
      const corpus = await office.register({ ...gdpr, receivedAt: '2026-05-04T10:00:00Z' });
      const everywhere = await office.register({
        ...gdpr,
        bodyId: office.bodies.newford,
        receivedAt: '2026-05-04T10:00:00Z',
      });
      expect([corpus.dueOn, everywhere.dueOn]).toEqual(['2026-06-05', '2026-06-04']);
      const irish = await office.register({ ...gdpr, bodyType: 'ie' });
      expect(irish.bodyType).toBe('ie');
      for (const request of [polish, anywhere, corpus, everywhere, irish]) await office.step(request.id, 'withdraw');
    });

    it('not where no law counts, and no type is taken that the law does not know', async () => {
      const stated = await office.register({ dueOn: '2026-07-01', law: '', kind: 'subpoena' });
      expect((await refused(office.archive.get(ReadDue).run(office.marta, stated.id))).sentence).toContain(
        'there are no days to count',
      );
      await office.step(stated.id, 'withdraw');
      expect((await refused(office.register({ bodyType: 'school' }))).sentence).toContain('It knows: commercial.');
      expect((await refused(office.register({ law: '', bodyType: 'pl' }))).sentence).toContain('belongs to a law');
    });
  });

  describe('are paused and extended as the law allows and no further', () => {
    it('for information once under the US FOIA', async () => {
      office.go('2026-05-29T12:00:00Z');
      const { id } = await office.register({ law: 'us-foia', kind: 'foia' });
      await office.step(id, 'pause', { kind: 'information', day: '2026-05-26' });
      await office.step(id, 'resume', { day: '2026-05-27' });
      const again = refused(office.step(id, 'pause', { kind: 'information', day: '2026-05-28' }));
      expect(await again).toEqual({
        problem: 'invalid-input',
        sentence: expect.stringMatching(/may stand still for this reason once, and 2 such pauses.*552\(a\)\(6\)\(A\)/),
      });
      expect((await office.read(id)).steps.map(({ action }) => action)).toEqual(['receive', 'pause', 'resume']);
      await office.step(id, 'withdraw');
    });

    it('within two months under the UDIP, and to a day that is named', async () => {
      const { id } = await office.udip();
      const late = refused(office.step(id, 'extend', { kind: 'reasons', until: '2026-07-21' }));
      expect(await late).toEqual({
        problem: 'invalid-input',
        sentence: expect.stringMatching(
          /cannot be extended to 2026-07-21: the law allows 2026-07-20 at the latest\. Art/,
        ),
      });
      for (const missing of [
        { letter: '' },
        { letter: ' \u0000' },
        { letter: '\u200B –' },
        { ground: '' },
        { kind: '' },
      ]) {
        const said = { kind: 'reasons', until: '2026-07-20', ...missing };
        expect((await refused(office.step(id, 'extend', said))).problem).toBe('invalid-input');
      }
      expect((await office.read(id)).dueOn).toBe('2026-06-03');
      await office.step(id, 'extend', { kind: 'reasons', until: '2026-07-20' });
      expect((await office.read(id)).dueOn).toBe('2026-07-20');
      await office.step(id, 'withdraw');
    });
  });
});
