import { type Lab, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'social.newford.example';

describe('capturing an account', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`dana@${HOST}`, { displayName: 'Dana' });
      },
    });
    archive = await openArchive(clock);
  });

  afterEach(async () => {
    await archive.close();
    await lab.close();
  });

  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await archive.settle();
    }
  };
  const rows = (sql: string): Promise<Record<string, unknown>[]> => archive.database.query(sql);
  const city = () => lab.world.account(`newford@${HOST}`);

  it('keeps a post, its reply, its edit and its removal, with the bounds and the grounds', async () => {
    lab.world.post(city(), 'A Flood Watch starts at noon.', { key: 'watch' });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    expect(archive.outcomes.filter(({ outcome }) => outcome !== 'captured')).toEqual([]);

    lab.world.reply(lab.world.account(`dana@${HOST}`), lab.world.postNamed('watch'), 'Is the bridge open?', {
      key: 'reply',
    });
    await minutes(3);
    lab.world.edit(lab.world.postNamed('watch'), 'A Flood Watch starts at one.');
    await minutes(3);
    lab.world.remove(lab.world.postNamed('reply'));
    await minutes(20);

    const kinds = await rows(`SELECT i.kind, count(DISTINCT i.id)::int AS items, count(*)::int AS versions
      FROM item i JOIN snapshot s ON s.item_id = i.id GROUP BY 1 ORDER BY 1`);
    expect(kinds).toEqual([
      { kind: 'post', items: 1, versions: 2 },
      { kind: 'profile', items: 1, versions: 1 },
      { kind: 'reply', items: 1, versions: 1 },
    ]);
    const findings = await rows(`SELECT kind, certainty, cause, grounds FROM finding`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: 'gone', certainty: 'confirmed', cause: 'unknown' });
    const roles = await rows(`SELECT g->>'role' AS role FROM finding, jsonb_array_elements(grounds) g`);
    expect(roles.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['last-positive', 'first-negative', 'second-negative', 'canary']),
    );
    await expectArchiveSound(archive);
  });
});
