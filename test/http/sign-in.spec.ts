import { startTestApp, type TestApp } from '../support/app.js';

describe('signing in', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  it('answers who one is, to a key and to nobody else', async () => {
    const me = await app.ask('GET', '/api/v1/me');
    expect(await me.json()).toMatchObject({ name: 'Administrator', roles: ['administrator'] });
    const nobody = await app.ask('GET', '/api/v1/me', { key: null });
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get('content-type')).toContain('application/problem+json');
    expect(await nobody.json()).toMatchObject({ type: '/problems/not-signed-in', status: 401 });
    expect((await app.ask('GET', '/api/v1/me', { key: `akta_${'A'.repeat(43)}` })).status).toBe(401);
  });
});
