import * as fc from 'fast-check';
import {
  boxWidth,
  type Cover,
  faultInWords,
  plainText,
  pseudonymsOf,
  redactText,
  type Run,
} from '../../src/requests/index.js';

const WIDTH = 9;
const b = (start: number, end: number): Cover => ({ start, end, code: '7(1)(b)' });
const c = (start: number, end: number): Cover => ({ start, end, code: '7(1)(c)' });

function redacted(text: string, covers: readonly Cover[]): { runs: readonly Run[]; withheld: readonly string[] } {
  const outcome = redactText(text, covers, WIDTH);
  if (outcome.fault) throw new Error(faultInWords(outcome.fault, 'en'));
  return outcome.value;
}
const plain = (text: string, ...covers: Cover[]): string => plainText(redacted(text, covers).runs);

function refusal(text: string, cover: Cover, language: 'en' | 'pl' = 'en'): string {
  const { fault } = redactText(text, [cover], WIDTH);
  return fault ? faultInWords(fault, language) : '';
}

describe('a redacted text', () => {
  it('is what was kept and boxes of one width with their code', () => {
    expect(redacted('Call her: 555-0142!!', [b(10, 18)])).toEqual({
      runs: [
        { kind: 'kept', text: 'Call her: ' },
        { kind: 'box', codes: ['7(1)(b)'], width: WIDTH },
        { kind: 'kept', text: '!!' },
      ],
      withheld: ['555-0142'],
    });
  });

  it('counts in characters of Unicode, not in what a language of programs takes for one', () => {
    expect(plain('🌊🌊 Łódź 555', b(3, 7))).toBe('🌊🌊 [7(1)(b)] 555');
  });

  it.each([
    ['overlap', [b(0, 6), b(3, 9)], '[7(1)(b)] lives here'],
    ['touch', [b(0, 5), b(5, 9)], '[7(1)(b)] lives here'],
    ['lie one in the other', [b(0, 9), b(2, 4)], '[7(1)(b)] lives here'],
    ['have only space between', [b(0, 3), b(4, 9)], '[7(1)(b)] lives here'],
    ['overlap with two codes', [b(0, 6), c(3, 9)], '[7(1)(b), 7(1)(c)] lives here'],
    ['touch with two codes', [b(0, 3), c(3, 9)], '[7(1)(b)][7(1)(c)] lives here'],
  ])('is the same in whatever order covers come that %s', (_, covers, said) => {
    expect(plain('Ann Olsen lives here', ...covers)).toBe(said);
    expect(plain('Ann Olsen lives here', ...covers.toReversed())).toBe(said);
  });

  it('has two boxes where a line ends between them, for then they are two things', () => {
    expect(plain('Ann\nOlsen', b(0, 3), b(4, 9))).toBe('[7(1)(b)]\n[7(1)(b)]');
  });

  it.each([
    ['an emoji of four', 'a👨‍👩‍👧‍👦b', b(2, 3), 'a[7(1)(b)]b'],
    ['a letter and its mark', 'Z\u0301aba', b(0, 1), '[7(1)(b)]aba'],
    ['the mark of a letter', 'Z\u0301aba', b(1, 2), '[7(1)(b)]aba'],
    ['a flag', 'a🇵🇱b', b(2, 3), 'a[7(1)(b)]b'],
    ['a skin tone', 'a👍🏽b', b(1, 2), 'a[7(1)(b)]b'],
  ])('covers whole what readers see as one character: %s', (_, text, cover, said) => {
    expect(plain(text, cover)).toBe(said);
  });

  it('refuses a stretch that is none, and says why in both languages', () => {
    expect(refusal('abc', b(1, 4))).toContain('ends at character 4, and the text has 3');
    expect(refusal('abc', b(1, 1))).toContain('it covers nothing');
    expect(refusal('abc', b(2, 1))).toContain('ends at character 1, before it begins at 2');
    expect(refusal('abc', b(-1, 1))).toContain('two whole numbers');
    expect(refusal('abc', b(0.5, 1))).toContain('two whole numbers');
    expect(refusal('abc', b(Number.NaN, 1))).toContain('two whole numbers');
    expect(refusal('', b(0, 1), 'pl')).toContain('a tekst ma ich 0');
  });

  it('puts a pseudonym in the place of a person, and a box where both cover the same', () => {
    const person = { ...b(0, 3), pseudonym: 'Person A' };
    expect(plain('Ann lives', person)).toBe('[Person A] lives');
    expect(plain('Ann lives', person, b(0, 3))).toBe('[7(1)(b)] lives');
  });

  it('is the same whatever was there', () => {
    const secret = redacted('Call Greta now', [b(5, 10)]).runs;
    expect(secret).toEqual(redacted('Call X now', [b(5, 6)]).runs);
    expect(plainText(secret)).toBe('Call [7(1)(b)] now');
  });

  it('has boxes as wide as the longest code of the bundle asks for', () => {
    expect(boxWidth(['(b)(6)', '(b)(7)(C)'])).toBe(11);
    expect(boxWidth([])).toBe(2);
  });
});

describe('whatever is covered in whatever text', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const covered = texts.chain((text) => {
    const length = Array.from(text).length;
    const cover = fc
      .tuple(fc.nat(length - 1), fc.integer({ min: 1, max: length }), fc.constantFrom('x', 'y'))
      .map(([start, long, code]) => ({ start, end: Math.min(length, start + long), code }));
    return fc.tuple(fc.constant(text), fc.array(cover, { minLength: 1, maxLength: 6 }));
  });

  it('no character that was marked is kept, and what is kept stands in its order', () => {
    fc.assert(
      fc.property(covered, ([text, covers]) => {
        const { runs, withheld } = redacted(text, covers);
        let put = 0;
        const back = runs.map((run) => (run.kind === 'kept' ? run.text : (withheld[put++] ?? '')));
        expect(back.join('')).toBe(text);
        const kept = new Set<number>();
        let at = 0;
        runs.forEach((run, i) => {
          const length = Array.from(back[i] ?? '').length;
          if (run.kind === 'kept') for (let j = 0; j < length; j += 1) kept.add(at + j);
          at += length;
        });
        for (const { start, end } of covers) for (let i = start; i < end; i += 1) expect(kept.has(i)).toBe(false);
      }),
    );
  });

  it('the boxes are all of one width, and say nothing of what they cover', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (one, two) => {
          const all = (text: string): Cover => ({ start: 0, end: Array.from(text).length, code: 'x' });
          expect(redacted(one, [all(one)]).runs).toEqual(redacted(two, [all(two)]).runs);
        },
      ),
    );
  });

  it('covering it twice changes nothing', () => {
    fc.assert(
      fc.property(covered, ([text, covers]) => {
        expect(redacted(text, [...covers, ...covers])).toEqual(redacted(text, covers));
      }),
    );
  });
});

describe('pseudonyms', () => {
  const people = Array.from({ length: 60 }, (_, i) => `https://social.example/users/${i}`);
  const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  it('are one a person, the same all over a bundle, in whatever order they are asked for', () => {
    const names = pseudonymsOf(people, one, 'en');
    expect(new Set(names.values()).size).toBe(people.length);
    expect([...names.values()].slice(0, 3)).toEqual(['Person A', 'Person B', 'Person C']);
    expect([...names.values()].at(27)).toBe('Person AB');
    expect(new Map(pseudonymsOf([...people.toReversed(), ...people], one, 'en'))).toEqual(new Map(names));
  });

  it('cannot be laid beside those of another bundle', () => {
    const [here, there] = [pseudonymsOf(people, one, 'en'), pseudonymsOf(people, two, 'en')];
    const same = people.filter((person) => here.get(person) === there.get(person));
    expect(same.length).toBeLessThan(10);
  });

  it('are Polish in a Polish bundle', () => {
    expect([...pseudonymsOf(people.slice(0, 1), one, 'pl').values()]).toEqual(['Osoba A']);
  });
});
