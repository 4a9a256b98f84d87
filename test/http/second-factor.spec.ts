import { AddPerson, SetPassword } from '../../src/identity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/people.js';

const PASSWORD = 'correct horse battery staple';
const BROWSER = `Mozilla/5.0 (X11; Linux x86_64) \tFirefox/140.0${' and more'.repeat(40)}`;

interface Session {
  readonly id: string;
  readonly personName: string;
  readonly seenAt: string | null;
  readonly device: string;
  readonly isThis: boolean;
}

describe('a second factor and sessions, over HTTP', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00Z'));
  let app: TestApp;
  let inez: string;
  let secret: string;
  let recoveryCodes: readonly string[];

  beforeAll(async () => {
    app = await startTestApp({ clock });
    const person = { name: 'Inez Duarte', login: 'inez', roles: ['legal'] } as const;
    inez = await app.akta.app.get(AddPerson, { strict: false }).run(system('setup'), person);
    await app.akta.app.get(SetPassword, { strict: false }).run(system('setup'), { person: inez, password: PASSWORD });
  });

  afterAll(() => app.close());

  async function signIn(): Promise<string> {
    const response = await fetch(`${app.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': BROWSER },
      body: JSON.stringify({ name: 'inez', password: PASSWORD }),
    });
    expect(response.status).toBe(204);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  function ask(cookie: string, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: { cookie, 'x-akta-request': '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  const factorOf = async (cookie: string): Promise<unknown> =>
    (await membersOf(ask(cookie, 'GET', '/me')))['secondFactor'];
  const sessionsOf = async (cookie: string): Promise<Session[]> =>
    Object((await membersOf(ask(cookie, 'GET', '/sessions')))['items']);

  it('is enrolled in a session, of which it is shown for ten minutes', async () => {
    const cookie = await signIn();
    expect(await factorOf(cookie)).toEqual({ enrolledAt: null, recoveryCodes: 0, shown: false });
    const begun = await membersOf(ask(cookie, 'POST', '/me/second-factor/enrolment'));
    secret = String(begun['secret']);
    expect(begun['address']).toContain(`secret=${secret}`);
    const { enrolment } = begun;
    const wrong = await ask(cookie, 'PUT', '/me/second-factor', { enrolment, code: '00000' });
    expect(await wrong.json()).toMatchObject({ type: '/problems/code-wrong', status: 403 });
    const code = codeOf(secret, clock.now());
    const done = await membersOf(ask(cookie, 'PUT', '/me/second-factor', { enrolment, code }));
    recoveryCodes = Object(done['recoveryCodes']);
    expect(await factorOf(cookie)).toMatchObject({ recoveryCodes: 10, shown: true });
    clock.advance(10 * 60_000);
    expect(await factorOf(cookie)).toMatchObject({ shown: false });
    const again = { code: codeOf(secret, clock.now()) };
    expect((await ask(cookie, 'POST', '/session/code', again)).status).toBe(204);
    expect(await factorOf(cookie)).toMatchObject({ shown: true });
    const replayed = await ask(cookie, 'POST', '/session/code', again);
    expect(await replayed.json()).toMatchObject({ type: '/problems/code-used', status: 403 });
    expect(await factorOf(await signIn())).toMatchObject({ shown: false });
  });

  it('is shown with a key call by call, in a header; a wrong one refuses the call, whatever it is', async () => {
    const cookie = await signIn();
    const key = String((await membersOf(ask(cookie, 'POST', '/keys', { label: 'laptop' })))['key']);
    const [, first = '', second = ''] = recoveryCodes;
    const me = (code?: string): Promise<Record<string, unknown>> =>
      membersOf(app.ask('GET', '/api/v1/me', { key, ...(code === undefined ? {} : { code }) }));
    expect((await me(first))['secondFactor']).toMatchObject({ shown: true, recoveryCodes: 9 });
    expect((await me())['secondFactor']).toMatchObject({ shown: false });
    expect(await me(first)).toMatchObject({ type: '/problems/code-used' });
    expect(await me('x'.repeat(200))).toMatchObject({ type: '/problems/code-wrong' });
    const withKey = await app.ask('POST', '/api/v1/session/code', { key, body: { code: second } });
    expect(await withKey.json()).toMatchObject({ type: '/problems/wrong-state' });
    const manage = await app.ask('GET', '/api/v1/people', { key, code: second });
    expect(await manage.json()).toMatchObject({ type: '/problems/not-allowed' });
    expect((await me(second))['secondFactor']).toMatchObject({ shown: true });
  });

  it('is seen among people, and taken away by an administrator who shows one', async () => {
    const before = await membersOf(app.ask('GET', '/api/v1/people'));
    expect(JSON.stringify(before)).toMatch(/"factorSince":"2026-05-19T12:00:00.000Z"/);
    const path = `/api/v1/people/${inez}/second-factor`;
    expect(await membersOf(app.ask('DELETE', path))).toMatchObject({ type: '/problems/not-enrolled' });
    const [code = ''] = await app.enrol(app.key);
    expect((await app.ask('DELETE', path, { code })).status).toBe(204);
    expect(await factorOf(await signIn())).toEqual({ enrolledAt: null, recoveryCodes: 0, shown: false });
  });

  it('sessions are listed with what the browser said, cut short, and ended by oneself or an administrator', async () => {
    const [mine, other] = [await signIn(), await signIn()];
    clock.advance(60_001);
    const listed = await sessionsOf(mine);
    expect(listed.filter(({ isThis }) => isThis)).toEqual([
      expect.objectContaining({ personName: 'Inez Duarte', seenAt: clock.now().toISOString() }),
    ]);
    expect(listed[0]?.device).toMatch(/^Mozilla\/5\.0 \(X11; Linux x86_64\) Firefox\/140\.0 and more.*…$/);
    expect(listed[0]?.device.length).toBe(120);
    const [newest] = listed;
    expect(newest).toMatchObject({ isThis: false, seenAt: null });
    expect((await ask(mine, 'DELETE', `/sessions/${newest?.id}`)).status).toBe(204);
    expect((await ask(other, 'GET', '/me')).status).toBe(401);
    expect((await ask(mine, 'DELETE', `/sessions/${newest?.id}`)).status).toBe(409);

    const auditor = await app.keyOf('auditor');
    const foreign = await app.ask('GET', `/api/v1/sessions?person=${inez}`, { key: auditor });
    expect(foreign.status).toBe(403);
    expect(await membersOf(app.ask('GET', '/api/v1/sessions', { key: auditor }))).toMatchObject({ items: [] });
    const own = listed.find(({ isThis }) => isThis)?.id ?? '';
    expect((await app.ask('DELETE', `/api/v1/sessions/${own}`, { key: auditor })).status).toBe(404);
    const all = await membersOf(app.ask('GET', `/api/v1/sessions?person=${inez}&limit=1`));
    expect(all['nextCursor']).not.toBe(null);
    expect((await app.ask('DELETE', `/api/v1/sessions/${own}`)).status).toBe(204);
    expect((await ask(mine, 'GET', '/me')).status).toBe(401);
    const rows = await app.database.query<{ type: string }[]>(
      `SELECT type FROM audit_event WHERE type = 'session.ended'`,
    );
    expect(rows).toHaveLength(2);
  });
});
