import { diffWordsWithSpace } from 'diff';
import type { Run } from '../../requests/index.js';

export interface Marked {
  readonly text: string;
  /** `box`: withheld; the text is the code, padded to the width of every box in the bundle. */
  readonly mark: 'same' | 'added' | 'removed' | 'box';
}

/** Bounds the search for the shortest difference, so that hostile texts cost no more than long ones. */
const LONGEST = 20_000;
const MOST_EDITS = 1_000;

/** What changed from one version's text to the next, word by word; both whole where they share too little. */
export function markChanges(before: string | null, after: string): readonly Marked[] {
  if (before === null || before === after) return after === '' ? [] : [{ text: after, mark: 'same' }];
  const small = before.length + after.length <= LONGEST;
  const changes = small ? diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) : undefined;
  const whole = [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return (changes ?? whole)
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({ text: value, mark: added ? 'added' : removed ? 'removed' : 'same' }));
}

const NO_BREAK = '\u00a0';

/** What is left of a covered text: boxes of one width with their codes in the places of what is withheld. */
export function markRuns(runs: readonly Run[]): readonly Marked[] {
  return runs.map((run): Marked => {
    if (run.kind === 'kept') return { text: run.text, mark: 'same' };
    if (run.kind === 'pseudonym') return { text: `[${run.label}]`, mark: 'same' };
    const label = run.codes.join(', ').replaceAll(' ', NO_BREAK);
    const room = Math.max(2, run.width - Array.from(label).length);
    const left = Math.floor(room / 2);
    return { text: `${NO_BREAK.repeat(left)}${label}${NO_BREAK.repeat(room - left)}`, mark: 'box' };
  });
}
