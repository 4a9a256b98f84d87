import * as fc from 'fast-check';
import { PartPlan, partName, partsNamed, sizeAsked } from '../../src/exports/bundle/split.rules.js';

describe('a bundle in parts', () => {
  it('keeps the order of its files, and no part is larger than asked unless one file alone is', () => {
    const files = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(files, fc.integer({ min: 1_000, max: 20_000 }), (sizes, limit) => {
        const plan = new PartPlan(limit);
        const placed = sizes.map((packed, i) => ({ packed, no: plan.place({ name: `bag/${i}`, packed }) }));
        expect(placed.map(({ no }) => no)).toEqual(placed.map(({ no }) => no).toSorted((a, b) => a - b));
        expect(new Set(placed.map(({ no }) => no)).size).toBe(plan.count);
        for (let no = 1; no <= plan.count; no += 1) {
          const inside = placed.filter((file) => file.no === no);
          const bytes = inside.reduce((sum, { packed }) => sum + packed, 0);
          expect(bytes <= limit || inside.length === 1).toBe(true);
        }
      }),
    );
  });

  it('names every part so that one of them names all', () => {
    const names = [1, 2, 3].map((no) => partName('EXP-2026-0001-foia', no, 3));
    expect(names[1]).toBe('EXP-2026-0001-foia.part2of3.zip');
    for (const name of names) expect(partsNamed(name)).toEqual(names);
  });

  it.each(['newford.zip', 'newford.part4of3.zip', 'newford.part0of3.zip', 'newford.part1of99999.zip', '.part1of2.zip'])(
    'is not what %s is a part of',
    (name) => {
      expect(partsNamed(name)).toBeNull();
    },
  );

  it.each([
    ['25MB', 25_000_000],
    ['1.5 GB', 1_500_000_000],
    ['2000000', 2_000_000],
    ['700kb', 700_000],
  ])('of %s means %d bytes', (text, bytes) => {
    expect(sizeAsked(text)).toBe(bytes);
  });

  it.each(['', 'MB', '25 TB', '-5MB', '1e9', '25,5MB', '9'.repeat(20)])('of "%s" means nothing', (text) => {
    expect(sizeAsked(text)).toBeNull();
  });
});
