import { setImmediate as turnOver } from 'node:timers/promises';
import { together } from '../../src/platform/index.js';

describe('calls that are made together', () => {
  it('go alone where nothing is under way, and else with whatever came meanwhile, each with its own answer', async () => {
    const turns: number[][] = [];
    const double = together(
      async (inputs: readonly number[]) => {
        turns.push([...inputs]);
        await turnOver();
        return inputs.map((input) => input * 2);
      },
      { most: 3 },
    );
    expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
    expect(turns).toEqual([[1], [2, 3, 4], [5]]);
    expect(await double(6)).toBe(12);
  });

  it('wait for nobody alone, however far apart they begin', async () => {
    const note = together((inputs: readonly number[]) => Promise.resolve(inputs), { most: 10, apartMs: 600_000 });
    expect(await note(1)).toBe(1);
  });

  it('begin apart where that is wanted', async () => {
    const began: number[] = [];
    const note = together(
      async (inputs: readonly number[]) => {
        began.push(performance.now());
        return inputs;
      },
      { most: 10, apartMs: 60 },
    );
    await note(1);
    await Promise.all([note(2), note(3)]);
    expect(began).toHaveLength(2);
    expect((began[1] ?? 0) - (began[0] ?? 0)).toBeGreaterThanOrEqual(55);
  });

  it('fail for no other’s sake', async () => {
    const invert = together(
      async (inputs: readonly number[]) => {
        await turnOver();
        if (inputs.includes(0)) throw new Error('not zero');
        return inputs.map((input) => 1 / input);
      },
      { most: 10 },
    );
    const outcomes = await Promise.allSettled([1, 2, 0, 4].map(invert));
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      1,
      0.5,
      'Error: not zero',
      0.25,
    ]);
  });
});
