import { clockFiles, dueOf } from '../support/clocks.js';
import type { DueInput } from '../../src/requests/clocks/clock.types.js';

type Vector = readonly [law: string, received: string, due: string, input?: Partial<DueInput>];

/** Counted by hand, each beside the statute; the first group is the one that was given. */
const GIVEN: readonly Vector[] = [
  ['us-foia', '2025-12-17', '2026-01-16'],
  ['us-foia', '2025-12-17', '2026-02-02', { extend: ['voluminous'] }],
  ['uk-foia', '2026-03-02', '2026-03-31'],
  ['uk-foia', '2025-12-22', '2026-01-23'],
  ['uk-foia', '2026-06-22', '2026-07-21'],
  ['uk-sct', '2026-03-02', '2026-03-30'],
  ['pl-udip', '2026-04-17', '2026-05-04'],
  ['pl-udip', '2025-12-18', '2026-01-02'],
  ['eu-gdpr', '2026-01-31', '2026-03-02'],
  ['eu-gdpr', '2026-01-31', '2026-04-30', { extend: ['complexity'] }],
  ['eu-gdpr', '2026-03-31', '2026-04-30'],
  ['eu-gdpr', '2026-09-03', '2026-10-05'],
  ['us-il', '2026-05-20', '2026-05-28'],
  ['us-il', '2026-05-20', '2026-06-04', { extend: ['voluminous'] }],
  ['pl-udip', '2026-05-21', '2026-06-05'],
  ['eu-gdpr', '2026-06-04', '2026-07-06'],
];

describe('a due date', () => {
  it('has no faulty file to count by', () => {
    expect(clockFiles.faults).toEqual([]);
  });
  it.each(GIVEN.map(([law, received, due, input = {}]) => [law, received, due, input] as const))(
    'under %s, received %s, is %s',
    (law, received, due, input) => {
      expect(dueOf(law, received, input).due).toBe(due);
    },
  );

  it('is told in sentence 12, in both languages', () => {
    for (const [l, r, i] of [
      ['us-il', '2026-05-20', {}],
      ['pl-udip', '2026-05-21', {}],
      ['us-foia', '2025-12-17', { extend: ['voluminous'] }],
      ['eu-gdpr', '2026-01-31', {}],
      ['ie-foi', '2026-05-20', {}],
      ['us-mi', '2026-05-20', { via: 'email' }],
    ] as const)
      console.log(JSON.stringify(dueOf(l, r, i).sentences, null, 1));
  });
});
