import * as fc from 'fast-check';
import { marksIn } from '../../src/search/snippet.rules.js';
import { tokens } from '../../src/search/tokens.rules.js';

const PIECES = [
  'flood', 'Flood,', '(FLOOD)', 'flooded', '#flood', '@flood', '@flood@social.example', 'flood.example/flood', '„flood”',
  'flo\u200dod', 'fl\u00f3od', 'ﬂood', 'river', 'Mill', '😀', 'https://a.example/flood', 'x', '2026', '$flood', 'flood-gate',
]; // prettier-ignore

/** Piece by piece, each read whole. */
function naive(text: string, word: string): (readonly [number, number])[] {
  return [...text.matchAll(/\S+/gu)]
    .filter(({ 0: piece }) =>
      tokens(piece).some((one) => one.word === word || one.bare.some((also) => also.word === word)),
    ) // prettier-ignore
    .map(({ 0: piece, index }) => [index, index + piece.length] as const);
}

describe('the marks of a snippet', () => {
  it('stand at every piece of a text that one plain word is found by, and at no other', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 15 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(texts, fc.constantFrom('flood', 'river', '2026', 'x', 'gate'), (text, word) => {
        const phrase = { words: [{ word, step: 0 }], prefix: false, text: word };
        const marks = marksIn(text, [phrase]);
        const expected = naive(text, word);
        expect(marks).toHaveLength(expected.length);
        for (const [i, [from, to]] of marks.entries()) {
          const [outerFrom = 0, outerTo = 0] = expected[i] ?? [];
          expect(from >= outerFrom && to <= outerTo).toBe(true);
        }
      }),
    );
  });

  it('of a phrase stand only where its words follow each other', () => {
    const phrase = { words: [{ word: 'flood', step: 0 }, { word: 'gate', step: 1 }], prefix: false, text: 'flood gate' }; // prettier-ignore
    expect(marksIn('gate flood gate river flood river gate', [phrase])).toEqual([
      [5, 10],
      [11, 15],
    ]);
  });
});
