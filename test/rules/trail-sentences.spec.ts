import { EVENTS, type EventType } from '../../src/audit/index.js';
import { shapesOf } from '../../src/audit/event-types.js';
import { trailSentences } from '../../src/audit/trail.sentences.js';
import { trailWords } from '../../src/audit/trail-words.sentences.js';
import { type Language, say, type SentenceValues } from '../../src/platform/index.js';

const NAMES = { who: 'Marta Zielinski', account: '@newford', said: 'a reason' };
const types = Object.keys(EVENTS).filter((type): type is EventType => Object.hasOwn(EVENTS, type));

/** Every value an event of this type can have, with `count` for its numbers. */
function valuesOf(type: EventType, count: number): SentenceValues {
  const facts = Object.entries(shapesOf(type)).map(([name, { is }]) => [name, is === 'count' ? count : `<${name}>`]);
  return { ...NAMES, ...Object.fromEntries(facts) };
}

const closed = (minutes: number): string =>
  say(trailSentences, 'gap.closed', 'pl', {
    ...valuesOf('gap.closed', minutes),
    reason: 'platforma nie odpowiadała',
  });

describe('the sentences of the trail', () => {
  it.each(['en', 'pl'] as const)('tell every event there can be, in %s', (language: Language) => {
    for (const type of types) {
      for (const count of [0, 1, 2, 5, 22]) {
        const sentence = say(trailSentences, type, language, valuesOf(type, count));
        expect(sentence).toMatch(/\.$/);
        expect(sentence).not.toMatch(/[{}!]|undefined| {2}/);
        expect(sentence).not.toMatch(/\berror\b|\bplease\b|deleted by/i);
      }
    }
  });

  it('have a word in both languages for every word of the vocabulary', () => {
    const words = types.flatMap((type) =>
      Object.values(shapesOf(type)).flatMap((shape) => ('words' in shape ? shape.words : [])),
    );
    expect(words.filter((word) => !Object.hasOwn(trailWords, word))).toEqual([]);
  });

  it('count in Polish as Poles do', () => {
    expect([1, 2, 5, 22, 28].map((n) => /\((.*?)\)/.exec(closed(n))?.[1])).toEqual([
      '1 minuta', '2 minuty', '5 minut', '22 minuty', '28 minut',
    ]); // prettier-ignore
  });
});
