import type { ItemSummary } from '../../../src/archive/index.js';
import type { Discovered } from '../../../src/search/index.js';

/** Two of these items for whatever is typed; none for a person, and none of words that begin with `gone`. */
export function suggested(q: string, items: readonly ItemSummary[]): Discovered {
  const known = {
    engine: 'meilisearch',
    index: 'ready',
    behind: 3,
    typos: 2,
    items: [],
    meant: [],
    more: false,
  } as const;
  if (q.startsWith('@')) return { ...known, exact: q.slice(1), instead: 'person' };
  if (q.startsWith('gone')) return { ...known, index: 'unreachable', exact: `${q}*`, instead: null };
  return {
    ...known,
    items: items.slice(0, 2).map((item) => ({ ...item, snippet: null })),
    exact: `${q}*`,
    instead: null,
    more: true,
    meant: [{ typed: q, also: ['newford'] }],
  };
}
