import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import { Log, publicKeyOf, Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { type ExportView, verifyBundle, WorkExports } from '../../src/exports/index.js';
import { OpenContent } from '../../src/exports/open-content.js';
import { ExamineInstallation } from '../../src/integrity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { destroyLawfully } from '../support/destroy-lawfully.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const HOST = 'social.newford.example';

describe('making a bundle of what the archive holds', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let folder: string;
  let account: string;
  let pem: string;

  const post = async (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: ExportView }> => {
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: Object(await answer.json()) };
  };
  const get = async (path: string): Promise<ExportView> =>
    Object(await (await app.ask('GET', `/api/v1${path}`)).json());
  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await app.akta.app.get(WorkQueue, { strict: false }).settle();
      await app.akta.app.get(Sequencer, { strict: false }).settle();
    }
  };
  const work = (): Promise<boolean> => app.akta.app.get(WorkExports, { strict: false }).tick();
  const download = async (id: string): Promise<string> => {
    const answer = await app.ask('GET', `/api/v1/exports/${id}/file`);
    const zip = join(folder, `${id}.zip`);
    await writeFile(zip, Buffer.from(await answer.arrayBuffer()));
    return zip;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-export-'));
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
    const { world } = lab;
    const dana = world.account(`dana_k@${HOST}`);
    world.post(world.account(`newford@${HOST}`), 'A Flood Watch starts at noon. #NewfordFlood', { key: 'watch' });
    const body = await post('/bodies', {
      name: 'City of Newford', zone: 'America/Chicago', languages: ['en', 'pl'], country: 'US-IL', prefix: 'NEWFORD',
    }); // prettier-ignore
    const address = `${lab.mastodon(HOST)}/@newford`;
    const added = await post('/accounts', {
      address, bodyId: body.json.id, character: 'official', privateAllowed: true,
    }); // prettier-ignore
    account = added.json.id;
    await minutes(1);
    world.reply(dana, world.postNamed('watch'), 'Is the Ford Street bridge open?', { key: 'reply' });
    await minutes(3);
    world.edit(world.postNamed('watch'), 'A Flood Watch starts at one. #NewfordFlood');
    await minutes(3);
    world.remove(world.postNamed('reply'));
    await minutes(20);
    pem = String(
      publicKeyOf(app.akta.app.get(Log, { strict: false }).publicKey).export({ format: 'pem', type: 'spki' }),
    );
    await writeFile(join(folder, 'log.pub.pem'), pem);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  const whole = (): object => ({ accountIds: [account], from: '2026-05-19', to: '2026-05-20', language: 'en' });

  it('ends with a file that is authentic to both verifiers; what vanished without a stated basis stays behind', async () => {
    const started = await post('/exports', whole());
    expect(started.status).toBe(202);
    expect(started.json).toMatchObject({ status: 'waiting', percent: 0, files: [] });
    expect(started.json.window).toEqual({
      from: '2026-05-19T00:00:00-05:00', to: '2026-05-20T23:59:59-05:00', zone: 'America/Chicago',
    }); // prettier-ignore
    expect(await work()).toBe(true);
    expect(await get(`/exports/${started.json.id}`)).toMatchObject({
      status: 'ready',
      percent: 100,
      fault: null,
    });

    const zip = await download(started.json.id);
    const report = await verifyBundle({ path: zip, key: { pem, name: 'log.pub.pem' }, language: 'en' });
    expect(report.details).toEqual([]);
    expect(report).toMatchObject({ verdict: 'authentic', counts: { items: 2, versions: 2, gone: 1 } });
    const second = hasPython ? await verifyByPython(zip, ['--key', join(folder, 'log.pub.pem')]) : null;
    expect(second?.code ?? 0).toBe(0);
    expect(second?.text ?? '2 versions of 2 items').toContain('2 versions of 2 items');
    const types: { type: string }[] = await app.database.query(
      `SELECT type FROM audit_event WHERE facts->>'export' = $1 ORDER BY at, id`,
      [started.json.id],
    );
    expect(types.map(({ type }) => type)).toEqual([
      'export.started',
      'account.headed',
      'export.built',
      'export.downloaded',
    ]);
  });

  it('of words asked for holds only what they find', async () => {
    const { json } = await post('/exports', { accountIds: [account], text: 'bridge', language: 'pl' });
    await work();
    const report = await verifyBundle({ path: await download(json.id), language: 'pl' });
    expect(report.details).toEqual([]);
    expect(report.counts).toMatchObject({ items: 1 });
  });

  it('says on page one and in scope.json what was last found of the store', async () => {
    await app.akta.app.get(ExamineInstallation, { strict: false }).run(system('setup'));
    const { json } = await post('/exports', whole());
    await work();
    const zip = await download(json.id);
    expect((await verifyBundle({ path: zip, key: { pem, name: 'log.pub.pem' }, language: 'en' })).details).toEqual([]);
    const second = hasPython ? await verifyByPython(zip, ['--key', join(folder, 'log.pub.pem')]) : null;
    expect(second?.code ?? 0).toBe(0);
    const unpacked = join(folder, 'examined');
    await unpackBundle(zip, unpacked);
    const bag = join(unpacked, (await readdir(unpacked)).find((name) => !name.includes('.')) ?? '');
    expect(JSON.parse(await readFile(join(bag, 'data/scope.json'), 'utf8')).storage).toEqual({
      examinedAt: clock.now().toISOString(),
      found: expect.arrayContaining([
        expect.objectContaining({ is: 'known', en: expect.stringContaining('A locked version cannot be deleted') }),
      ]),
    });
    expect(await readFile(join(bag, 'README.txt'), 'utf8')).toContain('The store of this archive was examined on ');
  });

  it('once a basis is stated holds what vanished, its finding and its grounds', async () => {
    const basis = { statute: '50 ILCS 205', scheduleItem: '14-012', officer: 'Marta Zielinski' };
    const stated = await app.ask('PUT', `/api/v1/accounts/${account}/legal-basis`, { body: basis });
    expect(stated.status).toBeLessThan(300);
    const { json } = await post('/exports', whole());
    await work();
    const report = await verifyBundle({ path: await download(json.id), language: 'en' });
    expect(report.details).toEqual([]);
    expect(report.counts).toMatchObject({ items: 2, versions: 3, gone: 1 });
  });

  it('that is asked for twice with one Idempotency-Key is one export', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await post('/exports', whole(), headers);
    const again = await post('/exports', whole(), headers);
    expect(again.json.id).toBe(first.json.id);
    const other = await post('/exports', { ...whole(), text: 'x' }, headers);
    expect(other.status).toBe(422);
    await post(`/exports/${first.json.id}/cancel`, {});
  });

  it('that was cancelled is not worked on, and cannot be fetched', async () => {
    const { json } = await post('/exports', whole());
    expect((await post(`/exports/${json.id}/cancel`, {})).json.status).toBe('cancelled');
    expect(await work()).toBe(false);
    expect((await app.ask('GET', `/api/v1/exports/${json.id}/file`)).status).toBe(409);
  });

  it('begun again after a crash behind the point of truth seals what was recorded, once', async () => {
    const { json } = await post('/exports', whole());
    await work();
    await app.database.query(`UPDATE export_job SET status = 'running', step = 'packing' WHERE id = $1`, [json.id]);
    expect(await readdir(join(app.dataDir, 'exports', json.id))).toHaveLength(1);
    await work();
    const report = await verifyBundle({ path: await download(json.id), language: 'en' });
    expect(report.details).toEqual([]);
  });

  describe('of which an item is destroyed', () => {
    const askedFor = async (word: string): Promise<{ id: string; destroy: () => Promise<void> }> => {
      const { world } = lab;
      world.post(world.account(`newford@${HOST}`), `This goes: ${word}.`);
      await minutes(20);
      const found = await membersOf(app.ask('GET', `/api/v1/items?text=${word}`));
      expect(found['items']).toHaveLength(1);
      const [item]: { id: string }[] = Object(found['items']);
      const { json } = await post('/exports', { ...whole(), text: word });
      const destroy = (): Promise<void> =>
        destroyLawfully((type) => app.akta.app.get(type, { strict: false }), [item?.id ?? '']);
      return { id: json.id, destroy };
    };
    const ended = async (id: string): Promise<ExportView> => {
      expect(existsSync(join(app.dataDir, 'exports', id))).toBe(false);
      return get(`/exports/${id}`);
    };

    it('while its draft is written, fails and leaves nothing behind', async () => {
      const { id, destroy } = await askedFor('early');
      const contents = app.akta.app.get(OpenContent, { strict: false });
      const open = contents.run.bind(contents);
      contents.run = (...given) => {
        const content = open(...given);
        return {
          ...content,
          async *items() {
            yield* content.items();
            await destroy();
          },
        };
      };
      await work();
      contents.run = open;
      expect(await ended(id)).toMatchObject({
        status: 'failed',
        fault: expect.stringContaining('were destroyed by disposition while it was being made'),
      });
    });

    it('after it was recorded, is removed whole', async () => {
      const { id, destroy } = await askedFor('late');
      let destroying: Promise<void> | undefined;
      await app.akta.app.get(WorkExports, { strict: false }).tick({
        told: (step) => {
          if (step === 'packing') destroying ??= destroy();
        },
      });
      await destroying;
      expect(await ended(id)).toMatchObject({ status: 'removed', files: [] });
      const answer = await app.ask('GET', `/api/v1/exports/${id}/file`);
      expect(answer.status).toBe(410);
      expect(await answer.json()).toMatchObject({
        detail: expect.stringContaining('An item in this bundle was destroyed by disposition'),
      });
    });
  });

  it('refuses days that do not exist and periods that end before they begin', async () => {
    expect((await post('/exports', { ...whole(), from: '2026-02-30' })).status).toBe(422);
    expect((await post('/exports', { ...whole(), from: '2026-05-21' })).status).toBe(422);
    expect((await post('/exports', { ...whole(), accountIds: [] })).status).toBeGreaterThanOrEqual(400);
  });
});
