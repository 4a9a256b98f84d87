import { assert, integer, property, record, string, uniqueArray } from 'fast-check';
import { allocate } from '../../src/reports/sampling/allocate.rules.js';

const strata = uniqueArray(
  record({ name: string({ minLength: 1, maxLength: 3 }), items: integer({ min: 0, max: 5_000 }) }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 7 },
);

describe('the strata of a sample', () => {
  it('have one at least, and the rest in proportion', () => {
    const shares = allocate(60, [
      { name: 'present', items: 9_900 },
      { name: 'gone', items: 90 },
      { name: 'held', items: 10 },
      { name: 'hidden', items: 0 },
    ]);
    expect(Object.fromEntries(shares)).toEqual({ present: 57, gone: 2, held: 1 });
  });

  it('sum up to what was asked for, or to all there is, and never ask for more than a stratum has', () => {
    assert(
      property(strata, integer({ min: 7, max: 500 }), (list, n) => {
        const shares = allocate(n, list);
        const filled = list.filter(({ items }) => items > 0);
        const all = filled.reduce((sum, { items }) => sum + items, 0);
        const drawn = [...shares.values()].reduce((sum, one) => sum + one, 0);
        expect(drawn).toBe(Math.min(n, all));
        for (const { name, items } of filled) {
          expect(shares.get(name)).toBeGreaterThanOrEqual(1);
          expect(shares.get(name)).toBeLessThanOrEqual(items);
        }
        expect(shares.size).toBe(filled.length);
      }),
    );
  });

  it('do not depend on the order in which they are named', () => {
    assert(
      property(strata, integer({ min: 7, max: 500 }), (list, n) => {
        const [a, b] = [allocate(n, list), allocate(n, list.toReversed())];
        expect(Object.fromEntries(a)).toEqual(Object.fromEntries(b));
      }),
    );
  });
});
