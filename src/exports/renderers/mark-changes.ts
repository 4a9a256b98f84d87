import { diffWordsWithSpace } from 'diff';

export interface Marked {
  readonly text: string;
  readonly mark: 'same' | 'added' | 'removed';
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
