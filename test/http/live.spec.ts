import { type Lab, startLab } from '../../lab/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';

const HOST = 'social.newford.example';

describe('delays, canaries, incidents and direct messages, over HTTP', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let accountId: string;
  let auditor: string;

  const ask = (method: string, path: string, body?: unknown, key?: string): Promise<Response> =>
    app.ask(method, `/api/v1${path}`, {
      ...(key === undefined ? {} : { key }),
      ...(body === undefined ? {} : { body }),
    });

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.post(world.openAccount(`newford@${HOST}`), 'One');
      },
    });
    app = await startTestApp({ clock });
    const names = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en', 'pl'] };
    const body = { ...names, country: 'US-IL', prefix: 'NEWFORD' };
    const bodyId = String((await membersOf(app.ask('POST', '/api/v1/bodies', { body })))['id']);
    const account = { address: `${lab.mastodon(HOST)}/@newford`, bodyId, character: 'official', privateAllowed: true };
    accountId = String((await membersOf(app.ask('POST', '/api/v1/accounts', { body: account })))['id']);
    const queue = app.akta.app.get(WorkQueue, { strict: false });
    await queue.settle();
    lab.world.post(lab.world.account(`newford@${HOST}`), 'Two');
    clock.advance(120_000);
    await queue.settle();
    auditor = await app.keyOf('auditor');
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('tell how late an account came, and whether it is seen', async () => {
    const latency: unknown = await (await ask('GET', `/accounts/${accountId}/latency`, undefined, auditor)).json();
    expect(latency).toContainEqual(
      expect.objectContaining({ accountId, days: 1, loop: null, versions: expect.any(Number) }),
    );
    const canaries: unknown = await (await ask('GET', '/canaries', undefined, auditor)).json();
    expect(canaries).toMatchObject([{ accountId, state: 'well' }]);
  });

  it('note and end an incident, and refuse an auditor and nonsense', async () => {
    const path = `/accounts/${accountId}/incidents`;
    const incident = { kind: 'hijacked', from: '2026-05-19T12:00:00Z', reason: 'Password stolen' };
    expect((await ask('POST', path, incident, auditor)).status).toBe(403);
    expect((await ask('POST', path, { ...incident, kind: 'boredom' })).status).toBe(422);
    const noted = await membersOf(ask('POST', path, incident));
    expect(noted).toMatchObject({ kind: 'hijacked', to: null });
    const shown = await membersOf(ask('GET', `/accounts/${accountId}`, undefined, auditor));
    expect(shown['incidents']).toEqual([{ id: noted['id'], kind: 'hijacked', from: noted['from'], to: null }]);
    const end = await ask('POST', `${path}/${String(noted['id'])}/end`, { reason: 'Won back' });
    expect(end.status).toBe(200);
    expect((await ask('POST', `${path}/${String(noted['id'])}/end`, { reason: 'Twice' })).status).toBe(409);
    const listed: unknown = await (await ask('GET', path, undefined, auditor)).json();
    expect(listed).toMatchObject([{ reason: 'Password stolen', endReason: 'Won back' }]);
  });

  it('agree that direct messages are kept, and end it', async () => {
    const path = `/accounts/${accountId}/messages`;
    const consent = { grantedBy: 'Marta Zielinski', ground: 'Resolution 26-41' };
    expect((await ask('POST', `${path}/grant`, consent, auditor)).status).toBe(403);
    const granted = await membersOf(ask('POST', `${path}/grant`, consent));
    expect(granted['limits']).not.toContain('messages-not-granted');
    expect((await ask('POST', `${path}/grant`, consent)).status).toBe(409);
    const ended = await membersOf(ask('POST', `${path}/end`, { reason: 'Repealed' }));
    expect(ended['limits']).toContain('messages-not-granted');
    const legal = await app.keyOf('legal');
    const none = '0192f1a0-0000-7000-8000-000000000001';
    expect((await ask('POST', `/items/${none}/open-message`, { reason: 'Why not' }, legal)).status).toBe(404);
  });
});
