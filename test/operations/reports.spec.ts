import { ReadCounters, NoteCounters } from '../../src/capture/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { system } from '../../src/platform/index.js';
import { MakeReports, type Report, type ReportName } from '../../src/reports/index.js';
import { sectionCsv, sectionOf } from '../../src/reports/tables/make-reports.js';
import { reportInWords } from '../../src/reports/tables/report-in-words.js';
import { REPORTS } from '../../src/reports/tables/report.types.js';
import { monthsBack } from '../../src/reports/tables/months.rules.js';
import { DispositionOffice, evaluate, HOST, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { person, type PersonActor, refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

describe('the reports', () => {
  let office: DispositionOffice;
  let inez: PersonActor;

  const make = (name: ReportName, months = 12): Promise<Report> =>
    office.archive.get(MakeReports).run(inez, name, { months });
  const rows = (report: Report, id?: string): unknown[] => [...sectionOf(report, id).rows];

  beforeAll(async () => {
    office = await DispositionOffice.open(['One', 'Two', 'Three', 'Four', 'Five', 'Six']);
    inez = await person(office.archive, 'Inez Duarte', 'auditor');
  }, 120_000);

  afterAll(() => office.close());

  it('say that nothing has been worked out before the first night', async () => {
    const report = await make('unscheduled');
    expect(report).toMatchObject({ name: 'unscheduled', asOf: null, zone: 'Europe/Warsaw' });
    expect(rows(report)).toEqual([['Newford', 0, 0, 7]]);
    expect(reportInWords(report, 'en')[1]).toContain('has not been worked out yet');
  });

  it('count what no rule fits, over time: one reading a day', async () => {
    await evaluate(office.archive);
    await office.daysPass(1);
    await putPolicy(office.archive, office.bodyId, policy('p', [series('posts', { period: 'P5Y', match: [{ itemTypes: ['post'] }] })])); // prettier-ignore
    await office.daysPass(1);
    const report = await make('unscheduled');
    expect(rows(report)).toEqual([['Newford', 7, 1, 0]]);
    expect(rows(report, 'accounts')).toEqual([['Newford', `@newford@${HOST}`, 1]]);
    expect(rows(report, 'history')).toEqual([
      ['Newford', '2024-03-13', 7, 1],
      ['Newford', '2024-03-12', 7, 7],
      ['Newford', '2024-03-11', 7, 7],
    ]);
  });

  it('tell what comes due by month, and the lines sum up to every item', async () => {
    expect(rows(await make('coming-due'))).toEqual([
      ['Newford', 'later', 6, 0, 0, 6],
      ['Newford', 'unscheduled', 0, 0, 0, 1],
    ]);
    const far = await make('coming-due', 61);
    expect(rows(far)).toEqual([
      ['Newford', '2029-03', 6, 0, 0, 6],
      ['Newford', 'unscheduled', 0, 0, 0, 1],
    ]);
    const words = reportInWords(far, 'pl').join('\n');
    expect(words).toContain('Terminy przechowywania według miesięcy');
    expect(words).toContain('bez zasady');
  });

  it('tell what is on hold by matter: an item under two holds counts once', async () => {
    const [one = '', two = '', three = ''] = await office.items();
    await office.hold('2024-CV-1', { itemIds: [one, two] });
    await office.hold('2024-CV-2', { itemIds: [two, three] });
    const report = await make('on-hold');
    expect(rows(report)).toEqual([['Newford', 2, 2, 3]]);
    expect(rows(report, 'matters')).toEqual([
      ['Newford', '2024-CV-1', 'Kowalczyk v. Newford', 'litigation', '2024-03-13', 1, 2],
      ['Newford', '2024-CV-2', 'Kowalczyk v. Newford', 'litigation', '2024-03-13', 1, 2],
    ]);
  });

  it('tell by the certificates what was disposed of in which year, and the refusals among the exceptions', async () => {
    await office.until('2029-12-31T12:00:00Z');
    const list = await office.propose();
    expect(list.counts.listed).toBe(3);
    await office.approved(list);
    // Named by a hold after it was approved: refused when its turn comes.
    const [, , , four = ''] = await office.items();
    await office.hold('2030-CV-3', { itemIds: [four] });
    await office.execute(list);
    const report = await make('disposed');
    expect(rows(report)).toEqual([['Newford', '2030', 1, 2, 1, 0]]);
    expect(rows(report, 'lists')).toEqual([['Newford', list.number, 'p 1, posts', '2030-01-16', 2, 1, 0]]);
    expect(rows(report, 'not-certified')).toEqual([]);
    expect(rows(await make('exceptions'), 'refused')).toEqual([['Newford', '2030-01', list.number, 'held', 1]]);
  }, 120_000);

  it('tell what failed, what was not seen, and who looked at what is locked', async () => {
    const { lab, archive, clock, accountId } = office;
    await office.look(60);
    lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 40 * 60_000), kind: '503' });
    await office.look(30);
    const failing = rows(await make('exceptions'), 'failing');
    expect(failing).toContainEqual([
      'Newford',
      `@newford@${HOST}`,
      'incremental',
      expect.any(Number),
      expect.stringMatching(/^2030-01-16T/),
      'platform-unavailable',
    ]);
    await office.look(60);
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      for (const item of (await office.items()).slice(0, 2)) {
        await tx.record('material.looked-at', { item, what: 'restricted' }, { account: accountId });
      }
    });
    const report = await make('exceptions');
    expect(rows(report, 'failing')).toEqual([]);
    const gaps = rows(report, 'gaps');
    expect(gaps).toContainEqual(['Newford', '2030-01', 'platform-unavailable', expect.any(Number), 1, expect.any(Number), 0]); // prettier-ignore
    expect(rows(report, 'looks')).toEqual([['Newford', '2030-01', 'system:setup', 'restricted', 2, 2]]);
    expect(rows(report, 'nightly').length).toBe(8);
    expect(rows(report, 'overdue')).toEqual([]);
  });

  it('put the platform’s own counter beside what is here', async () => {
    expect(await office.archive.get(NoteCounters).run()).toBe(1);
    const [counter] = await office.archive.get(ReadCounters).all(inez);
    const [row] = rows(await make('counters'));
    // Six are there; two were destroyed here, and are accounted for.
    expect(counter).toMatchObject({ says: 6, present: 4, unexplained: 0 });
    expect(row).toEqual([`@newford@${HOST}`, counter?.seenAt, 6, 4, 0, 0, 4, 0, 0, 2, 2, 0, 'explained']);
  });

  it('can be taken away as CSV, and no cell of it runs as a formula', async () => {
    const csv = sectionCsv(sectionOf(await make('on-hold'), 'matters'));
    expect(csv.split('\r\n')[0]).toBe('body,matter,name,kind,since,holds,items');
    expect(csv).toContain('"2024-CV-1"');
    const evil = { id: 'x', columns: [{ id: 'body', isNumber: false }], rows: [['=1+1']], total: 1 };
    expect(sectionCsv(evil)).toContain(`"'=1+1"`);
  });

  it('have a title for every table and column in both languages', async () => {
    for (const name of REPORTS) {
      for (const language of ['en', 'pl'] as const) {
        const words = reportInWords(await make(name), language).join('\n');
        expect(words).not.toMatch(/\b(section|column|report)\.[a-z]|undefined|[{}]/);
      }
    }
    await expectArchiveSound(office.archive);
  });

  it('are refused by name, and are not for whoever may not read the log', async () => {
    const ask = (actor: PersonActor, name: string): Promise<Report> =>
      office.archive.get(MakeReports).run(actor, name, { months: 1 });
    expect((await refused(ask(inez, 'profits'))).sentence).toBe(
      'There is no report of this name. There are: unscheduled, coming-due, on-hold, disposed, exceptions, counters, moderation.',
    );
    const cora = await person(office.archive, 'Cora', 'custodian');
    expect(await refused(ask(cora, 'on-hold'))).toMatchObject({ problem: 'not-allowed' });
    const report = await make('disposed');
    expect(() => sectionOf(report, 'rows')).toThrow('It has: years, lists, not-certified');
  });

  it('begin and end months by the clock of the body', () => {
    const now = new Date('2026-03-01T03:00:00Z');
    const bodies = [
      { id: 'newford', zone: 'America/Chicago' },
      { id: 'brod', zone: 'Europe/Warsaw' },
    ];
    expect(
      monthsBack(bodies, { now, months: 2 }).map(({ bodyId, month, from }) => [bodyId, month, from.toISOString()]),
    ).toEqual([
      ['newford', '2026-02', '2026-02-01T06:00:00.000Z'],
      ['newford', '2026-01', '2026-01-01T06:00:00.000Z'],
      ['brod', '2026-03', '2026-02-28T23:00:00.000Z'],
      ['brod', '2026-02', '2026-01-31T23:00:00.000Z'],
    ]);
  });
});
