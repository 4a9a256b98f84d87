import { system } from '../../src/platform/index.js';
import { AddPerson, SetPassword } from '../../src/identity/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';

const PASSWORD = 'correct horse battery staple';

describe('signing in', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00Z'));
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    const person = { name: 'Inez Duarte', login: 'Inez', roles: ['legal'] } as const;
    const id = await app.akta.app.get(AddPerson, { strict: false }).run(system('setup'), person);
    await app.akta.app.get(SetPassword, { strict: false }).run(system('setup'), { person: id, password: PASSWORD });
  });

  afterAll(async () => {
    await app.close();
  });

  async function begin(body: unknown): Promise<{ response: Response; cookie: string }> {
    const response = await app.ask('POST', '/api/v1/session', { key: null, body });
    return { response, cookie: response.headers.get('set-cookie') ?? '' };
  }

  function withCookie(cookie: string, method = 'GET', path = '/api/v1/me', headers = {}): Promise<Response> {
    return fetch(`${app.url}${path}`, { method, headers: { cookie: cookie.split(';')[0] ?? '', ...headers } });
  }

  async function events(): Promise<string[]> {
    const rows = await app.database.query<{ type: string }[]>('SELECT type FROM audit_event ORDER BY at, id');
    return rows.map((row) => row.type);
  }

  it('answers who one is, to a key and to nobody else', async () => {
    const me = await app.ask('GET', '/api/v1/me');
    expect(await me.json()).toMatchObject({ name: 'Administrator', roles: ['administrator'] });
    const nobody = await app.ask('GET', '/api/v1/me', { key: null });
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get('content-type')).toContain('application/problem+json');
    expect(await nobody.json()).toMatchObject({ type: '/problems/not-signed-in', status: 401 });
    expect((await app.ask('GET', '/api/v1/me', { key: `akta_${'A'.repeat(43)}` })).status).toBe(401);
  });

  it('opens a session with a key that script cannot read and other sites cannot use', async () => {
    const { response, cookie } = await begin({ key: app.key });
    expect(response.status).toBe(204);
    expect(cookie).toMatch(/^akta_session=[\w-]{43}; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(await (await withCookie(cookie)).json()).toMatchObject({ name: 'Administrator' });
    const forged = await withCookie(cookie, 'DELETE', '/api/v1/session');
    expect(forged.status).toBe(403);
    const ended = await withCookie(cookie, 'DELETE', '/api/v1/session', { 'x-akta-request': '1' });
    expect(ended.status).toBe(204);
    expect((await withCookie(cookie)).status).toBe(401);
    expect((await events()).slice(-2)).toEqual(['person.signed-in', 'person.signed-out']);
  });

  it('opens one with name and password, until its time is over', async () => {
    const { response, cookie } = await begin({ name: 'INEZ', password: PASSWORD });
    expect(response.status).toBe(204);
    expect(await (await withCookie(cookie)).json()).toMatchObject({ name: 'Inez Duarte', roles: ['legal'] });
    clock.advance(31 * 24 * 3_600_000);
    expect((await withCookie(cookie)).status).toBe(401);
  });

  it('refuses a wrong password as it refuses an unknown name', async () => {
    const wrong = await begin({ name: 'inez', password: 'not this one at all' });
    const unknown = await begin({ name: 'nobody', password: 'not this one at all' });
    const one = await membersOf(wrong.response);
    expect({ ...one, instance: '' }).toEqual({ ...(await membersOf(unknown.response)), instance: '' });
    expect(one).toMatchObject({ type: '/problems/not-signed-in' });
  });

  it('makes who fails five times wait, says so once in the log, and lets the right person in afterwards', async () => {
    clock.advance(3_600_000);
    for (let n = 0; n < 5; n += 1) await begin({ name: 'inez', password: `guess number ${n}` });
    const before = await events();
    const refused = await begin({ name: 'inez', password: PASSWORD });
    expect(refused.response.status).toBe(429);
    expect(await refused.response.json()).toMatchObject({ type: '/problems/rate-limited', retryAfter: 900 });
    expect(before.filter((type) => type === 'sign-in.failed')).toHaveLength(1);
    clock.advance(15 * 60_000 + 1);
    expect((await begin({ name: 'inez', password: PASSWORD })).response.status).toBe(204);
  });

  it('does not let a limited key make itself an unlimited one', async () => {
    const issued = await app.ask('POST', '/api/v1/keys', { body: { label: 'reader', permissions: ['item.read'] } });
    const key = String((await membersOf(issued))['key']);
    const me = await membersOf(app.ask('GET', '/api/v1/me', { key }));
    expect(me['permissions']).toEqual(['item.read']);
    const wider = await app.ask('POST', '/api/v1/keys', { key, body: { label: 'x', permissions: ['audit.read'] } });
    expect(wider.status).toBe(403);
    const copy = await membersOf(app.ask('POST', '/api/v1/keys', { key, body: { label: 'copy' } }));
    expect(await membersOf(app.ask('GET', '/api/v1/me', { key: String(copy['key']) }))).toEqual(me);
    const password = { password: 'a password of its own' };
    expect((await app.ask('PUT', `/api/v1/people/${String(me['id'])}/password`, { key, body: password })).status).toBe(
      403,
    );
    const { cookie } = await begin({ key });
    expect(await membersOf(withCookie(cookie))).toEqual(me);
  });

  it('honours an end: of a key at its time or when revoked, of a person when disabled', async () => {
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const made = await membersOf(app.ask('POST', '/api/v1/keys', { body: { label: 'brief', expiresAt } }));
    const brief = String(made['key']);
    expect((await app.ask('GET', '/api/v1/me', { key: brief })).status).toBe(200);
    clock.advance(60_001);
    expect((await app.ask('GET', '/api/v1/me', { key: brief })).status).toBe(401);
    const other = await membersOf(app.ask('POST', '/api/v1/keys', { body: { label: 'lost' } }));
    expect((await app.ask('DELETE', `/api/v1/keys/${String(other['id'])}`)).status).toBe(204);
    expect((await app.ask('GET', '/api/v1/me', { key: String(other['key']) })).status).toBe(401);
    const auditor = await app.keyOf('auditor');
    const { id } = await membersOf(app.ask('GET', '/api/v1/me', { key: auditor }));
    const disabled = await app.ask('POST', `/api/v1/people/${String(id)}/disablement`, {
      body: { reason: 'has left' },
    });
    expect(disabled.status).toBe(204);
    expect((await app.ask('GET', '/api/v1/me', { key: auditor })).status).toBe(401);
  });

  it('keeps the last administrator', async () => {
    const { id } = await membersOf(app.ask('GET', '/api/v1/me'));
    const roles = await app.ask('PUT', `/api/v1/people/${String(id)}/roles`, { body: { roles: ['auditor'] } });
    expect(roles.status).toBe(409);
    const end = await app.ask('POST', `/api/v1/people/${String(id)}/disablement`, { body: { reason: 'x' } });
    expect(await end.json()).toMatchObject({ type: '/problems/wrong-state' });
    expect(await (await app.ask('GET', '/api/v1/me')).json()).toMatchObject({ roles: ['administrator'] });
  });

  it('keeps no key, password or session where it could be read', async () => {
    const tables = ['api_key', 'password', 'session', 'person', 'sign_in_try', 'audit_event'];
    const rows = await Promise.all(tables.map((table) => app.database.query(`SELECT t::text FROM ${table} t`)));
    const all = JSON.stringify(rows);
    expect(all).not.toContain(app.key.slice(5));
    expect(all).not.toContain(PASSWORD);
    expect(all).toContain('$argon2id$');
  });
});
