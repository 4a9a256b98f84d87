import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { datesOf, periodFault } from '../../src/retention/schedules/eligible-date.rules.js';
import type { RecordSeries } from '../../src/retention/schedules/policy.types.js';
import { scheduleItem } from '../../src/retention/schedules/schedule-item.rules.js';
import { dayIn } from '../../src/retention/schedules/schedule-memo.rules.js';
import type { DatedEvent } from '../../src/retention/schedules/retention-events.types.js';
import { ACCOUNT, facts, policy, scene, series } from '../support/policies.js';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** When something created (and ended) on these days may go under a series; null: not by itself. */
function goes(
  of: Partial<RecordSeries>,
  created: string,
  more: { event?: string; fiscal?: string } = {},
): string | null {
  const event: DatedEvent | null = more.event === undefined ? null : { id: 'e', name: 'term-ends', on: more.event };
  const from = { at: null, on: day(created), zone: 'UTC', event };
  return datesOf(series('s', of), from, more.fiscal).eligibleOn?.toString() ?? null;
}

const YEARS = { cutoff: 'end-of-calendar-year' } as const;
const FISCAL = { cutoff: 'end-of-fiscal-year', period: 'P3Y' } as const;

describe('the day from which a series lets an item go', () => {
  it.each([
    ['B5: full calendar years after the year of creation', { ...YEARS, period: 'P5Y' }, '2024-03-11', '2030-01-01'],
    ['B5 of 1 January: that year does not count', { ...YEARS, period: 'P5Y' }, '2024-01-01', '2030-01-01'],
    ['B5 of 31 December', { ...YEARS, period: 'P5Y' }, '2024-12-31', '2030-01-01'],
    ['BE50', { ...YEARS, period: 'P50Y', action: 'review-by-state-archive' }, '2024-03-11', '2075-01-01'],
    ['GRS 6.4 item 020: ninety days', { period: 'P90D' }, '2024-03-11', '2024-06-09'],
    ['GRS 6.4 item 010: three years', { period: 'P3Y' }, '2024-03-11', '2027-03-11'],
    ['29 February and a year', { period: 'P1Y' }, '2024-02-29', '2025-02-28'],
    ['29 February and four years', { period: 'P4Y' }, '2024-02-29', '2028-02-29'],
    ['31 January and a month', { period: 'P1M' }, '2026-01-31', '2026-02-28'],
    ['the end of a month', { cutoff: 'end-of-month', period: 'P1M' }, '2026-01-15', '2026-03-01'],
    ['the end of February in a leap year', { cutoff: 'end-of-month', period: 'P0D' }, '2024-02-10', '2024-03-01'],
    ['for ever', { period: 'permanent', action: 'transfer' }, '2024-03-11', null],
    [
      'for ever, and to the archive after 25 years',
      { ...YEARS, period: 'permanent', action: 'transfer', transferAfter: 'P25Y' },
      '2024-03-11',
      '2050-01-01',
    ],
  ] as const)('%s', (_, of, created, on) => {
    expect(goes(of, created)).toBe(on);
  });

  it.each([
    ['its last day is in it', '2024-09-30', '2027-10-01'],
    ['the day after begins the next', '2024-10-01', '2028-10-01'],
    ['January is in the year that ends in September', '2025-01-15', '2028-10-01'],
  ])('by fiscal years that end on 30 September: %s', (_, created, on) => {
    expect(goes(FISCAL, created, { fiscal: '09-30' })).toBe(on);
  });

  it('by fiscal years that end on 28 or 29 February', () => {
    expect(goes(FISCAL, '2023-12-01', { fiscal: '02-29' })).toBe('2027-03-01');
    expect(goes(FISCAL, '2024-12-01', { fiscal: '02-29' })).toBe('2028-03-01');
  });

  it('waits for an event, and begins with it, at the end of its year where the rule says so', () => {
    const term = { cutoff: { event: 'term-ends' }, period: 'P2Y' } as const;
    expect(goes(term, '2024-03-11')).toBeNull();
    expect(goes(term, '2024-03-11', { event: '2025-04-30' })).toBe('2027-04-30');
    // oxlint-disable-next-line no-thenable -- the word of the files
    const year = { cutoff: { event: 'term-ends', then: 'end-of-calendar-year' }, period: 'P2Y' } as const;
    expect(goes(year, '2024-03-11', { event: '2025-04-30' })).toBe('2028-01-01');
    // Created after what is recorded of it: counting never begins before there was anything.
    expect(goes(term, '2026-01-01', { event: '2025-04-30' })).toBe('2028-01-01');
  });

  it('tells every step of its arithmetic, and the day that a year does not have', () => {
    const dated = datesOf(series('B5', { ...YEARS, period: 'P5Y' }), { at: null, on: day('2024-03-11'), zone: 'Europe/Warsaw', event: null }, undefined); // prettier-ignore
    expect(dated.steps).toEqual([
      { step: 'created', at: null, on: '2024-03-11', zone: 'Europe/Warsaw' },
      { step: 'cutoff', end: 'end-of-calendar-year', ends: '2024-12-31', from: '2025-01-01' },
      { step: 'period', period: 'P5Y', from: '2025-01-01', on: '2030-01-01', clamped: false },
    ]);
    const leap = datesOf(series('x', { period: 'P1Y' }), { at: null, on: day('2024-02-29'), zone: 'UTC', event: null }, undefined); // prettier-ignore
    expect(leap.steps.at(-1)).toMatchObject({ step: 'period', on: '2025-02-28', clamped: true });
  });

  it('is counted from the day in the zone of the body', () => {
    expect(dayIn(new Date('2024-12-31T23:30:00Z'), 'Europe/Warsaw').toString()).toBe('2025-01-01');
    expect(dayIn(new Date('2024-12-31T23:30:00Z'), 'America/Chicago').toString()).toBe('2024-12-31');
    const b5 = policy('jrwa', [series('B5', { ...YEARS, period: 'P5Y' })]);
    const at = (zone: string): string | undefined =>
      scheduleItem(
        facts('2024-12-31T23:30:00Z'),
        scene([b5], { body: { id: 'body', name: '', zone } }),
      ).eligibleOn?.toString();
    expect([at('Europe/Warsaw'), at('America/Chicago')]).toEqual(['2031-01-01', '2030-01-01']);
  });

  it.each([
    ['P-1Y', 'counts backwards'],
    ['-P1Y', 'counts backwards'],
    ['PT2160H', 'has hours in it'],
    ['P', 'is no period'],
    ['P1.5Y', 'is no period'],
    ['P99999Y', 'is no period'],
    ['three years', 'is no period'],
    ['P1Y\u0000', 'is no period'],
  ])('is refused for the period %s', (period, said) => {
    expect(periodFault(period)).toContain(said);
  });
});

describe('of several rules over one item', () => {
  const short = series('short', { period: 'P90D' });
  const long = series('long', { period: 'P3Y' });

  it('the longest wins, whatever their order, and both are explained', () => {
    for (const list of [
      [short, long],
      [long, short],
    ]) {
      const { verdict, eligibleOn, seriesId, explanation } = scheduleItem(facts('2024-03-11T12:00:00Z'), scene([policy('p', list)])); // prettier-ignore
      expect([verdict, eligibleOn?.toString(), seriesId]).toEqual(['destroy', '2027-03-11', 'long']);
      expect(explanation.rules.map((rule) => [rule.seriesId, rule.dated.eligibleOn?.toString()])).toEqual([
        ['long', '2027-03-11'],
        ['short', '2024-06-09'],
      ]);
    }
  });

  it('permanent outlasts every other, and what waits for its event outlasts every date', () => {
    const always = series('always', { period: 'permanent', action: 'transfer' });
    const used = series('Bc', { cutoff: { event: 'used-up' }, period: 'P0D' });
    const of = (...list: RecordSeries[]): unknown[] => {
      const { verdict, eligibleOn, seriesId } = scheduleItem(facts('2024-03-11T12:00:00Z'), scene([policy('p', list)]));
      return [verdict, eligibleOn, seriesId];
    };
    expect(of(short, always, used)).toEqual(['keep', null, 'always']);
    expect(of(short, used, long)).toEqual(['destroy', null, 'Bc']);
    expect(of(used)).toEqual(['destroy', null, 'Bc']);
  });

  it('a look by the State Archive and the consents of the shorter stand', () => {
    const be = series('BE5', {
      ...YEARS,
      period: 'P5Y',
      action: 'review-by-state-archive',
      consents: ['state-archive-expertise'],
    });
    const b10 = series('B10', { ...YEARS, period: 'P10Y', consents: ['archive-director'] });
    const { verdict, eligibleOn, seriesId, consents, explanation } = scheduleItem(facts('2024-03-11T12:00:00Z'), scene([policy('p', [be, b10])])); // prettier-ignore
    expect([verdict, eligibleOn?.toString(), seriesId]).toEqual(['review', '2035-01-01', 'B10']);
    expect(consents).toEqual(['archive-director', 'state-archive-expertise']);
    expect(explanation.careful?.seriesId).toBe('BE5');
  });

  it('none means keep, and says so', () => {
    const { verdict, eligibleOn, policyId, explanation } = scheduleItem(facts('2001-01-01T00:00:00Z'), scene([]));
    expect([verdict, eligibleOn, policyId, explanation.rules]).toEqual(['keep', null, null, []]);
  });

  it('an original is kept as long as what shows it', () => {
    const p = policy('p', [
      series('reposts', { period: 'P3Y', match: [{ itemTypes: ['repost'] }] }),
      series('originals', { period: 'P90D', match: [{ itemTypes: ['original'] }] }),
    ]);
    const original = facts('2020-01-01T12:00:00Z', { itemId: 'o', type: 'original', author: 'others', shownBy: ['r'] });
    const repost = facts('2024-03-11T12:00:00Z', { itemId: 'r', type: 'repost' });
    const outcome = scheduleItem(original, scene([p]), [repost]);
    expect([outcome.eligibleOn?.toString(), outcome.explanation.rules[0]?.through]).toEqual(['2027-03-11', 'r']);
  });
});

describe('which rule fits', () => {
  const fits = (match: RecordSeries['match'], more: Parameters<typeof facts>[1] = {}): boolean =>
    scheduleItem(facts('2024-03-11T12:00:00Z', more), scene([policy('p', [series('s', { match: match ?? [] })])])).seriesId === 's'; // prettier-ignore

  it('is asked of every field of it, and of one of several', () => {
    expect(fits([{ itemTypes: ['post'], authors: ['body'] }])).toBe(true);
    expect(fits([{ itemTypes: ['post'], authors: ['others'] }])).toBe(false);
    expect(fits([{ authors: ['others'] }, { bodies: ['Newford'] }])).toBe(true);
    expect(fits([])).toBe(false);
    expect(fits([{ accounts: ['newford'] }])).toBe(true);
    expect(fits([{ accounts: ['@newford@social.newford.example'] }])).toBe(true);
    expect(fits([{ accounts: ['@newford@elsewhere.example'] }])).toBe(false);
    expect(fits([{ characters: ['personal'] }])).toBe(false);
    expect(fits([{ hashtags: ['#Powódź'] }], { hashtags: ['powodz'] })).toBe(true);
    expect(fits([{ visibility: ['direct'] }])).toBe(false);
    expect(fits([{ visibility: ['direct'] }], { visibility: 'direct' })).toBe(true);
    expect(fits([{ hasReplyByBody: true }])).toBe(false);
    expect(fits([{ hasReplyByBody: false }])).toBe(true);
  });

  it('asks who answered for the account when the item was created', () => {
    const custodians = [{ role: 'mayor', from: new Date('2024-01-01'), to: new Date('2024-04-01') }];
    const accounts = new Map([[ACCOUNT.id, { ...ACCOUNT, custodians }]]);
    const p = policy('p', [series('s', { match: [{ custodianRoles: ['mayor'] }] })]);
    const by = (created: string): string | null => scheduleItem(facts(created), scene([p], { accounts })).seriesId;
    expect([by('2024-03-11T12:00:00Z'), by('2024-04-01T00:00:00Z'), by('2023-12-31T00:00:00Z')]).toEqual([
      's',
      null,
      null,
    ]);
  });

  it('is that of the version in force, and for what was created under an earlier one of that', () => {
    const version = (
      number: string,
      from: string,
      period: string,
      decides: 'all-items' | 'items-created-while-effective',
    ) => policy('p', [series('s', { period })], { version: number, effective: { from }, decides });
    const of = (decides: Parameters<typeof version>[3]): (string | null)[] => {
      const both = [version('1', '2011-01-01', 'P2Y', decides), version('2', '2025-01-01', 'P5Y', decides)];
      return ['2010-06-01', '2024-06-01', '2025-06-01'].map(
        (created) => scheduleItem(facts(`${created}T12:00:00Z`), scene(both)).version,
      );
    };
    expect(of('all-items')).toEqual(['2', '2', '2']);
    expect(of('items-created-while-effective')).toEqual([null, '1', '2']);
    const coming = policy('p', [series('s')], { version: '3', effective: { from: '2026-11-27' } });
    expect(scheduleItem(facts('2024-06-01T12:00:00Z'), scene([coming])).verdict).toBe('keep');
    const over = policy('p', [series('s')], { effective: { from: '2011-01-01', until: '2026-11-25' } });
    expect(scheduleItem(facts('2024-06-01T12:00:00Z'), scene([over])).verdict).toBe('keep');
  });

  it('takes the first term that ends after an item, and the last of what was recorded of the item itself', () => {
    const p = policy('p', [series('s', { cutoff: { event: 'term-ends' }, period: 'P1Y' })]);
    const ends = (id: string, on: string): DatedEvent => ({ id, name: 'term-ends', on });
    const bodyEvents = [ends('b', '2029-04-30'), ends('a', '2025-04-30'), ends('z', '2021-04-30')];
    const own = [ends('c', '2025-06-01'), ends('d', '2025-08-01')];
    expect(scheduleItem(facts('2024-03-11T12:00:00Z'), scene([p], { bodyEvents })).eligibleOn?.toString()).toBe(
      '2026-04-30',
    );
    const both = scheduleItem(facts('2024-03-11T12:00:00Z', { events: own }), scene([p], { bodyEvents }));
    expect([both.eligibleOn?.toString(), both.explanation.rules[0]?.dated.eventId]).toEqual(['2026-08-01', 'd']);
  });
});

describe('whatever the rules', () => {
  const periods = fc.tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 1, max: 400 }),
  );
  const lists = fc.array(
    fc.record({
      cutoff: fc.constantFrom('creation', 'end-of-month', 'end-of-calendar-year', 'end-of-fiscal-year' as const),
      period: periods.map(([years, months, days]) => `P${years}Y${months}M${days}D`),
      action: fc.constantFrom('destroy', 'review-by-state-archive' as const),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const sceneOf = (list: readonly Partial<RecordSeries>[]) =>
    scene([
      policy(
        'p',
        list.map((of, i) => series(`s${i}`, of)),
        { fiscalYearEnds: '06-30' },
      ),
    ]);
  const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

  it('what was created later never goes earlier', () => {
    const { counterexample } = fc.check(
      fc.property(lists, instants, instants, (list, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        const [first, then] = [earlier, later].map(
          (at) => scheduleItem(facts(at.toISOString()), sceneOf(list)).eligibleOn,
        );
        return Temporal.PlainDate.compare(first ?? day('1900-01-01'), then ?? day('1900-01-01')) <= 0;
      }),
    );
    expect(counterexample).toBeNull();
  });

  it('one more rule never lets an item go earlier, and what may go stays so as time passes', () => {
    const { counterexample } = fc.check(
      fc.property(lists, lists, instants, fc.integer({ min: 0, max: 40_000 }), (some, more, at, days) => {
        const item = facts(at.toISOString());
        const [alone, both] = [sceneOf(some), sceneOf([...some, ...more])];
        const [a, b] = [scheduleItem(item, alone), scheduleItem(item, both)].map(
          ({ eligibleOn }) => eligibleOn?.toString() ?? '',
        );
        const later = { ...alone, today: alone.today.add({ days }) };
        return (a ?? '') <= (b ?? '') && scheduleItem(item, later).eligibleOn?.toString() === a;
      }),
    );
    expect(counterexample).toBeNull();
  });

  it('no rule means keep', () => {
    const { counterexample } = fc.check(
      fc.property(instants, lists, (at, list) => {
        const none = list.map((of) => ({ ...of, match: [] }));
        return scheduleItem(facts(at.toISOString()), sceneOf(none)).verdict === 'keep';
      }),
    );
    expect(counterexample).toBeNull();
  });
});
