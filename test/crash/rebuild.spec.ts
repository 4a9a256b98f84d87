import { startLab } from '../../lab/index.js';
import { BackUpKeys, MemoryObjectStore } from '../../src/archive/index.js';
import { Log } from '../../src/audit/index.js';
import { KeepRegister, RestoreArchive } from '../../src/integrity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { openArchive } from '../support/archive-under-test.js';
import { freshDatabase } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { EVIDENCE, rowsOf } from '../support/two-databases.js';

const HOST = 'social.newford.example';
const ACTOR = system('setup');

/** Ended from outside at one point after the other: what was committed stays, the rest has not happened. */
class Ended extends Error {}

describe('a rebuild that is ended half-way', () => {
  it('and begun again, wherever it was, ends with the same archive', async () => {
    const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    const store = new MemoryObjectStore();
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }], key: 'way' });
      },
    });
    const archive = await openArchive(clock, { store });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    await archive.get(KeepRegister).run(ACTOR);
    const city = lab.world.account(`newford@${HOST}`);
    for (const text of ['A Flood Watch starts at noon.', 'The bridge is closed.']) {
      lab.world.post(city, text);
      clock.advance(60_000);
      await archive.settle();
      clock.advance(60_000);
      await archive.settle();
    }
    await archive.get(BackUpKeys).run(ACTOR);
    await archive.settle();
    await archive.get(Log).keepCheckpoint('asked');
    await archive.settle();
    const before = await rowsOf(archive.database, EVIDENCE);

    const database = await freshDatabase();
    const again = await openArchive(clock, { store, database, folder: archive.folder, bare: true });
    const restore = again.get(RestoreArchive);
    for (let ends = 1, done = false; !done; ends += 1) {
      let calls = 0;
      const told = (): void => {
        calls += 1;
        if (calls === ends) throw new Ended('ended here');
      };
      done = await restore.fromStore(told).then(
        ({ lost }) => {
          expect(lost).toEqual([]);
          return true;
        },
        (error: unknown) => {
          if (!(error instanceof Ended)) throw error;
          return false;
        },
      );
      expect(ends).toBeLessThan(60);
    }
    expect(await rowsOf(database, EVIDENCE)).toEqual(before);
    await again.settle();
    await expectArchiveSound(again);
    const opened = await database.query(`SELECT count(*)::int AS n FROM audit_event WHERE type = 'rebuild.began'`);
    expect(opened).toEqual([{ n: 1 }]);
    await again.close();
    await archive.close();
    await lab.close();
  }, 120_000);
});
