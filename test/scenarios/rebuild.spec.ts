import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import type { DeskView } from '../../src/archive/index.js';
import { KeepStamps, Log } from '../../src/audit/index.js';
import { type Actor, SimulatedClock } from '../../src/platform/index.js';
import { ExecuteList } from '../../src/retention/index.js';
import { openDatabase } from '../../src/data-source.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runAkta } from '../support/command-line.js';
import { freshDatabaseUrls } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { hasRadosgw, radosgw } from '../support/radosgw.js';
import { Scenario } from '../support/scenario.js';
import { hasOpenssl, TimestampTwin } from '../support/timestamp-authority.js';
import { EVIDENCE, logBelow, rowsOf } from '../support/two-databases.js';

const HOST = 'social.newford.example';

/** What names the store of an installation, beside its folder. */
type Settings = Readonly<Record<string, string>>;

const STORES: readonly (readonly [name: string, settings: () => Promise<Settings>])[] = [
  ['a folder', () => Promise.resolve({})],
  ...(hasRadosgw ? [['S3 (Ceph)', onCeph] as const] : []),
];

async function onCeph(): Promise<Settings> {
  const ceph = await radosgw();
  return {
    S3_ENDPOINT: ceph.endpoint,
    S3_BUCKET: await ceph.bucket(),
    S3_ACCESS_KEY_ID: 'akta',
    S3_SECRET_ACCESS_KEY: 'akta-secret',
  };
}

/** Captured, signed, stamped and exported, both keys replaced on the way; the database lost; rebuilt from the object store, the log's copy and the keys; exported again. */
describe.each(STORES)('an archive on %s whose database is lost', (_, settingsOf) => {
  const clock = new SimulatedClock(new Date());
  let lab: Lab;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;
  let folder: string;
  let settings: Settings;
  let tsa: TimestampTwin | null = null;

  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await scenario.settle();
    }
  };
  const akta = async (...args: string[]): Promise<string> => {
    const { exit, out, err } = await runAkta(args, { env: app.env, clock });
    if (exit !== 0) throw new Error(`${args.join(' ')}: ${out}${err}`);
    return out;
  };

  /** The records of a bundle that both verifiers take for authentic, byte by byte; proofs, which grow with the log, left out. */
  const exported = async (name: string): Promise<Record<string, string>> => {
    const zip = await scenario.bundle({ accountIds: [account] });
    const { marks } = await scenario.expectAuthentic(zip);
    expect(marks.stamps.length).toBe(tsa ? 1 : 0);
    const to = join(folder, name);
    await unpackBundle(zip, to);
    const paths = readdirSync(to, { recursive: true, encoding: 'utf8' });
    const kept = paths.filter((path) => /data\/records\/.*(item\.json|parts\.txt|entry\.json)$/.test(path));
    return Object.fromEntries(
      kept.map((path) => [path.slice(path.indexOf('/')), readFileSync(join(to, path), 'utf8')]),
    );
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-rebuild-'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
        world.post(city, 'A Flood Watch starts at noon.', { key: 'watch' });
      },
    });
    tsa = hasOpenssl ? await TimestampTwin.open() : null;
    settings = { ...(await settingsOf()), ...(tsa ? { TSA_URLS: tsa.url, TSA_CA_FILES: tsa.caFile } : {}) };
    app = await startTestApp({ clock, settings });
    scenario = new Scenario(app);
    account = await scenario.addAccount(await scenario.addBody(), `${lab.mastodon(HOST)}/@newford`);
    await scenario.stateBasis(account);
    await minutes(1);
    const { world } = lab;
    world.reply(world.account(`dana_k@${HOST}`), world.postNamed('watch'), 'Is the bridge open?', { key: 'reply' });
    await minutes(3);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    await tsa?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('comes back with the same entries, versions, proofs and bytes, also what came after the register', async () => {
    // 1. The night's copy; then the day goes on: an edit, a picture, a deletion, none of which the register knows.
    await akta('register', 'make');
    await akta('keys', 'rotate');
    await akta('log', 'rotate-key');
    const { world } = lab;
    world.edit(world.postNamed('watch'), 'A Flood Watch starts at one.');
    world.post(world.account(`newford@${HOST}`), 'The bridge is closed.', {
      media: [{ scene: 'bridge', alt: 'Ford Street bridge' }],
      key: 'bridge',
    });
    await minutes(3);
    world.remove(world.postNamed('reply'));
    await minutes(25);
    await akta('keys', 'backup');

    // 2. Exported, signed, copied to the object store.
    const first = await exported('first');
    await scenario.settle();
    await scenario.get(KeepStamps).run();
    await scenario.settle();
    await scenario.get(Log).keepCheckpoint('asked');
    await scenario.settle();
    const { size } = await scenario.get(Log).head();
    const before = await rowsOf(app.database, EVIDENCE);
    const lines = await logBelow(app.database, size);
    expect(before['finding']?.length).toBe(1);
    expect(before['medium']?.length).toBe(4);

    // 3. The database is lost. What is left: objects, and the keys folder.
    const { dataDir, key } = app;
    await app.akta.close();
    const urls = await freshDatabaseUrls();
    const env = { ...app.env, DATABASE_URL: urls.akta_app, DATABASE_OWNER_URL: urls.akta_owner };
    const name = new URL(urls.akta_app).pathname.slice(1);
    const wrong = await runAkta(['rebuild', '--into', 'elsewhere'], { env, clock });
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringMatching(/--into names elsewhere. Nothing was changed/)]);
    const ran = await runAkta(['rebuild', '--into', name, '--json'], { env, clock });
    expect(ran.err).not.toMatch(/rror/);
    if (!ran.out.includes('"lost"')) throw new Error(ran.out + ran.err);
    const done: { lost: { what: string; about?: string }[]; exchanges: number } = JSON.parse(ran.out);
    expect(done.lost.map(({ what, about }) => about ?? what)).toEqual([
      'export.started',
      'account.headed',
      'export.built',
      'export.downloaded',
    ]);
    expect(done.exchanges).toBeGreaterThan(2);

    // 4. It is the same archive.
    const database: DataSource = await openDatabase(urls.akta_app, { pool: 2 }).initialize();
    expect(await rowsOf(database, EVIDENCE)).toEqual(before);
    expect(await logBelow(database, size)).toEqual(lines);
    await database.destroy();
    app = await startTestApp({ clock, settings, again: { dataDir, key, urls } });
    scenario = new Scenario(app);
    await scenario.settle();
    const second = await exported('second');
    expect(second).toMatchObject(first);
    expect(Object.keys(first).filter((path) => path.endsWith('item.json')).length).toBeGreaterThan(5);
    expect(Object.keys(first).length).toBeGreaterThan(10);
    await expectArchiveSound({ get: (type) => scenario.get(type) });
  });

  it('destroys nothing before a records officer has confirmed it', async () => {
    const { alarms } = await scenario.read<DeskView>('/desk');
    expect(alarms[0]).toMatchObject({ work: 'rebuild', is: 'wrong' });
    await expect(
      app.database.query(`INSERT INTO disposition (id, authority, executed_at) VALUES (gen_random_uuid(), 'x', now())`),
    ).rejects.toThrow(/nobody has confirmed it/);
    const person: Actor = { kind: 'person', personId: '', name: '', permissions: new Set(['disposition.manage']) };
    await expect(scenario.get(ExecuteList).run(person, { listId: '' })).rejects.toThrow(/nobody has confirmed it yet/);
    const officer = await app.keyOf('records-officer');
    const answer = await app.ask('POST', '/api/v1/rebuilds/confirmations', { key: officer });
    expect(answer.status).toBe(200);
    expect((await scenario.read<DeskView>('/desk')).alarms.filter(({ work }) => work === 'rebuild')).toEqual([]);
  });
});
