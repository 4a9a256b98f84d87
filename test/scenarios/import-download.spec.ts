import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { tweetId, type XTweet, writeXArchive } from '../../lab/downloads/x-archive.js';
import { AskImport, ReadImports, WorkImports } from '../../src/capture/index.js';
import type { ImportJob } from '../../src/capture/imports/import.types.js';
import { RunImport } from '../../src/capture/imports/run-import.js';
import { Clock, SimulatedClock, system } from '../../src/platform/index.js';
import { startTestApp } from '../support/app.js';
import { filesOf } from '../support/release-story.js';
import { Scenario } from '../support/scenario.js';

const POSTS = 1_200;
const actor = system('setup');

/** A minute apart. */
function* posts(): Generator<XTweet> {
  for (let i = 0; i < POSTS; i += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 60_000);
    yield { id: tweetId(at), text: `Notice ${i} of the city.`, at };
  }
}

/** What a killed process leaves: the page it had committed, and its lease. */
async function dieWithin(story: Scenario, id: string): Promise<void> {
  const database = story.get(DataSource);
  const lease = `UPDATE archive_import SET lease_owner = 'dead', lease_until = $2 WHERE id = $1`;
  await database.query(lease, [id, new Date(story.get(Clock).now().getTime() + 60_000)]);
  const [job]: ImportJob[] = await database.query(`SELECT * FROM archive_import WHERE id = $1`, [id]);
  if (!job) throw new Error('There is no import');
  let pages = 0;
  const dying = story.get(RunImport).run(job, {
    signal: new AbortController().signal,
    goOn: () => Promise.resolve(),
    keepPlace: async (rows, { cursor, counts }) => {
      if ((pages += 1) > 1) throw new Error('killed');
      const kept = `UPDATE archive_import SET cursor = $2, counts = $3 WHERE id = $1`;
      await rows.query(kept, [id, JSON.stringify(cursor), JSON.stringify(counts)]);
    },
  });
  await expect(dying).rejects.toThrow('killed');
}

describe('a download imported, killed, gone on with, and handed out', () => {
  let story: Scenario;
  let folder: string;
  let clock: SimulatedClock;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-import-'));
    clock = new SimulatedClock(new Date('2026-06-02T00:00:00Z'));
    story = new Scenario(await startTestApp({ clock }));
  });
  afterAll(async () => {
    await story.app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends in a bundle that is authentic and says of each version where it came from', async () => {
    const bodyId = await story.addBody();
    const account = await story.send<{ id: string }>('POST', '/accounts', {
      address: 'https://x.com/newford',
      bodyId,
      character: 'official',
    });
    const path = join(folder, 'x.zip');
    const at = new Date('2026-02-01T00:00:00Z');
    await writeXArchive(path, {
      handle: 'newford',
      accountId: '4711',
      displayName: 'City of Newford',
      madeAt: new Date('2026-06-01T00:00:00Z'),
      tweets: posts(),
      deleted: [{ id: tweetId(at), text: 'Taken down.', at, deletedAt: new Date('2026-02-02T00:00:00Z') }],
    });
    const { id } = await story
      .get(AskImport)
      .run(actor, { accountId: account.id, path, fileName: 'x.zip', ours: false });

    // One worker is asked to end after a page, another dies with its lease on the import: the third goes on after each.
    const asked = new AbortController();
    await story.get(WorkImports).tick({ only: id, signal: asked.signal, told: () => asked.abort() });
    expect((await story.get(ReadImports).one(actor, id)).status).toBe('running');
    await dieWithin(story, id);
    clock.advance(61_000);
    await story.get(WorkImports).tick({ only: id });
    const view = await story.get(ReadImports).one(actor, id);
    expect(view).toMatchObject({ status: 'done', counts: { new: POSTS + 1, gone: 1, alike: 0, differing: 0 } });

    await story.settle();
    await story.expectSound();
    await story.stateBasis(account.id);
    const zip = await story.bundle({ accountIds: [account.id] });
    const { counts } = await story.expectAuthentic(zip);
    expect(counts).toMatchObject({ items: POSTS + 1, gone: 1 });
    const files = await filesOf(zip, folder);
    const named = (ending: RegExp): string => String([...files].find(([name]) => ending.test(name))?.[1] ?? '');
    expect(JSON.parse(named(/items\/0*1\.json$/)).versions[0].brought).toMatchObject({
      how: 'download',
      madeAt: '2026-06-01T00:00:00.000Z',
      by: 'Akta',
    });
    expect(named(/data\/custody\.csv$/)).toContain('import.ended');
    expect(named(/data\/index\.csv$/)).toContain('"download"');
    expect(named(/exchanges\.warc\.gz$/)).toContain('WARC-Type: resource');
  });
});
