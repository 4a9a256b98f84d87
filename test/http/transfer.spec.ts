import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { AddAccount, AddBody } from '../../src/accounts/index.js';
import { Followers } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { WorkPackages } from '../../src/exports/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ListView, WorkDispositions } from '../../src/retention/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import type { ArchiveUnderTest } from '../support/archive-under-test.js';
import { evaluate, putPolicy } from '../support/disposition-office.js';
import { policy, series } from '../support/policies.js';
import { hasReader, readPackage } from '../support/transfer-desk.js';

const HOST = 'social.newford.example';
const DAY = 86_400_000;

describe('a transfer, over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-http-transfer-'));
  const clock = new SimulatedClock(new Date('2024-03-11T12:00:00Z'));
  let lab: Lab;
  let app: TestApp;
  let officer: string;
  let counsel: string;
  let codes: readonly string[];
  let list: string;

  const get = <T>(type: new (...args: never[]) => T): T => app.akta.app.get(type, { strict: false });
  const ask = async (
    key: string,
    method: string,
    path: string,
    more: { body?: unknown; code?: string } = {},
  ): Promise<{ status: number; json: ListView & Record<string, unknown> }> => {
    const response = await app.ask(method, `/api/v1/dispositions/${list}${path}`, { key, ...more });
    return { status: response.status, json: Object(await response.json()) };
  };
  const confirm = (key: string, query: string, more: { bytes?: Buffer; code?: string } = {}): Promise<Response> =>
    fetch(`${app.url}/api/v1/dispositions/${list}/receipt?${query}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/octet-stream',
        ...(more.code === undefined ? {} : { 'akta-code': more.code }),
      },
      body: new Uint8Array(more.bytes ?? Buffer.from('%PDF-1.4')),
    });

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const text of ['One', 'Two']) world.post(city, text, { key: text, at: new Date('2024-03-01T00:00:00Z') });
      },
    });
    app = await startTestApp({ clock });
    const body = { name: 'Newford', zone: 'Europe/Warsaw', languages: ['en', 'pl'], country: 'PL', prefix: 'NF' };
    const { id: bodyId } = await get(AddBody).run(system('setup'), body);
    const account = {
      address: `${lab.mastodon(HOST)}/@newford`,
      bodyId,
      character: 'official',
      privateAllowed: true,
    } as const;
    await get(AddAccount).run(system('setup'), account);
    clock.advance(120_000);
    await get(WorkQueue).settle();
    await get(Followers).settle();
    const rule = series('A', {
      period: 'permanent',
      transferAfter: 'P5Y',
      action: 'transfer',
      match: [{ itemTypes: ['post'] }],
    });
    const opened: Pick<ArchiveUnderTest, 'database' | 'get'> = {
      database: app.database,
      get: (type) => app.akta.app.get(type, { strict: false }),
    };
    await putPolicy(opened, bodyId, policy('grs', [rule]));
    clock.advance(Date.parse('2029-06-01T12:00:00Z') - clock.now().getTime());
    await evaluate(opened);
    officer = await app.keyOf('records-officer');
    counsel = await app.keyOf('legal');
    codes = await app.enrol(counsel);
    const made = await membersOf(app.ask('POST', '/api/v1/dispositions', { key: officer, body: {} }));
    list = String(Object(made['items'])[0].listId);
    await ask(officer, 'POST', '/review', { body: { seen: 2 } });
    clock.advance(16 * DAY);
    expect((await ask(counsel, 'POST', '/approval', { code: codes[0] ?? '' })).status).toBe(200);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names the profiles, and refuses one that there is not', async () => {
    const { items } = await membersOf(app.ask('GET', '/api/v1/transfer-profiles', { key: counsel }));
    expect(Object(items).map(({ profile }: { profile: string }) => profile)).toContain('us-nara');
    const wrong = await ask(officer, 'POST', '/package', { body: { profile: 'nowhere' } });
    expect([wrong.status, String(wrong.json['detail'])]).toEqual([422, expect.stringContaining('Choose one of')]);
    expect((await ask(counsel, 'POST', '/package', { body: { profile: 'us-nara' } })).status).toBe(403);
  });

  it('gives the package to records officers, in parts too, and writes down that it was taken', async () => {
    expect((await ask(officer, 'POST', '/package', { body: { profile: 'us-nara' } })).json.state).toBe('packaging');
    const path = `/api/v1/dispositions/${list}/package/file`;
    expect((await app.ask('GET', path, { key: officer })).status).toBe(409);
    await get(WorkPackages).tick();
    expect((await app.ask('GET', path, { key: counsel })).status).toBe(403);
    const whole = await app.ask('GET', path, { key: officer });
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, whole.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment; filename="TRANSFER-2029-D-001-\w{6}\.zip"$/)]); // prettier-ignore
    const rest = await fetch(`${app.url}${path}`, {
      headers: { authorization: `Bearer ${officer}`, range: 'bytes=100-' },
    });
    expect([rest.status, Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(100))]).toEqual([206, true]);
    const [{ n } = { n: 0 }]: { n: number }[] = await app.database.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'transfer.downloaded'`,
    );
    expect(n).toBe(2);
    const file = join(folder, 'transfer.zip');
    writeFileSync(file, bytes);
    if (hasReader) expect(readPackage(file)).toMatchObject({ wrong: [], items: 2 });
  });

  it('takes the receipt of the second person alone, with a code, a number, a day and the paper', async () => {
    const query = 'accession=ADE-7&date=2029-06-17&file=protok%C3%B3%C5%82.pdf';
    const problemOf = async (response: Promise<Response>): Promise<unknown> => {
      const { type } = await membersOf(response);
      return String(type).split('/').at(-1);
    };
    expect(await problemOf(confirm(counsel, query, { code: codes[1] ?? '' }))).toBe('wrong-state');
    expect((await ask(officer, 'POST', '/hand-over', { body: { reason: 'By courier' } })).json.state).toBe(
      'handed-over',
    );
    clock.advance(11 * 60_000);
    expect(await problemOf(confirm(counsel, query))).toBe('code-missing');
    expect(await problemOf(confirm(officer, query))).toBe('not-allowed');
    expect((await confirm(counsel, 'date=2029-06-17&file=x.pdf', { code: codes[2] ?? '' })).status).toBe(422);
    expect(await problemOf(confirm(counsel, query, { bytes: Buffer.alloc(0), code: codes[3] ?? '' }))).toBe(
      'invalid-input',
    );
    const done = await confirm(counsel, query, { code: codes[4] ?? '' });
    expect([done.status, Object(await done.json()).receipt]).toEqual([200, expect.objectContaining({ accession: 'ADE-7', fileName: 'protokół.pdf' })]); // prettier-ignore
    const paper = await app.ask('GET', `/api/v1/dispositions/${list}/receipt/file`, { key: counsel });
    expect(await paper.text()).toBe('%PDF-1.4');
  });

  it('keeps the copy where somebody says so, and gives the spis in both forms', async () => {
    expect((await ask(officer, 'POST', '/copy', { body: { reason: 'Asked for weekly' } })).status).toBe(202);
    await get(WorkDispositions).tick();
    expect((await ask(officer, 'GET', '')).json).toMatchObject({
      state: 'certified',
      counts: { kept: 2, destroyed: 0 },
    });
    const spis = (more: string): Promise<Response> =>
      app.ask('GET', `/api/v1/dispositions/${list}/inventory/file${more}`, { key: counsel });
    const csv = await spis('?format=csv&language=pl');
    expect([csv.headers.get('content-type'), await csv.text()]).toEqual(['text/csv; charset=utf-8', expect.stringContaining('znak_sprawy')]); // prettier-ignore
    expect((await spis('')).headers.get('content-type')).toBe('application/pdf');
    expect((await spis('?format=docx')).status).toBe(422);
    const decide = { decision: 'permanent', reason: 'x' };
    expect((await ask(officer, 'POST', '/decisions', { body: decide })).status).toBe(409);
    expect((await ask(officer, 'POST', '/decisions', { body: { ...decide, decision: 'maybe' } })).status).toBe(422);
  });
});
