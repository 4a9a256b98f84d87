import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Lab, startLab } from '../../lab/index.js';
import { ReadFixity, RunFixity } from '../../src/integrity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth } from '../support/expect-truth.js';
import { hasRadosgw, radosgw } from '../support/radosgw.js';
import { radosgwStore } from '../support/radosgw-store.js';
import { THOROUGH } from '../support/thorough.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const HOST = 'social.newford.example';
const NAMES = ['newford', 'mayor', 'police', 'parks'].map((name) => `${name}@${HOST}`);
const WORKERS = 4;
const KILLS = THOROUGH ? 20 : 4;
/** Longer than a lease: what a dead worker held is claimable again. */
const ROUND_MS = 6 * 60_000;
const ACTOR = system('integrity');

(hasRadosgw ? describe : describe.skip)('four workers on one database and one S3 store', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let args: readonly string[];
  const folder = mkdtempSync(join(tmpdir(), 'akta-several-'));
  const worker = compileWorker();

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        for (const name of NAMES) world.openAccount(name, { displayName: name });
        for (let i = 0; i < 160; i += 1) {
          world.post(world.account(NAMES[i % NAMES.length] ?? ''), `Old post ${i}`, {
            at: new Date(Date.UTC(2026, 4, 1, 0, i)),
          });
        }
      },
    });
    const ceph = await radosgw();
    const place = { endpoint: ceph.endpoint, bucket: await ceph.bucket() };
    const database = await freshDatabase();
    args = [(await urlsOf(database)).akta_app, folder, place.endpoint, place.bucket];
    archive = await openArchive(clock, { database, folder, store: radosgwStore(place) });
    const bodyId = await archive.addBody();
    for (const name of NAMES)
      await archive.addAccount(`${lab.mastodon(HOST)}/@${name.split('@')[0] ?? ''}`, { bodyId });
  }, 240_000);

  afterAll(async () => {
    await archive?.close();
    await lab?.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const happen = (round: number): void => {
    for (const name of NAMES) {
      const account = lab.world.account(name);
      lab.world.post(account, `Post ${round}`, { media: [{ scene: 'map', alt: `Picture ${round}` }] });
      lab.world.post(account, `Second post ${round}`);
    }
  };

  it(`lose nothing and keep nothing twice, one of them killed at random ${KILLS} times`, async () => {
    const [url = '', keys = '', endpoint = '', bucket = ''] = args;
    let killed = 0;
    for (let round = 0; killed < KILLS; round += 1) {
      clock.advance(ROUND_MS);
      happen(round);
      const asked = [url, keys, clock.now().toISOString(), endpoint, bucket];
      const workers = Array.from({ length: WORKERS }, () => startWorker(worker.script, asked));
      const victim = Math.floor(Math.random() * WORKERS);
      const endings = workers.map(async ({ ready, ended, kill }, i) => {
        await ready;
        if (i === victim) {
          await wait(Math.random() * 1_500);
          kill();
        }
        const { code, said } = await ended;
        if (code === null) killed += 1;
        else expect(said).toMatch(/^done/);
      });
      await Promise.all(endings);
    }
    for (let i = 0; i < 4; i += 1) {
      clock.advance(16 * 60_000);
      await archive.settle();
    }
    await expectTruth(archive.database, lab, NAMES);
    await archive.get(RunFixity).run(ACTOR, null, async () => undefined);
    expect(await archive.get(ReadFixity).run(ACTOR)).toMatchObject({ percent: 100, never: 0, open: 0 });
    await expectArchiveSound(archive);
  }, 600_000);
});
