import { membersOf, startTestApp, type TestApp } from '../support/app.js';

describe('a request that is sent again', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  function add(login: string, idempotencyKey: string, key = app.key): Promise<Response> {
    return fetch(`${app.url}/api/v1/people`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify({ name: 'Adam Okafor', login, roles: ['legal'] }),
    });
  }

  async function count(login: string): Promise<number> {
    return (await app.database.query<unknown[]>('SELECT 1 FROM person WHERE login = $1', [login])).length;
  }

  it('is answered as it was the first time, and creates nothing again', async () => {
    const first = await add('adam', 'first-request');
    const again = await add('adam', 'first-request');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await membersOf(again)).toEqual(await membersOf(first));
    expect(await count('adam')).toBe(1);
  });

  it('is refused when it says something else under the same key, or another person sends it', async () => {
    const other = await add('eve', 'first-request');
    expect(await membersOf(other)).toMatchObject({ type: '/problems/idempotency-mismatch', status: 422 });
    expect(await count('eve')).toBe(0);
    expect((await add('adam', 'first-request', await app.keyOf('administrator'))).status).toBe(409);
    expect((await add('eve', 'short')).status).toBe(400);
  });

  it('may be tried again under the same key when it was refused', async () => {
    expect((await add('adam', 'second-request')).status).toBe(409);
    expect((await add('adam', 'second-request')).status).toBe(409);
  });

  it('creates once, however many arrive at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => add('ola', 'third-request')));
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(await count('ola')).toBe(1);
  });
});
