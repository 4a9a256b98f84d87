import { startSignedHost, type SignedHost } from '../../lab/signed/signed-host.js';
import { tidOf } from '../../lab/signed/signed-repo.js';
import { OpenEvidence } from '../../src/archive/index.js';
import { LiveLoops, WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { until } from '../contract/live.contract.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const POST = 'app.bsky.feed.post';
const MINUTE = 60_000;

describe('an account on Bluesky, and what is not what it says it is', () => {
  const clock = new SimulatedClock(new Date());
  let host: SignedHost;
  let archive: ArchiveUnderTest;
  let accountId: string;

  beforeEach(async () => {
    host = await startSignedHost('city.test');
    const at = Date.now() - 60 * MINUTE;
    const post = { $type: POST, text: 'Water main repairs', createdAt: new Date(at).toISOString() };
    const profile = { $type: 'app.bsky.actor.profile', displayName: 'City' };
    await host.repo.fill(
      Object.entries({ 'app.bsky.actor.profile/self': profile, [`${POST}/${tidOf(at * 1e3)}`]: post }),
    );
    archive = await openArchive(clock, {
      settings: { BLUESKY_DIRECTORY_URL: host.url, BLUESKY_INDEX_URL: host.url },
    });
    accountId = await archive.addAccount('@city.test');
  }, 60_000);

  afterEach(async () => {
    await archive.get(LiveLoops).stop();
    await archive.close();
    await host.close();
  });

  const look = (loop: 'backfill' | 'incremental'): Promise<unknown> => archive.get(WorkQueue).runNow(accountId, loop);

  const kept = async (): Promise<{ id: string; why: string }[]> =>
    archive.database.query(`SELECT id, why FROM exchange WHERE why <> 'new' ORDER BY at, id`);

  const handle = async (): Promise<string> => {
    const [row] = await archive.database.query(`SELECT handle FROM account WHERE id = $1`, [accountId]);
    return row.handle;
  };

  const renamings = async (): Promise<string[]> => {
    const rows: { text: string }[] = await archive.database.query(
      `SELECT s.text FROM audit_event e JOIN statement s ON s.event_id = e.id WHERE e.type = 'account.renamed' ORDER BY e.at, e.id`,
    );
    return rows.map(({ text }) => text);
  };

  it('keeps an answer that was altered on the way once, says why in one sentence, and believes nothing of it', async () => {
    host.alter = (piece) => {
      const copy = Buffer.from(piece);
      const place = copy.indexOf('Water main');
      if (place >= 0) copy.write('w', place);
      return copy;
    };
    const message = 'A block of the repository’s answer does not hash to the name it is given.';
    expect(await look('backfill')).toMatchObject({ outcome: 'could-not-look', detail: message });
    expect(await look('backfill')).toMatchObject({ outcome: 'could-not-look', detail: message });
    const [one, ...more] = await kept();
    expect([one?.why, more]).toEqual(['gap', []]);
    const opened = await archive.get(OpenEvidence).exchange(one?.id ?? '');
    expect(opened.body.includes('water main repairs')).toBe(true);
    expect(opened.meta?.url).toContain('com.atproto.sync.getRepo');
    expect(await archive.database.query(`SELECT FROM item WHERE kind <> 'profile'`)).toEqual([]);
    await expectArchiveSound(archive);
    host.alter = null;
    expect(await look('backfill')).toMatchObject({ outcome: 'captured', counts: { new: 1 } });
  });

  it('keeps the answer that a name was refused for, once, and goes on calling the account as it was', async () => {
    await look('incremental');
    await host.identity.rename('other.test');
    clock.advance(2 * 60 * MINUTE);
    await look('incremental');
    clock.advance(10 * MINUTE);
    await look('incremental');
    const [one, ...more] = await kept();
    expect([one?.why, more]).toEqual(['finding', []]);
    const opened = await archive.get(OpenEvidence).exchange(one?.id ?? '');
    expect(opened.meta?.url).toContain('resolveHandle?handle=other.test');
    expect([await handle(), await renamings()]).toEqual(['@city.test', []]);
    await expectArchiveSound(archive);
  });

  it('calls the account by its new name once that is signed and leads back to it, with an entry in the log', async () => {
    await look('incremental');
    await host.identity.rename('newford.test');
    host.handle = 'newford.test';
    clock.advance(2 * MINUTE);
    await look('incremental');
    await look('incremental');
    expect([await handle(), await renamings()]).toEqual(['@newford.test', ['@city.test → @newford.test']]);
    await expectArchiveSound(archive);
  });

  it('hears of a new name on the stream, and reads it where it is signed', async () => {
    await look('incremental');
    await archive.get(LiveLoops).tick();
    await until(() => host.listening === 1);
    await host.identity.rename('newford.test');
    host.handle = 'newford.test';
    host.sayIdentity();
    await until(async () => (await handle()) === '@newford.test');
    expect(await renamings()).toEqual(['@city.test → @newford.test']);
  });
});
