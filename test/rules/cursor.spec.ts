import { assert, property, string } from 'fast-check';
import { decodeCursor, encodeCursor, newId, Refusal } from '../../src/platform/index.js';

const SHAPE = ['time-or-null', 'id'] as const;

describe('a keyset cursor', () => {
  it('comes back as it was given', () => {
    const id = newId();
    expect(decodeCursor(encodeCursor(['2026-05-19T18:57:00.000Z', id]), SHAPE)).toEqual([
      '2026-05-19T18:57:00.000Z',
      id,
    ]);
    expect(decodeCursor(encodeCursor([null, id]), SHAPE)).toEqual([null, id]);
  });

  it('refuses garbage, other lists and other types', () => {
    const bad = [encodeCursor([newId()]), encodeCursor(['now', newId()]), encodeCursor(['2026-05-19T18:57:00Z', 7])];
    for (const cursor of [...bad, '', 'bnVsbA', '%%%']) {
      expect(() => decodeCursor(cursor, SHAPE)).toThrow(Refusal);
    }
    assert(
      property(string(), (text) => {
        expect(() => decodeCursor(text, SHAPE)).toThrow(Refusal);
      }),
    );
  });
});
