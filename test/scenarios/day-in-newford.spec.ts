import { openTown } from '../../lab/demo/open-town.js';
import { playDay, playUntilOpening } from '../../lab/demo/play-day.js';
import { dayTotals, newfordDay, startLab, type Day, type Lab } from '../../lab/index.js';
import { ReadGaps } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { THOROUGH } from '../support/thorough.js';

/** `npm test` plays up to the afternoon, past the flood's gap and the rumour's removal; CI, and the demonstration, to the end. */
const AFTERNOON = new Date('2026-05-19T15:00:00-05:00');

function played(day: Day): Day {
  if (THOROUGH) return day;
  return { ...day, steps: day.steps.filter(({ at }) => at <= AFTERNOON), closes: AFTERNOON };
}

describe('the day in Newford', () => {
  let lab: Lab;
  let day: Day;
  let archive: ArchiveUnderTest;

  beforeAll(async () => {
    const clock = new SimulatedClock(new Date('2026-05-12T13:00:00Z'));
    lab = await startLab({ clock, prepare: (world) => (day = newfordDay(world)) });
    day = played(day);
    const left = playUntilOpening(day, clock);
    archive = await openArchive(clock);
    await openTown(archive.app, lab, day);
    await playDay({
      app: archive.app,
      clock,
      day: left,
      onStep: () => undefined,
      onLooked: async () => undefined,
      signal: new AbortController().signal,
    });
  }, 900_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  it('is sound', async () => {
    await expectArchiveSound(archive);
  }, 60_000);

  it('ends with the totals the world itself gives', async () => {
    const [counts] = await archive.database.query(`
      SELECT (SELECT count(*)::int FROM account) AS accounts, (SELECT count(*)::int FROM body) AS bodies,
             (SELECT count(*)::int FROM item WHERE kind NOT IN ('profile', 'original')) AS items,
             (SELECT count(*)::int FROM snapshot s JOIN item i ON i.id = s.item_id WHERE kind NOT IN ('profile', 'original')) AS versions,
             (SELECT count(*)::int FROM finding WHERE kind = 'gone') AS gone,
             (SELECT count(*)::int FROM finding s JOIN finding h USING (item_id) WHERE s.kind = 'shown' AND h.kind = 'hidden' AND h.at < s.at) AS "hiddenAndShown",
             (SELECT count(*)::int FROM item WHERE captured_late AND kind NOT IN ('profile', 'original')) AS "capturedLate",
             (SELECT count(*)::int FROM gap) AS gaps,
             (SELECT round(sum(extract(epoch FROM to_at - from_at)) / 60)::int FROM gap) AS "gapMinutes"`);
    const { lookAlikes: _alikes, unseen: _unseen, ...expected } = dayTotals(lab.world, day);
    const gaps = await archive.get(ReadGaps).run();
    const editsRecovered = gaps.reduce((sum, { recoveredEdits }) => sum + recoveredEdits, 0);
    expect({ ...counts, editsRecovered }).toEqual(expected);
    // The outage had a post each on two of three accounts; the evening's gap, of a revoked token, had none.
    const late = THOROUGH ? [0, 0, 1, 1] : [0, 1, 1];
    expect(gaps.map(({ capturedLateCount }) => capturedLateCount).toSorted((a, b) => a - b)).toEqual(late);
  });
});
