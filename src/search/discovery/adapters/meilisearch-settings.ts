import type { Settings } from 'meilisearch';
import { FROM_ONE, FROM_TWO } from '../typos.rules.js';

/** Suggestions while somebody types: nobody pages through them. */
const MOST_HITS = 200;
/** As many accounts and months as an archive has are counted in one answer. */
const MOST_BUCKETS = 1_000_000;
const ANSWER_MS = 1_000;

/**
 * Everything that decides what an index answers is set by us. What is displayed holds no words: nobody reads content out of
 * the index, whoever has a key to it. Texts come folded, so a language decides only where words end.
 */
export const SETTINGS: Settings = {
  searchableAttributes: ['title', 'text', 'tags', 'author', 'aside', 'earlier'],
  displayedAttributes: ['id', 'bucket', 'print'],
  filterableAttributes: ['account', 'bucket'],
  sortableAttributes: ['at'],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'sort', 'exactness', 'at:desc'],
  stopWords: [],
  synonyms: {},
  distinctAttribute: null,
  localizedAttributes: [
    { attributePatterns: ['title', 'text', 'tags', 'author', 'aside', 'earlier'], locales: ['eng', 'pol'] },
  ],
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: FROM_ONE, twoTypos: FROM_TWO },
    disableOnWords: [],
    disableOnAttributes: [],
    disableOnNumbers: true,
  },
  faceting: { maxValuesPerFacet: MOST_BUCKETS, sortFacetValuesBy: { '*': 'alpha' } },
  pagination: { maxTotalHits: MOST_HITS },
  searchCutoffMs: ANSWER_MS,
};
