import { tokens } from '../tokens.rules.js';

/** What somebody has typed so far, as words to look for; the last may be a beginning. */
export interface Typed {
  readonly words: readonly string[];
  /** A person is named by a handle or an address. */
  readonly namesPerson: boolean;
}

const MOST_WORDS = 8;
const LONGEST_WORD = 40;
const PLAIN = /^[\p{L}\p{N}\p{M}_]+$/u;
const PERSON = /^@.|^[^/]+@[^/]+$/u;

/** Signs, addresses and tags are looked for by the plain words in them. */
export function typedWords(text: string): Typed {
  const found = tokens(text.slice(0, 400));
  return {
    words: found.flatMap(plainWords).slice(0, MOST_WORDS),
    namesPerson: found.some(({ word }) => PERSON.test(word)),
  };
}

/** The plain words of one place in a text. */
export function plainWords({ word, bare }: { word: string; bare: readonly { word: string }[] }): string[] {
  return [word, ...bare.map((one) => one.word)].filter((one) => one.length <= LONGEST_WORD && PLAIN.test(one));
}
