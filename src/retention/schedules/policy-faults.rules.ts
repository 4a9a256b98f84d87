import { dayFaults, type PlacedFault } from '../../platform/rule-files/day-faults.rules.js';
import { eventOf, isEmptyPeriod, periodFault } from './eligible-date.rules.js';
import type { Policy, RecordSeries } from './policy.types.js';

/** What a policy says that cannot be so, though each part of it has the right shape. */
export function policyFaults(policy: Policy): PlacedFault[] {
  const { effective, checked, fiscalYearEnds, series } = policy;
  return [
    ...dayFaults(checked, ['checked']),
    ...dayFaults(effective.from, ['effective', 'from']),
    ...untilFaults(effective),
    ...fiscalFaults(fiscalYearEnds),
    ...overlapping(series),
    ...series.flatMap((one, i) => seriesFaults(one, ['series', String(i)], policy)),
  ];
}

function untilFaults({ from, until }: Policy['effective']): PlacedFault[] {
  if (until === undefined) return [];
  const path = ['effective', 'until'];
  const faults = dayFaults(until, path);
  if (faults.length > 0 || until >= from) return faults;
  return [{ path, text: `It ends (${until}) before it begins (${from}).` }];
}

function fiscalFaults(ends: string | undefined): PlacedFault[] {
  // 29 February is the end of a fiscal year that ends with February.
  if (ends === undefined || ends === '02-29') return [];
  const text = `There is no day ${ends} in a year.`;
  return dayFaults(`2025-${ends}`, ['fiscalYearEnds']).map((fault) => ({ ...fault, text }));
}

/** Two that differ in capital letters alone would be taken for each other. */
function overlapping(series: readonly RecordSeries[]): PlacedFault[] {
  const ids = series.map(({ id }) => id.toLowerCase());
  return series.flatMap(({ id }, i) =>
    ids.indexOf(id.toLowerCase()) === i
      ? []
      : [{ path: ['series', String(i), 'id'], text: `The id "${id}" stands there twice.` }],
  );
}

function seriesFaults(series: RecordSeries, path: readonly string[], policy: Policy): PlacedFault[] {
  const periods = periodFaults(series, path);
  if (periods.length > 0) return periods;
  return CONTRADICTIONS.flatMap(([at, text, holds]) => (holds(series, policy) ? [{ path: [...path, at], text }] : []));
}

type Contradiction = readonly [
  at: keyof RecordSeries,
  text: string,
  holds: (series: RecordSeries, policy: Policy) => boolean,
];

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'action',
    'What is permanent is not destroyed: its action is "transfer".',
    ({ period, action }) => period === 'permanent' && action !== 'transfer',
  ],
  [
    'transferAfter',
    'Only what is permanent says when it is transferred; elsewhere the period does.',
    ({ period, transferAfter }) => period !== 'permanent' && transferAfter !== undefined,
  ],
  [
    'period',
    'A period of no length lets an item go on the day it is made. It is for series that wait for an event.',
    ({ period, cutoff }) => isEmptyPeriod(period) && eventOf(cutoff) === null,
  ],
  [
    'cutoff',
    'It ends with a fiscal year, and the policy does not say when that ends: add "fiscalYearEnds".',
    ({ cutoff }, { fiscalYearEnds }) =>
      (typeof cutoff === 'string' ? cutoff : cutoff.then) === 'end-of-fiscal-year' && fiscalYearEnds === undefined,
  ],
];

function periodFaults({ period, transferAfter }: RecordSeries, path: readonly string[]): PlacedFault[] {
  const fault = periodFault(period);
  const later = transferAfter === undefined ? null : periodFault(transferAfter);
  return [
    ...(fault === null ? [] : [{ path: [...path, 'period'], text: fault }]),
    ...(later === null ? [] : [{ path: [...path, 'transferAfter'], text: later }]),
    ...(transferAfter === 'permanent'
      ? [{ path: [...path, 'transferAfter'], text: 'When something is transferred is a period such as P25Y.' }]
      : []),
  ];
}
