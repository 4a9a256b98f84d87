import { type Lab, startLab } from '../../lab/index.js';
import type { AccountView, DeskView, ItemSummary, ItemView, ThreadView } from '../../src/archive/index.js';
import { Sequencer, type TrailLine } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

const HOST = 'social.newford.example';
type Json = Readonly<Record<string, unknown>>;

describe('what the archive shows', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let bodyId: string;
  let account: AccountView;
  let watchId: string;
  let replyId: string;

  const ask = async <T = Json>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const answer = await app.ask(method, `/api/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      ...(key ? { key } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    const value: T = JSON.parse(text);
    return value;
  };
  const refused = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await app.ask(method, `/api/v1${path}`, body === undefined ? {} : { body });
    const problem: Json = Object(await answer.json());
    return { ...problem, status: answer.status };
  };
  const settle = async (): Promise<void> => {
    await app.akta.app.get(WorkQueue, { strict: false }).settle();
    await app.akta.app.get(Sequencer, { strict: false }).settle();
  };
  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await settle();
    }
  };

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana' });
      },
    });
    app = await startTestApp({ clock });
    const city = lab.world.account(`newford@${HOST}`);
    const dana = lab.world.account(`dana_k@${HOST}`);
    lab.world.post(city, 'A Flood Watch starts at noon. #NewfordFlood', {
      key: 'watch',
      media: [{ scene: 'map', alt: 'Map of Newford' }],
    });

    const body = await ask('POST', '/bodies', {
      name: 'City of Newford', zone: 'America/Chicago', languages: ['en', 'pl'], country: 'US-IL', prefix: 'NEWFORD',
    }); // prettier-ignore
    bodyId = String(body['id']);
    const address = `${lab.mastodon(HOST)}/@newford`;
    account = await ask('POST', '/accounts', { address, bodyId, character: 'official', privateAllowed: true });
    await settle();
    lab.world.reply(dana, lab.world.postNamed('watch'), 'Is the Ford Street bridge open?', { key: 'reply' });
    await minutes(3);
    lab.world.edit(lab.world.postNamed('watch'), 'A Flood Watch starts at one. #NewfordFlood');
    await minutes(3);
    lab.world.remove(lab.world.postNamed('reply'));
    await minutes(20);

    const found = await ask<{ items: ItemSummary[] }>('GET', '/items');
    watchId = found.items.find(({ kind }) => kind === 'post')?.id ?? '';
    replyId = found.items.find(({ kind }) => kind === 'reply')?.id ?? '';
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('an account says what it is, since when, and what cannot be archived of it', async () => {
    const shown = await ask<AccountView>('GET', `/accounts/${account.id}`);
    expect(shown).toMatchObject({ platform: 'mastodon', character: 'official', state: 'active', legalBasis: null });
    expect(shown.limits).toContain('deletions-by-look-only');
    expect(shown.counts).toEqual({ items: 2, versions: 3, gone: 1, gaps: 0 });
    expect(shown.lastSeenAt).not.toBeNull();
  });

  it('an item has its versions in order, each with its place in the log', async () => {
    const item = await ask<ItemView>('GET', `/items/${watchId}`);
    expect(item.versions.map(({ number, text }) => [number, text])).toEqual([
      [1, expect.stringContaining('at noon')],
      [2, expect.stringContaining('at one')],
    ]);
    expect(item.versions.every(({ seq, commit }) => seq !== null && /^sha256:[0-9a-f]{64}$/.test(commit))).toBe(true);
    expect(item.author).toMatchObject({ displayName: 'City of Newford', official: true });
  });

  it('what vanished while no basis is stated is locked to readers, and a look by those who may is logged', async () => {
    const reader = await app.keyOf('custodian');
    const locked = await ask<ItemView>('GET', `/items/${replyId}`, undefined, reader);
    expect(locked).toMatchObject({ state: 'gone', restricted: true, versions: [], author: null, url: null });
    expect(JSON.stringify(await ask('GET', '/items', undefined, reader))).not.toContain('bridge');
    expect(await ask('GET', '/items/count?text=bridge', undefined, reader)).toMatchObject({ count: 0, exact: true });
    expect(JSON.stringify(await ask('GET', '/desk'))).not.toContain('bridge');

    const officer = await app.keyOf('legal');
    const open = await ask<ItemView>('GET', `/items/${replyId}`, undefined, officer);
    expect(open.versions[0]?.text).toContain('bridge');
    await ask('GET', `/items/${replyId}`, undefined, officer);
    const looks = await app.database.query(
      `SELECT actor FROM audit_event WHERE type = 'material.looked-at' AND facts->>'item' = $1 AND actor LIKE 'person:%'`,
      [replyId],
    );
    expect(looks).toHaveLength(new Set(looks.map(({ actor }: { actor: string }) => actor)).size);
  });

  it('a thread keeps its order and its bounds', async () => {
    const thread = await ask<ThreadView>('GET', `/threads/${replyId}`);
    expect(thread.rootId).toBe(watchId);
    expect(thread.items.map(({ id }) => id)).toEqual([watchId, replyId]);
    const [finding] = thread.items[1]?.findings ?? [];
    expect(finding).toMatchObject({ kind: 'gone', certainty: 'confirmed', cause: 'unknown' });
    expect(finding?.grounds.map(({ role }) => role)).toContain('canary');
    expect(String(finding?.lastSeenAt) < String(finding?.firstMissingAt)).toBe(true);
  });

  it('the desk has ninety cells an account, what went lately, and the log', async () => {
    const desk = await ask<DeskView>('GET', '/desk');
    expect(desk).toMatchObject({ clock: 'simulated', totals: { items: 2, versions: 3, gone: 1, gaps: 0 } });
    expect(desk.accounts[0]?.strip).toHaveLength(90);
    expect(desk.accounts[0]?.strip.some(({ state }) => state === 'seen')).toBe(true);
    expect(desk.goneLately.map(({ id }) => id)).toEqual([replyId]);
    expect(desk.log.size).toBeGreaterThan(5);
  });

  it('an item is proved by bytes, salts, entry and checkpoint', async () => {
    const proof = await ask<{
      versions: { logged: { entry: string; proof: string } | null; partsTxt: string }[];
      checkpoint: string;
    }>('GET', `/items/${watchId}/proof`);
    expect(proof.versions).toHaveLength(2);
    expect(proof.versions[0]?.partsTxt).toMatch(/^[0-9a-f]{64} {2}item\.json\n/);
    expect(proof.versions[0]?.logged?.entry).toContain('"type":"snapshot.stored"');
    expect(proof.versions[0]?.logged?.proof).toContain('tlog-proof');
    expect(proof.checkpoint).toContain('akta.localhost/log');
  });

  it('a medium is served as what it is, and can do nothing on our page', async () => {
    const item = await ask<ItemView>('GET', `/items/${watchId}`);
    const [medium] = item.versions.at(-1)?.media ?? [];
    expect(medium).toMatchObject({ alt: 'Map of Newford', ordinal: 1, mime: 'image/png' });
    const served = await app.ask('GET', medium?.href ?? '');
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await served.arrayBuffer()).byteLength).toBe(medium?.bytes);
    expect(await refused('GET', '/media/019e3a5e-7c10-7cc0-8f59-0a52a1b4c001')).toMatchObject({ status: 404 });
    expect(await refused('GET', '/media/nonsense')).toMatchObject({
      status: 404,
      detail: 'There is nothing with this id.',
    });
  });

  it('search looks at every version, echoes the days, and counts exactly', async () => {
    const noon = await ask<{ items: ItemSummary[]; asked: Json }>(
      'GET',
      '/items?text=%22starts+at+noon%22&from=2026-05-19&to=2026-05-19',
    );
    expect(noon.items.map(({ id }) => id)).toEqual([watchId]);
    expect(noon.asked).toMatchObject({
      text: '"starts at noon"',
      from: '2026-05-19',
      to: '2026-05-19',
      zones: ['America/Chicago'],
    });
    expect(await ask('GET', '/items/count?text=%23newfordflo*')).toMatchObject({ count: 1 });
    expect(await ask('GET', '/items/count?text=flood&to=2026-05-18')).toMatchObject({ count: 0 });
    expect(await ask('GET', '/items/count?state=gone')).toMatchObject({ count: 1 });
  });

  it('bad searches get one clear sentence and are never a fault of ours', async () => {
    const asked = ['text=%22open', 'text=*', 'text=a%00b', `text=${'x'.repeat(9000)}`, 'text=%21%21', 'from=2026-02-30', 'from=2026-05-20&to=2026-05-19', 'cursor=nonsense', 'cursor=WyJ4Il0', 'limit=0', 'strange=1']; // prettier-ignore
    for (const query of asked) {
      const problem = await refused('GET', `/items?${query}`);
      expect([query, [400, 422].includes(Number(problem['status']))]).toEqual([query, true]);
      expect(String(problem['detail'])).toMatch(/^[A-Z“"].*\.$/);
    }
  });

  it('the trail is told in sentences, by item and by person, in both languages', async () => {
    const all = await ask<{ items: TrailLine[] }>('GET', '/audit?limit=200');
    const sentences = all.items.map(({ sentence }) => sentence);
    expect(sentences.join('\n')).toContain('Administrator began to archive');
    expect(all.items.every(({ sentence }) => !/[{}]|undefined/.test(sentence))).toBe(true);
    const item = await ask<{ items: TrailLine[] }>('GET', `/audit?item=${watchId}&lang=pl`);
    expect(item.items.map(({ sentence }) => sentence).join('\n')).toContain('Zapisano wersję 2');
    const people = await ask<{ items: TrailLine[] }>('GET', '/audit?actor=Administrator');
    expect(new Set(people.items.map(({ actor }) => actor))).toEqual(new Set(['Administrator']));
    expect((await refused('GET', '/audit?since=yesterday'))['detail']).toContain('is not a time');
  });

  it('refuses what is no account, each with one clear sentence', async () => {
    const cases: [string, Json, number][] = [
      ['nonsense', {}, 422],
      ['https://127.0.0.1:1/@city', { privateAllowed: false }, 422],
      ['https://no-such-host.invalid/@city', {}, 422],
      [`${lab.mastodon(HOST)}/@nobody`, { privateAllowed: true }, 422],
      [`${lab.mastodon(HOST)}/@newford`, { privateAllowed: true }, 409],
    ];
    for (const [address, more, status] of cases) {
      const problem = await refused('POST', '/accounts', { address, bodyId, character: 'official', ...more });
      expect([address, problem['status'], problem['detail']]).toEqual([address, status, expect.stringMatching(/\.$/)]);
    }
  });

  it('a token is kept sealed and shown nowhere', async () => {
    const token = 'tok_0123456789abcdef';
    await ask('PUT', `/accounts/${account.id}/access`, { token });
    const [row] = await app.database.query(`SELECT sealed FROM account_access`);
    expect(row.sealed.includes(Buffer.from(token))).toBe(false);
    expect(JSON.stringify([await ask('GET', `/accounts/${account.id}`), await ask('GET', '/audit')])).not.toContain(
      token,
    );
    await ask('PUT', `/accounts/${account.id}/access`, { token: null });
    expect(await app.database.query(`SELECT FROM account_access`)).toEqual([]);
  });

  it('pausing needs a reason, is told with it, and cannot be done twice', async () => {
    expect((await refused('POST', `/accounts/${account.id}/pause`, { reason: ' ' }))['detail']).toContain(
      'The reason is missing',
    );
    const paused = await ask('POST', `/accounts/${account.id}/pause`, { reason: 'The account is being renamed.' });
    expect(paused).toMatchObject({ state: 'paused', stateReason: 'The account is being renamed.' });
    expect(await refused('POST', `/accounts/${account.id}/pause`, { reason: 'again' })).toMatchObject({ status: 409 });
    const [line] = (await ask<{ items: TrailLine[] }>('GET', '/audit?limit=1')).items;
    expect(line?.sentence).toMatch(/^Administrator paused .*newford.*: The account is being renamed\.$/);
    await ask('POST', `/accounts/${account.id}/resume`, { reason: 'Renamed.' });
  });

  it('with a legal basis stated, what vanished opens to readers', async () => {
    const basis = { statute: '50 ILCS 205', scheduleItem: '18:052, 4', officer: 'Marta Zielinski' };
    expect(await ask('PUT', `/accounts/${account.id}/legal-basis`, basis)).toMatchObject({ legalBasis: basis });
    const reader = await app.keyOf('custodian');
    const open = await ask<ItemView>('GET', `/items/${replyId}`, undefined, reader);
    expect(open).toMatchObject({ state: 'gone', restricted: false });
    expect(open.versions[0]?.text).toContain('bridge');
  });

  it('custodians follow each other, and known accounts are noted with who decided', async () => {
    const custodian = await ask('POST', `/accounts/${account.id}/custodians`, { name: 'Ellen Brandt' });
    await ask('POST', `/accounts/${account.id}/custodians/${String(custodian['id'])}/end`, {});
    const [first] = (await ask<AccountView>('GET', `/accounts/${account.id}`)).custodians;
    expect(first).toMatchObject({ name: 'Ellen Brandt', to: expect.any(String) });
    const known = { bodyId, platform: 'Instagram', handle: 'Newford Parks', reason: 'permission asked', decidedBy: 'Marta Zielinski', decidedAt: '2026-05-04' }; // prettier-ignore
    await ask('POST', '/known-accounts', known);
    expect(await ask('GET', '/known-accounts')).toMatchObject({ items: [known] });
  });
});
