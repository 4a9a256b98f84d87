import { AddBody } from '../../src/accounts/index.js';
import { ChangePerson } from '../../src/identity/index.js';
import { runCommandLine } from '../../src/command-line.js';
import { Followers } from '../../src/audit/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';

/** The properties of each event of a calendar, unfolded as RFC 5545 3.1 says. */
function eventsOf(calendar: string): Record<string, string>[] {
  const lines = calendar.replaceAll('\r\n ', '').split('\r\n');
  const text = lines.join('\n').replaceAll(/BEGIN:VALARM\n[\s\S]*?END:VALARM\n/g, '');
  return Array.from(text.matchAll(/BEGIN:VEVENT\n([\s\S]*?)END:VEVENT/g), ([, body = '']) =>
    Object.fromEntries(
      Array.from(body.matchAll(/^([A-Z-]+)[^:\n]*:(.*)$/gm), ([, name = '', value = '']) => [name, value]),
    ),
  );
}

describe('the calendar of deadlines', () => {
  const clock = new SimulatedClock(new Date('2026-05-22T12:00:00Z'));
  let app: TestApp;
  let marta: string;
  let bodyId: string;

  const post = (path: string, body: unknown, key = marta): Promise<Record<string, unknown>> =>
    membersOf(app.ask('POST', `/api/v1${path}`, { key, body }));
  const subscribe = async (language = 'en', key = marta): Promise<string> =>
    String((await post('/due-feeds', { language }, key))['path']);
  const read = async (path: string): Promise<{ status: number; type: string; text: string }> => {
    const answer = await app.ask('GET', path, { key: null });
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
  };
  const register = (more: object = {}): Promise<Record<string, unknown>> =>
    post('/requests', {
      bodyId,
      kind: 'state-law',
      law: 'us-il',
      channel: 'email',
      letter: { name: 'Dana Whitlock', text: 'The secret of the flood' },
      receivedAt: '2026-05-20T16:40:00-05:00',
      scope: { query: 'flood' },
      ...more,
    });
  const akta = async (...args: string[]): Promise<string> => {
    let out = '';
    const signal = new AbortController().signal;
    await runCommandLine(args, {
      env: app.env,
      clock,
      signal,
      out: (text) => (out += text),
      err: (text) => (out += text),
    });
    return out;
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    marta = await app.keyOf('records-officer');
    const facts = {
      name: 'Newford',
      zone: 'America/Chicago',
      languages: ['en' as const],
      country: 'US-IL',
      prefix: 'NEWFORD',
    };
    bodyId = (await app.akta.app.get(AddBody, { strict: false }).run(system('setup'), facts)).id;
  });

  afterAll(async () => {
    await app.akta.app.get(Followers, { strict: false }).settle();
    await doDailyWork({ get: (token) => app.akta.app.get(token, { strict: false }) });
    await expectArchiveSound({ get: (token) => app.akta.app.get(token, { strict: false }) });
    await app.close();
  });

  it('shows each open deadline once, and follows it: moved, paused, ended', async () => {
    const feed = await subscribe();
    const { id, number } = await register();
    await register({ law: undefined, kind: 'internal' });
    const first = await read(feed);
    expect([first.status, first.type]).toEqual([200, 'text/calendar; charset=utf-8']);
    const [event, ...others] = eventsOf(first.text);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      UID: `request-${String(id)}@akta.localhost`,
      DTSTART: '20260528',
      SEQUENCE: '1',
      SUMMARY: `${String(number)}: answer due`,
      DESCRIPTION: 'us-il: 5 ILCS 140/3(d)',
    });
    expect(first.text).not.toMatch(/Dana|secret|flood/);
    await post('/calendars/us-il/days', { day: '2026-05-26', change: 'added', name: 'Day off', reason: 'Proclaimed' });
    await app.akta.app.get(Followers, { strict: false }).settle();
    expect(eventsOf((await read(feed)).text)[0]).toMatchObject({
      UID: event?.['UID'],
      DTSTART: '20260529',
      SEQUENCE: '2',
    });
    await post(`/requests/${String(id)}/withdrawal`, { ground: 'Taken back', letter: 'L-1' });
    const ended = (await read(feed)).text;
    expect(eventsOf(ended)[0]).toMatchObject({ UID: event?.['UID'], SEQUENCE: '3', STATUS: 'CANCELLED' });
    expect(ended).not.toContain('VALARM');
    clock.advance(91 * 86_400_000);
    expect(eventsOf((await read(feed)).text)).toEqual([]);
  });

  it('is opened by nothing but its address, which is kept nowhere, and ends with it', async () => {
    const feed = await subscribe('pl');
    const secret = feed.split('/')[4] ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    const [kept] = await app.database.query<{ feeds: string; events: string }[]>(
      `SELECT (SELECT json_agg(f)::text FROM due_feed f) AS feeds, (SELECT json_agg(e)::text FROM audit_event e) AS events`,
    );
    expect(`${kept?.feeds} ${kept?.events}`).not.toContain(secret);
    expect((await read(feed)).text).toContain('X-WR-CALNAME:Akta: terminy wniosków');
    const again = await subscribe('pl');
    expect([(await read(feed)).status, (await read(again)).status]).toEqual([404, 200]);
    const { items } = await membersOf(app.ask('GET', '/api/v1/due-feeds', { key: marta }));
    expect(items).toEqual([{ id: expect.any(String), language: 'pl', openedAt: expect.any(String) }]);
    const id = String(Object(items)[0].id);
    const other = await app.keyOf('legal');
    expect((await app.ask('DELETE', `/api/v1/due-feeds/${id}`, { key: other })).status).toBe(404);
    expect((await app.ask('DELETE', `/api/v1/due-feeds/${id}`, { key: marta })).status).toBe(204);
    expect((await app.ask('DELETE', `/api/v1/due-feeds/${id}`, { key: marta })).status).toBe(404);
    expect((await read(again)).status).toBe(404);
  });

  it.each([
    ['a short secret', 'x'],
    ['a NUL', '%00'],
    ['a long one', 'a'.repeat(5_000)],
    ['a way up', '..%2f..'],
    ['a statement', "'; DROP TABLE due_feed"],
  ])('is not there for %s', async (_, secret) => {
    const { status, text } = await read(`/api/v1/due-feeds/${secret}/due.ics`);
    expect(status).toBe(404);
    expect(text).not.toContain(secret);
  });

  it('opens to nobody any more when its person may not read requests, or is not here', async () => {
    const key = await app.keyOf('auditor');
    const feed = await subscribe('en', key);
    expect((await read(feed)).status).toBe(200);
    const [person] = await app.database.query<{ id: string }[]>(
      `SELECT person_id AS id FROM due_feed WHERE closed_at IS NULL ORDER BY opened_at DESC, id DESC LIMIT 1`,
    );
    const people = app.akta.app.get(ChangePerson, { strict: false });
    await people.setRoles(system('setup'), { person: person?.id ?? '', roles: ['custodian'] });
    expect((await read(feed)).status).toBe(404);
    await people.setRoles(system('setup'), { person: person?.id ?? '', roles: ['legal'] });
    expect((await read(feed)).status).toBe(200);
    await people.disable(system('setup'), { person: person?.id ?? '', reason: 'Left' });
    expect((await read(feed)).status).toBe(404);
    expect((await app.ask('POST', '/api/v1/due-feeds', { key: await app.keyOf('custodian'), body: {} })).status).toBe(
      403,
    );
  });

  it('is subscribed to at the command line', async () => {
    const opened = await akta('request', 'subscribe', '--lang', 'pl');
    const [path = ''] = opened.split('\n');
    expect(opened).toContain('zasubskrybować');
    expect((await read(path)).text).toContain('terminy wniosków');
    expect(await akta('request', 'unsubscribe')).toContain('opens nothing any more');
    expect(await akta('request', 'unsubscribe')).toContain('You have no address');
    expect((await read(path)).status).toBe(404);
  });
});
