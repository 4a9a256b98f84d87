import { permissionsOf, type Role, ROLES } from '../../src/identity/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: string;
}

const NOBODYS_ID = '01900000-0000-7000-8000-000000000000';

/** Every route of the OpenAPI document, with an id in it that belongs to nothing. */
function routesOf(app: TestApp): Route[] {
  return Object.entries(app.akta.openApi.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, NOBODYS_ID),
      access: String(Object(operation)['x-access']),
    })),
  );
}

async function called(app: TestApp, route: Route, key: string | null): Promise<number> {
  const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} };
  const response = await app.ask(route.method, route.path, { key, ...body });
  await response.body?.cancel();
  return response.status;
}

describe('every route against every role', () => {
  let app: TestApp;
  let routes: Route[];

  beforeAll(async () => {
    app = await startTestApp();
    routes = routesOf(app);
  });

  afterAll(async () => {
    await app.close();
  });

  it('finds routes, and each of them says who may call it', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter(({ access }) => access === 'nobody')).toEqual([]);
  });

  it('lets nobody in who is not signed in, except where anybody may', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const status = await called(app, route, null);
      if ((status === 401) !== (route.access !== 'public')) wrong.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('lets the %s do what the role allows and nothing else', async (role: Role) => {
    const key = await app.keyOf(role);
    const allowed: ReadonlySet<string> = permissionsOf([role]);
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== 'public' && access !== 'signed-in')) {
      const status = await called(app, route, key);
      const isRight = allowed.has(route.access) ? status !== 401 && status !== 403 : status === 403;
      if (!isRight) wrong.push(`${route.method} ${route.path} (${route.access}): ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('answers each of these with something other than a fault of ours', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const status = await called(app, route, app.key);
      if (status >= 500) wrong.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what the roles are for', () => {
  it('shows restricted material to legal staff only', () => {
    const seeing = ROLES.filter((role) => permissionsOf([role]).has('restricted.read'));
    expect(seeing).toEqual(['legal']);
  });

  it('lets only an administrator manage people and their keys', () => {
    const managing = ROLES.filter((role) => permissionsOf([role]).has('person.manage'));
    expect(managing).toEqual(['administrator']);
    expect(ROLES.filter((role) => permissionsOf([role]).has('key.manage'))).toEqual(['administrator']);
  });

  it('lets an auditor and a custodian change nothing', () => {
    for (const role of ['auditor', 'custodian'] as const) {
      expect([...permissionsOf([role])].filter((permission) => !permission.endsWith('.read'))).toEqual([]);
    }
  });
});
