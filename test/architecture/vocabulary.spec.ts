import { entryLine, EVENTS, type PlacedEvent, readEntryLine } from '../../src/audit/index.js';
import { PROBLEMS } from '../../src/platform/index.js';
import { filesUnder, fromRepository } from '../support/repository.js';

/** Words agreed before the work that uses them, each with the issue that brings it. */
const LATER_EVENTS: Readonly<Record<string, number>> = {
  'operator.intervened': 5,
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

function placed(facts: PlacedEvent['facts'], type = 'log.opened'): PlacedEvent {
  const own = {
    id: '0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e',
    accountId: '0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4f',
    accountSeq: 0,
  };
  return { ...own, at: '2026-05-19T13:00:00.000Z', actor: 'system:capture', seq: 7, type, facts };
}

describe('the vocabulary', () => {
  it('has no event that nothing records, but for those of later issues', () => {
    expect(unused(Object.keys(EVENTS))).toEqual(Object.keys(LATER_EVENTS).toSorted());
  });

  it('names no fact as every entry of the log names what is its own, so that no member stands twice', () => {
    const members = Object.keys(JSON.parse(entryLine(placed({}))));
    const twice = Object.entries(EVENTS).flatMap(([type, facts]) =>
      Object.keys(facts).flatMap((name) => (members.includes(name) ? [`${type}: ${name}`] : [])),
    );
    // Two that stand in logs already.
    expect(twice).toEqual(['retention-event.recorded: event', 'retention-event.withdrawn: event']);
  });

  it('has no event whose entry could not be read back to the last byte', () => {
    for (const [type, facts] of Object.entries(EVENTS)) {
      const event = placed(Object.fromEntries(Object.keys(facts).map((name) => [name, '0199'])), type);
      expect(readEntryLine(entryLine(event))).toEqual(event);
    }
  });

  it('has no problem that nothing refuses with, but for those of later issues', () => {
    expect(unused(Object.keys(PROBLEMS))).toEqual(Object.keys(LATER_PROBLEMS).toSorted());
  });
});
