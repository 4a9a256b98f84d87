import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Lab, startLab } from '../../lab/index.js';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { until } from '../contract/live.contract.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { expectTruth, heldBy } from '../support/expect-truth.js';
import { THOROUGH } from '../support/thorough.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const HOST = 'social.newford.example';
const NAME = `newford@${HOST}`;
const KILLS = THOROUGH ? 40 : 5;
/** Longer than the lease of one that listens. */
const ROUND_MS = 60_000;

describe('a worker that listens, killed at any frame', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'akta-listening-'));
  const worker = compileWorker('live-worker');

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', rateLimit: null });
        for (const name of [NAME, `dana@${HOST}`]) world.openAccount(name, { displayName: name });
      },
    });
    const database = await freshDatabase();
    url = (await urlsOf(database)).akta_app;
    const store = new FilesystemObjectStore(join(folder, 'objects'));
    archive = await openArchive(clock, { database, folder, store });
    const token = lab.world.issueToken(HOST, lab.world.account(NAME)).value;
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { token });
    await archive.settle();
  });

  afterAll(async () => {
    await archive.close();
    await lab.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const happen = async (round: number): Promise<void> => {
    const { world } = lab;
    const [town, dana] = [world.account(NAME), world.account(`dana@${HOST}`)];
    const held = await heldBy(archive.database);
    for (let i = 0; i < 12; i += 1) {
      const media = i % 5 === 0 ? [{ scene: 'map', alt: `Picture ${round} ${i}` }] : [];
      const post = world.post(town, `Post ${round}, ${i}`, { key: `post ${round} ${i}`, media });
      world.reply(dana, post, `@newford Answer ${round}, ${i}`, { key: `answer ${round} ${i}` });
      const before = round > 0 ? world.postNamed(`post ${round - 1} ${i}`) : null;
      if (before && i % 3 === 0) world.edit(before, `Post ${round - 1}, ${i} (corrected)`);
      if (before && i % 4 === 1 && held.has(before.uri)) world.remove(world.postNamed(`answer ${round - 1} ${i}`));
      await wait(100);
    }
  };

  it(`loses nothing and keeps nothing twice, ${KILLS} times, with the look that follows`, async () => {
    for (let round = 0; round < KILLS; round += 1) {
      clock.advance(ROUND_MS);
      const { ready, ended, kill } = startWorker(worker.script, [url, folder, clock.now().toISOString()]);
      await ready;
      await until(() => lab.stream(HOST).open === 1);
      const happening = happen(round);
      await wait(200 + Math.random() * 2_000);
      kill();
      expect(await ended).toMatchObject({ code: null });
      await happening;
      // What a killed worker did not see is for the looks, as in every day's work; here they come every other round.
      if (round % 2 === 1) {
        clock.advance(ROUND_MS);
        await archive.settle();
      }
    }
    const [live] = await archive.database.query(
      `SELECT count(*)::int AS n FROM exchange e JOIN capture c ON c.id = e.capture_id WHERE c.loop = 'live'`,
    );
    expect(live.n).toBeGreaterThan(0);
    for (let i = 0; i < 4; i += 1) {
      clock.advance(16 * 60_000);
      await archive.settle();
    }
    await expectTruth(archive.database, lab, [NAME]);
    await expectArchiveSound(archive);
  }, 600_000);
});
