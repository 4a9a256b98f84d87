import { type Doc, rank } from './meilisearch-matching.js';

export interface Settings {
  readonly searchableAttributes: readonly string[];
  readonly displayedAttributes: readonly string[];
  readonly filterableAttributes: readonly string[];
  readonly typoTolerance: {
    readonly minWordSizeForTypos: { readonly oneTypo: number; readonly twoTypos: number };
    readonly disableOnNumbers: boolean;
  };
  readonly faceting: { readonly maxValuesPerFacet: number };
  readonly pagination: { readonly maxTotalHits: number };
}

export interface TwinIndex {
  settings: Settings;
  readonly docs: Map<string, Doc>;
}

/** What the server has where nothing was set (reference/api/settings). */
export const USUAL: Settings = {
  searchableAttributes: ['*'],
  displayedAttributes: ['*'],
  filterableAttributes: [],
  typoTolerance: { minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 }, disableOnNumbers: false },
  faceting: { maxValuesPerFacet: 100 },
  pagination: { maxTotalHits: 1_000 },
};
const FILTER = /^(\w+) = "([^"]*)"$/;

export class Fault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** SearchQuery, BrowseQuery: what of them we ask. */
export interface Asked {
  readonly q?: string;
  readonly limit?: number;
  readonly offset?: number;
  readonly filter?: string;
  readonly facets?: readonly string[];
  readonly fields?: readonly string[];
  readonly ids?: readonly string[];
  readonly attributesToRetrieve?: readonly string[];
}

/** SearchResult */
export function search({ settings, docs }: TwinIndex, asked: Asked): unknown {
  const { minWordSizeForTypos: sizes, disableOnNumbers } = settings.typoTolerance;
  const matching = { searchable: settings.searchableAttributes, ...sizes, disableOnNumbers };
  const q = asked.q ?? '';
  const ranked = filtered(docs, asked.filter, settings).flatMap((doc) => {
    const place = q === '' ? ([0, 0] as const) : rank(doc, q, matching);
    return place === null ? [] : [{ doc, place }];
  });
  ranked.sort(
    (a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1] || Number(b.doc['at']) - Number(a.doc['at']),
  );
  const limit = Math.min(asked.limit ?? 20, settings.pagination.maxTotalHits);
  const facets = facetsOf(asked.facets, { docs: ranked.map(({ doc }) => doc), settings });
  const hits = ranked.slice(0, limit).map(({ doc }) => shown(doc, asked.attributesToRetrieve, settings));
  return { hits, query: q, processingTimeMs: 0, limit, offset: 0, estimatedTotalHits: ranked.length, ...facets };
}

/** PaginationView */
export function fetchDocuments({ settings, docs }: TwinIndex, asked: Asked): unknown {
  const found = filtered(docs, asked.filter, settings).filter(({ id }) => asked.ids?.includes(String(id)) ?? true);
  const [offset, limit] = [asked.offset ?? 0, asked.limit ?? 20];
  const results = found.slice(offset, offset + limit).map((doc) => shown(doc, asked.fields, settings));
  return { results, offset, limit, total: found.length };
}

function filtered(
  docs: ReadonlyMap<string, Doc>,
  filter: string | undefined,
  { filterableAttributes }: Settings,
): Doc[] {
  if (filter === undefined) return [...docs.values()];
  const [, name = '', value] = FILTER.exec(filter) ?? [];
  if (!filterableAttributes.includes(name))
    throw new Fault(400, 'invalid_search_filter', `Attribute \`${name}\` is not filterable.`);
  return [...docs.values()].filter((doc) => doc[name] === value);
}

function facetsOf(
  facets: readonly string[] | undefined,
  { docs, settings }: { docs: readonly Doc[]; settings: Settings },
): object {
  if (facets === undefined) return {};
  const counted = facets.map((name) => {
    if (!settings.filterableAttributes.includes(name))
      throw new Fault(400, 'invalid_search_facets', `Attribute \`${name}\` is not filterable.`);
    const counts = new Map<string, number>();
    for (const doc of docs) counts.set(String(doc[name]), (counts.get(String(doc[name])) ?? 0) + 1);
    return [
      name,
      Object.fromEntries(
        [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, settings.faceting.maxValuesPerFacet),
      ),
    ];
  });
  return { facetDistribution: Object.fromEntries(counted), facetStats: {} };
}

function shown(doc: Doc, wanted: readonly string[] | undefined, { displayedAttributes }: Settings): Doc {
  const displayed = displayedAttributes.includes('*') ? Object.keys(doc) : displayedAttributes;
  const names = wanted ? displayed.filter((name) => wanted.includes(name)) : displayed;
  return Object.fromEntries(names.filter((name) => name in doc).map((name) => [name, doc[name] ?? '']));
}
