import { EVENTS } from '../../src/audit/index.js';
import { PROBLEMS } from '../../src/platform/index.js';
import { filesUnder, fromRepository } from '../support/repository.js';

/** Words agreed before the work that uses them, each with the issue that brings it. */
const LATER_EVENTS: Readonly<Record<string, number>> = {
  'log.recovered': 5,
  'operator.intervened': 5,
  'account.limits-changed': 6,
  'item.suppressed': 4,
};
const LATER_PROBLEMS: Readonly<Record<string, number>> = { 'no-disposition': 4 };

const DEFINED_IN = ['src/audit/event-types.ts', 'src/platform/http/problems.ts'];

function unused(words: readonly string[]): string[] {
  const sources = filesUnder('src', '.ts')
    .filter((path) => !DEFINED_IN.includes(path) && !path.endsWith('.sentences.ts'))
    .map(fromRepository)
    .join('\n');
  return words.filter((word) => !sources.includes(`'${word}'`)).toSorted();
}

describe('the vocabulary', () => {
  it('has no event that nothing records, but for those of later issues', () => {
    expect(unused(Object.keys(EVENTS))).toEqual(Object.keys(LATER_EVENTS).toSorted());
  });

  it('has no problem that nothing refuses with, but for those of later issues', () => {
    expect(unused(Object.keys(PROBLEMS))).toEqual(Object.keys(LATER_PROBLEMS).toSorted());
  });
});
