import { assert, integer, property, record, boolean } from 'fast-check';
import type { HeldThen } from '../../src/capture/counters/counter.types.js';
import { explainCounter, isLasting, presentOf } from '../../src/capture/counters/explain-counter.rules.js';
import { counterInWords } from '../../src/capture/index.js';

const HELD: HeldThen = {
  posts: 1_000,
  replies: 150,
  reposts: 48,
  hidden: 6,
  direct: 0,
  suspected: 0,
  gone: 12,
  destroyed: 0,
  backfilling: false,
  access: true,
};
const count = integer({ min: 0, max: 50 });
const helds = record({
  posts: count,
  replies: count,
  reposts: count,
  hidden: count,
  direct: count,
  suspected: count,
  gone: count,
  destroyed: count,
  backfilling: boolean(),
  access: boolean(),
});

describe('a counter of a platform', () => {
  it.each([
    { is: 'the same', says: 1_198, more: {}, unexplained: 0, why: [] },
    { is: 'what was destroyed here', says: 1_204, more: { destroyed: 6 }, unexplained: 0, why: ['destroyed'] },
    { is: 'what is not found by one look', says: 1_199, more: { suspected: 2 }, unexplained: 0, why: ['suspected'] },
    {
      is: 'a past that is still fetched',
      says: 9_000,
      more: { backfilling: true },
      unexplained: 0,
      why: ['backfilling'],
    },
    { is: 'hidden ones left out', says: 1_192, more: {}, unexplained: 0, why: ['hidden'] },
    { is: 'direct ones left out', says: 1_190, more: { direct: 2 }, unexplained: 0, why: ['direct', 'hidden'] },
    {
      is: 'more than is accounted for',
      says: 1_204,
      more: { destroyed: 2 },
      unexplained: 4,
      why: ['destroyed', 'missed', 'counter-drifts'],
    },
    {
      is: 'no access',
      says: 1_204,
      more: { access: false },
      unexplained: 6,
      why: ['followers-only', 'missed', 'counter-drifts'],
    },
    { is: 'fewer than is accounted for', says: 1_180, more: {}, unexplained: -12, why: ['hidden', 'counter-drifts'] },
  ] as const)('is explained: $is', ({ says, more, unexplained, why }) => {
    const told = explainCounter(says, { ...HELD, ...more });
    expect(told.unexplained).toBe(unexplained);
    expect(told.reasons.map((reason) => reason.why)).toEqual(why);
  });

  it('leaves nothing unexplained that the known reasons allow, and never more than the difference', () => {
    assert(
      property(helds, integer({ min: 0, max: 400 }), (held, says) => {
        const { difference, unexplained } = explainCounter(says, held);
        expect(difference).toBe(says - presentOf(held));
        expect(Math.abs(unexplained)).toBeLessThanOrEqual(Math.abs(difference));
        if (unexplained !== 0) expect(Math.sign(unexplained)).toBe(Math.sign(difference));
        if (held.backfilling) expect(unexplained).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is for a person only when it lasts: three readings in one direction', () => {
    const days = (...left: number[]): { on: string; unexplained: number }[] =>
      left.map((unexplained, i) => ({ on: `2026-05-${20 - i}`, unexplained }));
    expect(isLasting(days(2, 1, 3))).toBe(true);
    expect(isLasting(days(2, 1, 3, 0))).toBe(true);
    expect(isLasting(days(2, 1))).toBe(false);
    expect(isLasting(days(2, 0, 3))).toBe(false);
    expect(isLasting(days(2, -1, 3))).toBe(false);
    expect(isLasting(days(0, 2, 2, 2))).toBe(false);
    expect(isLasting([])).toBe(false);
  });

  it('is told in both languages: fact, ground, what to do', () => {
    const held = { ...HELD, access: false };
    const told = { ...explainCounter(1_204, held), says: 1_204, held, lasting: true };
    const en = counterInWords(told, 'en');
    expect(en[0]).toBe(
      'The platform says 1,204; we hold 1,192 present and 6 hidden: 1,000 posts, 150 replies, 48 reposts. No longer at the source, and kept here: 12.',
    );
    expect(en[1]).toBe('Of the difference of 6, 6 are not accounted for.');
    expect(en.at(-1)).toBe('It has been so for 3 days: somebody is to look.');
    const pl = counterInWords(told, 'pl');
    expect(pl.length).toBe(en.length);
    expect(pl.join(' ')).not.toMatch(/[{}!]/);
  });
});
