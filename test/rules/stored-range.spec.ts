import { runsOf, storedRange, wordsIn } from '../../web/src/workspace/review/stored-range.rules.js';

describe('What a person selects in a text', () => {
  it('is counted in code points, and no emoji and no letter with its marks is cut through', () => {
    const text = 'a👩‍👩‍👧‍👦e\u0301z 555-0142';
    const from = text.indexOf('555');
    expect(wordsIn(text, storedRange(text, from, text.length) ?? { start: 0, end: 0 })).toBe('555-0142');
    expect(storedRange(text, from, text.length)).toEqual({ start: 12, end: 20 });
    const inEmoji = storedRange(text, 3, 4);
    expect(inEmoji).toEqual({ start: 1, end: 8 });
    expect(wordsIn(text, storedRange(text, 13, 14) ?? { start: 0, end: 0 })).toBe('e\u0301');
    expect(storedRange(text, 5, 5)).toBeNull();
    expect(storedRange('', 0, 1)).toBeNull();
  });

  it('stands in its box, and the runs put together are the text', () => {
    const text = 'Call 😀 555-0142 now';
    const runs = runsOf(text, [
      { start: 7, end: 15, code: '7(1)(b)' },
      { start: 7, end: 15, code: '7(1)(c)' },
    ]);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    expect(runs.filter(({ codes }) => codes.length > 0)).toEqual([{ text: '555-0142', codes: ['7(1)(b)', '7(1)(c)'] }]);
    expect(runsOf('', [])).toEqual([]);
  });
});
