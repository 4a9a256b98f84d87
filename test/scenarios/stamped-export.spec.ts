import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { Followers, KeepStamps, Log, publicKeyOf, Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { verifyBundle, WorkExports } from '../../src/exports/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import type { ArchiveUnderTest } from '../support/archive-under-test.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { destroyLawfully } from '../support/destroy-lawfully.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { hasOpenssl, TimestampTwin } from '../support/timestamp-authority.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const HOST = 'social.newford.example';

(hasOpenssl ? describe : describe.skip)('a stamped archive that lets something go', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-stamped-'));
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let tsa: TimestampTwin;
  let account: string;
  let pem: string;

  const get: ArchiveUnderTest['get'] = (type) => app.akta.app.get(type, { strict: false });
  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await get(WorkQueue).settle();
      await get(Sequencer).settle();
    }
  }

  beforeAll(async () => {
    clock = new SimulatedClock(new Date());
    tsa = await TimestampTwin.open();
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'A Flood Watch starts at noon.');
        world.post(city, 'The market moves to Ford Street.');
      },
    });
    app = await startTestApp({ clock, settings: { TSA_URLS: tsa.url, TSA_CA_FILES: tsa.caFile } });
    const zone = { zone: 'America/Chicago', languages: ['en', 'pl'], country: 'US-IL', prefix: 'NEWFORD' };
    const body = await membersOf(app.ask('POST', '/api/v1/bodies', { body: { name: 'City of Newford', ...zone } }));
    const address = `${lab.mastodon(HOST)}/@newford`;
    const wanted = { address, bodyId: body['id'], character: 'official', privateAllowed: true };
    account = String((await membersOf(app.ask('POST', '/api/v1/accounts', { body: wanted })))['id']);
    await minutes(3);
    pem = String(publicKeyOf(get(Log).publicKey).export({ format: 'pem', type: 'spki' }));
    writeFileSync(join(folder, 'log.pub.pem'), pem);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    await tsa.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything, verified by both; answers the bag's folder. */
  async function exported(): Promise<{ bag: string; report: Awaited<ReturnType<typeof verifyBundle>> }> {
    const body = { accountIds: [account], language: 'en' };
    const { id } = await membersOf(app.ask('POST', '/api/v1/exports', { body }));
    expect(await get(WorkExports).tick()).toBe(true);
    const answer = await app.ask('GET', `/api/v1/exports/${String(id)}/file`);
    const zip = join(folder, `${String(id)}.zip`);
    writeFileSync(zip, Buffer.from(await answer.arrayBuffer()));
    const named = { pem: readFileSync(tsa.caFile, 'utf8'), name: tsa.caFile };
    const report = await verifyBundle({ path: zip, key: { pem, name: 'log.pub.pem' }, roots: named, language: 'en' });
    expect([report.verdict, report.details]).toEqual(['authentic', []]);
    if (hasPython) {
      const run = await verifyByPython(zip, ['--key', join(folder, 'log.pub.pem'), '--tsa-ca', tsa.caFile]);
      expect([run.code, run.text]).toEqual([0, expect.stringContaining('by a certificate you named')]);
    }
    await unpackBundle(zip, join(folder, String(id)));
    return { bag: join(folder, String(id), report.bundle ?? ''), report };
  }

  it('dates the very log that proves a bundle, and goes on from the bundle before', async () => {
    const first = await exported();
    const size = Number(readFileSync(join(first.bag, 'data/log/checkpoint'), 'utf8').split('\n')[1]);
    expect(first.report.marks).toMatchObject({ earlier: null, stamps: [{ size, named: true }] });
    expect(readFileSync(join(first.bag, 'data/destroyed.txt'), 'utf8')).toBe('');

    const found = await membersOf(app.ask('GET', '/api/v1/items?text=market'));
    const [item]: { id: string }[] = Object(found['items']);
    await destroyLawfully((type) => app.akta.app.get(type, { strict: false }), [item?.id ?? '']);
    await minutes(1);
    await get(Followers).settle();

    const second = await exported();
    expect(second.report.marks.earlier).toBe(size);
    const earlier = readFileSync(join(second.bag, 'data/log/earlier/checkpoint'), 'utf8');
    expect(earlier).toBe(readFileSync(join(first.bag, 'data/log/checkpoint'), 'utf8'));
    expect(readFileSync(join(second.bag, 'data/destroyed.txt'), 'utf8')).toMatch(
      new RegExp(`^${account} ${item?.id} \\d+\\n$`),
    );
    const rows = readFileSync(join(second.bag, 'data/index.csv'), 'utf8').split('\r\n');
    expect(rows.filter((row) => row.includes('"destroyed"'))).toHaveLength(1);
    expect(readFileSync(join(second.bag, 'README.txt'), 'utf8')).toContain('1 of destroyed items');

    await get(KeepStamps).run();
    await get(Followers).settle();
    await expectArchiveSound({ get });
  }, 120_000);
});
