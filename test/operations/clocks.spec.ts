import { runCommandLine } from '../../src/command-line.js';
import { Sequencer } from '../../src/audit/index.js';
import { SystemClock } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

describe('clocks', () => {
  const clock = new SystemClock();
  let app: TestApp;

  const akta = async (...args: string[]): Promise<{ exit: number; out: string; err: string }> => {
    let [out, err] = ['', ''];
    const exit = await runCommandLine(args, {
      env: app.env,
      clock,
      signal: new AbortController().signal,
      out: (text) => (out += text),
      err: (text) => (err += text),
    });
    return { exit, out, err };
  };
  const due = (law: string, query: string): Promise<Response> => app.ask('GET', `/api/v1/clocks/${law}/due?${query}`);

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  afterAll(async () => {
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    await expectArchiveSound({ get: (token) => app.akta.app.get(token, { strict: false }) });
    await app.close();
  });

  it('are listed with their trust, and shown with their grounds, by the API and at the command line alike', async () => {
    const { items } = await membersOf(app.ask('GET', '/api/v1/clocks?lang=pl'));
    const { out } = await akta('clock', 'list', '--lang', 'pl', '--json');
    expect(JSON.parse(out)).toEqual({ items });
    expect(items).toContainEqual(
      expect.objectContaining({
        id: 'pl-udip',
        trust: 'verified',
        period: { length: 14, unit: 'calendar' },
        draft: null,
      }),
    );
    expect((await akta('clock', 'list')).out).toMatch(/15 laws are verified, 0 confirmed here, \d+ drafts\.\n$/);
    expect((await akta('clock', 'show', 'us-foia')).out).toContain(
      '--extend voluminous: a voluminous amount of records must be examined.',
    );
    expect((await akta('clock', 'show', 'us-mi', '--json')).out).toBe(
      `${JSON.stringify(await membersOf(app.ask('GET', '/api/v1/clocks/us-mi')))}\n`,
    );
  });

  it('give a due date with every day, the same by the API and at the command line', async () => {
    const query =
      'received=2025-12-17&extend=voluminous&pause=2025-12-22..2025-12-23&pause=fees:2026-01-05..2026-01-06';
    const served = await membersOf(due('us-foia', query));
    const { out } = await akta(
      'clock',
      'due',
      'us-foia',
      '2025-12-17',
      '--extend',
      'voluminous',
      '--json',
      '--pause',
      '2025-12-22..2025-12-23',
      'fees:2026-01-05..2026-01-06',
    );
    expect(JSON.parse(out)).toEqual(served);
    expect(served).toMatchObject({
      due: '2026-02-06',
      first: '2026-01-23',
      outer: '2026-02-06',
      authority: '5 U.S.C. 552(a)(6)(A)(i)',
    });
    expect(served['days']).toContainEqual({
      date: '2025-12-25',
      counted: false,
      kind: 'holiday',
      why: 'Christmas Day',
      authority: '5 U.S.C. 6103(a), (b); E.O. 11582 § 3',
    });
    expect((await akta('clock', 'due', 'us-il', '2026-05-20', '--lang', 'pl')).out).toMatch(
      /^Termin: czwartek 28 maja 2026 r\. .*\n2026-05-21 {2}\+ dzień 1\.\n/,
    );
  });

  it.each([
    ['no-law', 'received=2026-05-20', 404, 'All are listed by: akta clock list'],
    ['us-foa', 'received=2026-05-20', 404, 'Perhaps you mean: us-foia'],
    ['us-il', '', 422, ''],
    ['us-il', 'received=2026-05-20&recieved=1', 422, ''],
    ['us-il', 'received=tomorrow', 422, '"tomorrow", is not a day'],
    ['us-il', 'received=%00', 422, 'is not a day'],
    ['us-il', 'received=2026-05-20&received=2026-05-21', 422, ''],
    ['us-il', 'received=2026-05-20&extend[a]=1', 422, ''],
    ['us-il', `received=2026-05-20&${'extend=voluminous&'.repeat(11)}`, 422, ''],
    ['us-foia', 'received=2026-05-20&pause=2026-05-21', 422, ''],
    [
      'us-foia',
      'received=2026-05-20&pause=2026-05-21..2026-05-22&pause=2026-05-27..2026-05-28',
      422,
      '552(a)(6)(A)(ii)(I)',
    ],
    ['pl-udip', 'received=2026-05-20&extend=reasons&until=2026-09-01', 422, 'the law allows 2026-07-20 at the latest'],
    ['us-il', 'received=-271821-04-20', 422, 'is not a day'],
    ['us-il', 'received=9999-12-31', 422, 'knows the years 2015 to 2035'],
    ['us-ne', 'received=2026-05-20', 409, 'has not been checked against the statute'],
    ['us-fl', 'received=2026-05-20', 409, 'has not been checked against the statute'],
    ['%2e%2e%2fetc', 'received=2026-05-20', 404, ''],
  ])('refuse bad input with a sentence: %s %s', async (law, query, status, said) => {
    const response = await due(law, query);
    expect(response.status).toBe(status);
    const { detail } = await membersOf(response);
    expect(detail).toMatch(/^[A-Z"0-9].*[.a-z]$/s);
    expect(detail).toContain(said);
  });

  it('let a named person confirm a draft, once, with a reason; then it is used and says so', async () => {
    expect((await akta('clock', 'confirm', 'us-ne')).err).toBe('The reason is missing. Write it in a few words.\n');
    const auditor = await app.keyOf('auditor');
    const body = { reason: 'Read in Neb. Rev. Stat. 84-712(4)' };
    expect((await app.ask('POST', '/api/v1/clocks/us-ne/confirmations', { key: auditor, body })).status).toBe(403);
    const confirmed = await akta('clock', 'confirm', 'us-ne', '--reason', body.reason);
    expect(confirmed.out).toContain('The deadline rule us-ne may be used from now on.');
    expect(await membersOf(app.ask('GET', '/api/v1/clocks/us-ne'))).toMatchObject({
      trust: 'confirmed',
      draft: null,
      confirmed: { who: expect.any(String), reason: body.reason },
    });
    const { due: day, further } = await membersOf(due('us-ne', 'received=2026-05-20'));
    expect([day, further]).toEqual([
      '2026-05-27',
      ['This rule was a draft; a named person of this installation confirmed it.'],
    ]);
    const again = await app.ask('POST', '/api/v1/clocks/us-ne/confirmations', { body });
    expect([again.status, (await membersOf(again))['detail']]).toEqual([
      409,
      'The deadline rule for Nebraska may be used already; only a draft is confirmed.',
    ]);
    expect((await akta('audit', '--since', '2026-01-01')).out).toContain(
      `confirmed the deadline rule us-ne: ${body.reason}.`,
    );
  });

  it('count by the days that people put on top of a calendar, and by those they take away', async () => {
    const change = (body: object): Promise<Response> => app.ask('POST', '/api/v1/calendars/us-il/days', { body });
    const reason = 'Proclaimed by the Governor';
    const added = await change({
      day: '2026-05-26',
      change: 'added',
      name: 'Flood Day',
      namePl: 'Dzień Powodzi',
      reason,
    });
    expect(added.status).toBe(200);
    expect(await membersOf(due('us-il', 'received=2026-05-20&lang=pl'))).toMatchObject({
      due: '2026-05-29',
      sentence: expect.stringContaining('26 maja (Dzień Powodzi)'),
    });
    const twice = await change({ day: '2026-05-26', change: 'added', name: 'Flood Day', reason });
    expect((await membersOf(twice))['detail']).toBe(
      '2026-05-26 is left out already by the calendar "State holidays of Illinois": Flood Day.',
    );
    const removed = await akta('calendar', 'remove', 'us-il', '2026-05-26', '--reason', 'It was withdrawn');
    expect(removed.out).toMatch(
      /2026-05-26 does not count, because: Proclaimed.*\n.*2026-05-26 counts again, because: It was withdrawn\n$/,
    );
    expect((await membersOf(due('us-il', 'received=2026-05-20')))['due']).toBe('2026-05-28');
    await akta('calendar', 'remove', 'us-il', '2026-05-25', '--reason', 'For this test');
    expect((await membersOf(due('us-il', 'received=2026-05-20')))['due']).toBe('2026-05-27');
    const trail = (await akta('audit', '--since', '2026-01-01')).out;
    expect(trail).toContain('added a day that does not count, 2026-05-26 (us-il): Proclaimed by the Governor.');
    expect(trail).toContain('made a day count again, 2026-05-25 (us-il): For this test.');
  });

  it.each([
    [{ day: '2026-02-30', change: 'added', name: 'x', reason: 'y' }, 422],
    [{ day: '2050-01-01', change: 'added', name: 'x', reason: 'y' }, 422],
    [{ day: '2026-06-02', change: 'added', reason: 'y' }, 422],
    [{ day: '2026-06-02', change: 'added', name: 'x', reason: ' ' }, 422],
    [{ day: '2026-06-02', change: 'removed', reason: 'y' }, 409],
    [{ day: '2026-06-02', change: 'moved', reason: 'y' }, 422],
  ])('refuse a day that cannot be changed so: %j', async (body, status) => {
    expect((await app.ask('POST', '/api/v1/calendars/us-il/days', { body })).status).toBe(status);
  });

  it('are checked from their files alone, with file and line', async () => {
    expect(await akta('clock', 'check')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^62 laws and 58 calendars/),
    });
    expect(await akta('clock', 'check', '/nowhere')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('cannot be read'),
    });
  });

  it('show help with an example for each', async () => {
    for (const command of ['clock list', 'clock show', 'clock due', 'clock confirm', 'clock check', 'calendar list', 'calendar show', 'calendar add', 'calendar remove']) {
      expect((await akta(...command.split(' '), '--help')).out).toContain(`Example:\n  akta ${command}`);
    }
  }); // prettier-ignore
});
