import type { WithheldThing } from '../requests/index.js';
import type { Withheld, WithheldKind } from './leak-test/leak-test.types.js';
import { SAYS_ENOUGH_WITH_DIGIT } from './leak-test/needles.rules.js';
import { squeezedText, wordsOf } from './leak-test/squeeze.rules.js';

type TextKind = Exclude<WithheldKind, 'picture'>;

const KINDS: Readonly<Record<WithheldThing['kind'], TextKind>> = {
  text: 'text',
  name: 'name',
  person: 'name',
  address: 'address',
  phone: 'telephone',
  email: 'email',
  handle: 'handle',
  pesel: 'id',
  nip: 'id',
  regon: 'id',
  iban: 'id',
  ssn: 'id',
  'payment-card': 'id',
  'birth-date': 'id',
  plate: 'id',
  'platform-id': 'id',
  'post-address': 'url',
  'medium-digest': 'digest',
  'file-name': 'file-name',
};
/** A whole field says something of its own from so many words and letters on; "Thank you!" is said by many. */
const FEWEST_WORDS = 4;
const FEWEST_LETTERS = 20;

/** What is looked for in a draft, of what was taken out of it. A whole field that many others say too is not. */
export function soughtIn(things: readonly WithheldThing[]): Withheld[] {
  return things.filter(saysEnough).map(({ item, kind, text, beside }) => ({
    item,
    kind: KINDS[kind],
    value: text,
    before: beside?.before ?? null,
    after: beside?.after ?? null,
  }));
}

function saysEnough({ kind, text, beside }: WithheldThing): boolean {
  const hasNeighbour = (beside?.before ?? beside?.after ?? null) !== null;
  if (hasNeighbour) return true;
  if (kind === 'name') return wordsOf(text).length > 1;
  return kind !== 'text' || isTellingField(text);
}

function isTellingField(text: string): boolean {
  const squeezed = squeezedText(text);
  if (/\p{N}/u.test(squeezed) && squeezed.length >= SAYS_ENOUGH_WITH_DIGIT) return true;
  return squeezed.length >= FEWEST_LETTERS && wordsOf(text).length >= FEWEST_WORDS;
}
