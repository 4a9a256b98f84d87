import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Lab, startLab } from '../../lab/index.js';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth, heldBy } from '../support/expect-truth.js';
import { THOROUGH } from '../support/thorough.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const HOST = 'social.newford.example';
const NAMES = [`newford@${HOST}`, `mayor@${HOST}`];
const KILLS = THOROUGH ? 50 : 5;
const AT_ONCE = 5;
/** Longer than a lease: what a dead worker held is claimable again. */
const ROUND_MS = 6 * 60_000;

describe('workers killed at random moments', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'akta-kill-'));
  const worker = compileWorker();

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        for (const name of [...NAMES, `dana@${HOST}`]) world.openAccount(name, { displayName: name });
        for (let i = 0; i < 120; i += 1) {
          world.post(world.account(NAMES[i % 2] ?? ''), `Old post ${i}`, { at: new Date(Date.UTC(2026, 4, 1, 0, i)) });
        }
      },
    });
    const database = await freshDatabase();
    url = (await urlsOf(database)).akta_app;
    const store = new FilesystemObjectStore(join(folder, 'objects'));
    archive = await openArchive(clock, { database, folder, store });
    const bodyId = await archive.addBody();
    for (const name of NAMES)
      await archive.addAccount(`${lab.mastodon(HOST)}/@${name.split('@')[0] ?? ''}`, { bodyId });
  });

  afterAll(async () => {
    await archive.close();
    await lab.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const happen = async (round: number): Promise<void> => {
    const { world } = lab;
    const held = await heldBy(archive.database);
    for (const name of NAMES) {
      const media = [{ scene: 'map', alt: `Picture ${round}` }];
      const post = world.post(world.account(name), `Post ${round}`, { key: `${name} ${round}`, media });
      for (let i = 0; i < 5; i += 1) world.post(world.account(name), `Post ${round}, ${i}`);
      world.reply(world.account(`dana@${HOST}`), post, `Answer ${round}`, { key: `answer ${name} ${round}` });
      if (round > 0) world.edit(world.postNamed(`${name} ${round - 1}`), `Post ${round - 1} (corrected)`);
      // What came and went before any worker lived long enough to see it nobody can know of.
      const seen = round > 1 ? world.postNamed(`answer ${name} ${round - 2}`) : null;
      if (seen && held.has(seen.uri)) world.remove(seen);
    }
  };

  it(`lose nothing and keep nothing twice, ${KILLS} times`, async () => {
    let killed = 0;
    for (let round = 0; killed < KILLS; round += 1) {
      clock.advance(ROUND_MS);
      await happen(round);
      const args = [url, folder, clock.now().toISOString()];
      const workers = Array.from({ length: AT_ONCE }, () => startWorker(worker.script, args));
      await Promise.all(
        workers.map(async ({ ready, ended, kill }) => {
          await ready;
          await wait(Math.random() ** 2 * 1_500);
          kill();
          const { code, said } = await ended;
          // What ended by itself before it was killed must have ended well, and does not count.
          if (code === null) killed += 1;
          else expect(said).toMatch(/^done/);
        }),
      );
    }
    for (let i = 0; i < 4; i += 1) {
      clock.advance(16 * 60_000);
      await archive.settle();
    }
    await expectTruth(archive.database, lab, NAMES);
    await expectArchiveSound(archive);
  }, 600_000);
});
