import { type Standing, standingsOf, tellsOfItem } from '../../src/search/standings.rules.js';

const ITEM = 'item';

function told(...types: ('snapshot.stored' | 'item.hidden' | 'item.shown' | 'item.missed' | 'item.seen-again')[]) {
  return types.map((type, seq) => ({ seq, type, facts: { item: ITEM, number: 1 } }));
}

const stands = ({ fromSeq, state, hidden }: Standing): unknown => [fromSeq, state, hidden];

describe('How an item stood over a log', () => {
  it('tells since when it was hidden and since when it was shown again', () => {
    const { standings } = standingsOf(told('snapshot.stored', 'item.hidden', 'item.shown'), new Map());
    expect(standings.map(stands)).toEqual([
      [0, 'present', false],
      [1, 'present', true],
      [2, 'present', false],
    ]);
  });

  it('keeps hidden what is missed once and seen again, also from one run to the next', () => {
    const first = standingsOf(told('snapshot.stored', 'item.hidden'), new Map());
    const before = new Map(first.standings.map((standing) => [ITEM, standing]));
    const { standings } = standingsOf(told('item.missed', 'item.seen-again'), before);
    expect(standings.map(stands)).toEqual([
      [0, 'suspected', true],
      [1, 'present', true],
    ]);
  });

  it('is told by each of these entries, and by no look that brought nothing', () => {
    expect(told('item.hidden', 'item.shown').every(tellsOfItem)).toBe(true);
    expect(tellsOfItem({ type: 'capture.quiet' })).toBe(false);
  });
});
