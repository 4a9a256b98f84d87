import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { PROBLEMS, bootstrapHttp } from '../../src/platform/index.js';
import { AccessGuard } from '../../src/identity/access.guard.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';

@Controller('forgotten')
class ForgottenController {
  @Get()
  open(): string {
    return 'everything';
  }
}

describe('what the API answers to what it cannot do', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  it('names every fault of an input at once, with a pointer, and takes no member it does not know', async () => {
    const body = { name: '', login: 'no spaces', roles: ['king'], admin: true };
    const response = await app.ask('POST', '/api/v1/people', { body });
    expect(response.status).toBe(422);
    const problem = await membersOf(response);
    expect(problem).toMatchObject({ type: '/problems/invalid-input', status: 422 });
    const errors: { pointer: string; text: string }[] = Object(problem['errors']);
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/admin', '/login', '/name', '/roles']);
    expect(JSON.stringify(problem)).not.toContain('king');
  });

  it('refuses more than a megabyte, and what is not JSON', async () => {
    const large = await app.ask('POST', '/api/v1/people', { body: { name: 'x'.repeat(1_100_000) } });
    expect(await membersOf(large)).toMatchObject({ type: '/problems/too-large', status: 413 });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${app.key}` };
    const broken = await fetch(`${app.url}/api/v1/people`, { method: 'POST', headers, body: '{"name": ' });
    expect(broken.status).toBe(400);
    expect(await membersOf(broken)).toMatchObject({ type: '/problems/malformed-request' });
  });

  it('treats an id that is none as the id of nothing, and a cursor nobody gave as unreadable', async () => {
    expect((await app.ask('DELETE', '/api/v1/keys/1%27or%201=1')).status).toBe(404);
    expect(await membersOf(app.ask('GET', '/api/v1/people?cursor=abc'))).toMatchObject({
      type: '/problems/malformed-request',
    });
    expect((await app.ask('GET', '/api/v1/people?limit=100000')).status).toBe(422);
    expect((await app.ask('GET', '/api/v1/nothing-here')).status).toBe(404);
  });

  it('pages through a list without loss or repetition', async () => {
    for (let n = 0; n < 5; n += 1) await app.keyOf('auditor');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Record<string, unknown> = await membersOf(app.ask('GET', `/api/v1/people?limit=2${query}`));
      const items: { id: string }[] = Object(page['items']);
      seen.push(...items.map(({ id }) => id));
      cursor = typeof page['nextCursor'] === 'string' ? page['nextCursor'] : null;
    } while (cursor !== null);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  it('explains each problem under its name', async () => {
    for (const [key, problem] of Object.entries(PROBLEMS)) {
      expect(await membersOf(app.ask('GET', `/problems/${key}`, { key: null }))).toEqual({ key, ...problem });
    }
    expect((await app.ask('GET', '/problems/none', { key: null })).status).toBe(404);
  });

  it('sends headers that keep scripts of others out, and the id of each request', async () => {
    const response = await app.ask('GET', '/health/live', { key: null });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const me = await app.ask('GET', '/api/v1/me');
    expect(me.headers.get('cache-control')).toBe('no-store');
  });

  it('is ready once its schema is this program’s, and says so without being asked who asks', async () => {
    expect(await membersOf(app.ask('GET', '/health/ready', { key: null }))).toMatchObject({ status: 'ready' });
  });

  it('keeps a route closed that does not say who may call it', async () => {
    @Module({ controllers: [ForgottenController] })
    class ForgottenModule {}
    const other = await NestFactory.create<NestExpressApplication>(ForgottenModule, { logger: false });
    bootstrapHttp(other, { pageDir: null, proxied: false, https: false });
    other.useGlobalGuards(app.akta.app.get(AccessGuard, { strict: false }));
    await other.listen(0, '127.0.0.1');
    const response = await fetch(`${await other.getUrl()}/forgotten`, { headers: { authorization: app.key } });
    expect(response.status).toBe(403);
    await other.close();
  });
});
