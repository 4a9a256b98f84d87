import { type Lab, startLab } from '../../lab/index.js';
import { Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { PolicyBook, WorkTrials } from '../../src/retention/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';

const HOST = 'social.newford.example';

describe('reports, samples and trials, over HTTP', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let bodyId: string;
  let accountId: string;
  let inez: string;

  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    app.ask(method, `/api/v1${path}`, { key: inez, ...(body === undefined ? {} : { body }) });
  const told = (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> =>
    membersOf(ask(method, path, body));

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const text of ['One', 'Two', 'Three']) world.post(city, text, { key: text });
      },
    });
    app = await startTestApp({ clock });
    const names = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en', 'pl'] };
    const body = { ...names, country: 'US-IL', prefix: 'NEWFORD' };
    bodyId = String((await membersOf(app.ask('POST', '/api/v1/bodies', { body })))['id']);
    const account = { address: `${lab.mastodon(HOST)}/@newford`, bodyId, character: 'official', privateAllowed: true };
    accountId = String((await membersOf(app.ask('POST', '/api/v1/accounts', { body: account })))['id']);
    clock.advance(120_000);
    await app.akta.app.get(WorkQueue, { strict: false }).settle();
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    inez = await app.keyOf('auditor');
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('let an auditor draw a sample, list it, and take its index and its papers', async () => {
    const drawn = await ask('POST', '/audit-samples', { n: 2, seed: '7', stratify: 'state', accountIds: [accountId] });
    expect(drawn.status).toBe(201);
    const sample = await membersOf(drawn);
    expect(sample).toMatchObject({ n: 2, seed: '7', population: 3, by: 'A auditor', accountIds: [accountId] });
    const path = `/audit-samples/${String(sample['id'])}`;
    expect(await told('GET', path)).toEqual(sample);
    const { items } = await told('GET', '/audit-samples');
    expect(items).toMatchObject([{ id: sample['id'], population: 3 }]);
    expect(JSON.stringify(items)).not.toContain('drawn":[');
    const index = await ask('GET', `${path}/index/file`);
    expect(index.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await index.text()).split('\r\n')[0]).toBe('place,stratum,item,rank');
    expect(await told('GET', `${path}/papers/1?language=pl`)).toMatchObject({
      proof: { signed: true },
      language: 'pl',
    });
    const paper = await ask('GET', `${path}/papers/2/file`);
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(paper.headers.get('content-disposition')).toMatch(/^attachment; filename="002-present-[0-9a-f]{8}\.pdf"$/);
    expect((await paper.text()).slice(0, 5)).toBe('%PDF-');
  });

  it('refuse what makes no sense, in one sentence', async () => {
    const sample = await told('POST', '/audit-samples', { n: 1, seed: '9' });
    const path = `/audit-samples/${String(sample['id'])}`;
    expect(await told('GET', `${path}/papers/9`)).toMatchObject({
      status: 404,
      detail: 'This sample has the working papers 1 to 1.',
    });
    expect(await told('GET', `${path}/papers/x`)).toMatchObject({
      status: 422,
      detail: 'A working paper is named by its number, from 1.',
    });
    expect(await told('POST', '/audit-samples', { n: 501, seed: '7' })).toMatchObject({ status: 422 });
    expect(await told('POST', '/audit-samples', { n: 1 })).toMatchObject({ status: 422 });
    expect(await told('GET', '/reports/profits')).toMatchObject({ status: 404 });
    expect(await told('GET', '/reports/exceptions/file?section=x')).toMatchObject({ status: 404 });
    expect(await told('GET', '/reports/exceptions?months=0')).toMatchObject({ status: 422 });
  });

  it('give a report and each of its tables as CSV', async () => {
    const report = await told('GET', '/reports/exceptions?months=2');
    expect(report).toMatchObject({ name: 'exceptions', zone: 'America/Chicago', asOf: clock.now().toISOString() });
    const csv = await ask('GET', '/reports/exceptions/file?section=nightly');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="exceptions-nightly.csv"');
    expect((await csv.text()).split('\r\n')[0]).toBe('work,done,wrong,unseen');
  });

  it('tell of an account’s counter only what was read', async () => {
    expect(await told('GET', `/accounts/${accountId}/counter`)).toEqual({ counter: null });
    expect(await told('GET', '/counters')).toEqual({ items: [] });
  });

  it('answer a trial at once with itself, and with what came of it once a worker has done it', async () => {
    const yaml = app.akta.app.get(PolicyBook, { strict: false }).file('us-grs-6.4')?.source;
    const begun = await ask('POST', '/schedules/what-if', { yaml, bodyId });
    expect(begun.status).toBe(202);
    const trial = await membersOf(begun);
    expect(trial).toMatchObject({ state: 'waiting', policyId: 'us-grs-6.4', answer: null });
    await app.akta.app.get(WorkTrials, { strict: false }).tick();
    const done = await told('GET', `/schedules/what-if/${String(trial['id'])}`);
    expect(done).toMatchObject({ state: 'done', items: 4, answer: { body: 'City of Newford', after: { items: 4 } } });
    const fault = await told('POST', '/schedules/what-if', { yaml: 'id: [x', bodyId });
    expect(fault).toMatchObject({ status: 422 });
    expect(String(fault['detail'])).toContain('yaml, line 1');
  });
});
