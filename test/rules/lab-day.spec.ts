import { SimulatedClock } from '../../src/platform/index.js';
import { type Day, dayTotals, newfordDay, World } from '../../lab/index.js';

function playedDay(): { world: World; day: Day; clock: SimulatedClock } {
  const clock = new SimulatedClock(new Date('2026-05-12T00:00:00Z'));
  const world = new World(clock);
  const day = newfordDay(world);
  for (const step of day.steps) {
    clock.set(step.at);
    step.run();
  }
  clock.set(day.closes);
  return { world, day, clock };
}

describe('the day in Newford', () => {
  it('totals what the story says', () => {
    const { world, day } = playedDay();
    expect(dayTotals(world, day)).toEqual({
      accounts: 6,
      bodies: 2,
      items: 30,
      versions: 33,
      gone: 2,
      hiddenAndShown: 1,
      capturedLate: 4,
      editsRecovered: 1,
      gaps: 4,
      gapMinutes: 104,
      lookAlikes: 3,
      unseen: 1,
    });
  });

  it('has every row of the story', () => {
    const { day } = playedDay();
    const rows = new Set(day.steps.flatMap(({ row }) => row ?? []));
    expect([...rows].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });

  it('ends the poll at 97, 248 and 67 votes', () => {
    const { world } = playedDay();
    expect(world.postNamed('1').poll?.options.map(({ votes }) => votes)).toEqual([97, 248, 67]);
  });

  it('keeps in the diary the reply that came and went while nobody could look', () => {
    const { world } = playedDay();
    expect(world.diary.filter(({ post }) => post === 'unseen').map(({ what }) => what)).toEqual(['replied', 'removed']);
  });

  it('plays its steps in order of time, each no sooner than its hour', () => {
    const clock = new SimulatedClock(new Date('2026-05-12T00:00:00Z'));
    const { steps } = newfordDay(new World(clock));
    expect(steps.map(({ at }) => at.getTime())).toEqual(steps.map(({ at }) => at.getTime()).toSorted((a, b) => a - b));
    const first = steps[0];
    expect(() => first?.run()).toThrow('has not come yet');
  });
});
