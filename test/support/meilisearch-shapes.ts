import { Ajv2020 } from 'ajv/dist/2020.js';

/** One request as it came to the twin. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const whole = { type: 'integer', minimum: 0 };
const closed = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/**
 * Of the requests we make, the shapes Meilisearch takes: from meilisearch/open-api 1.15.2, schema by schema (named beside
 * each). Where that description and the server differ, the server's source (meilisearch 1.50.0) decides: the description
 * writes the fields of a search in snake case, the path of a batch deletion without `documents/` and the patterns of
 * localized attributes as an object, and it lists as required what has a default. Unknown fields are refused: the server does (`deserr(deny_unknown_fields)`).
 */
const SHAPES: readonly { readonly on: RegExp; readonly body?: object; readonly query?: object }[] = [
  { on: /^GET \/indexes\/[\w-]+$/ },
  // IndexCreateRequest
  {
    on: /^POST \/indexes$/,
    body: closed({ uid: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,400}$' }, primaryKey: text }, ['uid']),
  },
  { on: /^DELETE \/indexes\/[\w-]+$/ },
  {
    // Settings_Unchecked, TypoSettings, FacetingSettings, PaginationSettings, LocalizedAttributesRuleView
    on: /^PATCH \/indexes\/[\w-]+\/settings$/,
    body: closed({
      searchableAttributes: texts,
      displayedAttributes: texts,
      filterableAttributes: texts,
      sortableAttributes: texts,
      rankingRules: texts,
      stopWords: texts,
      synonyms: { type: 'object', additionalProperties: texts },
      distinctAttribute: { type: ['string', 'null'] },
      localizedAttributes: {
        type: 'array',
        items: closed({ attributePatterns: texts, locales: { type: 'array', items: { enum: ['eng', 'pol'] } } }, [
          'attributePatterns',
          'locales',
        ]),
      },
      typoTolerance: closed({
        enabled: { type: 'boolean' },
        minWordSizeForTypos: closed({ oneTypo: whole, twoTypos: whole }),
        disableOnWords: texts,
        disableOnAttributes: texts,
        disableOnNumbers: { type: 'boolean' },
      }),
      faceting: closed({
        maxValuesPerFacet: whole,
        sortFacetValuesBy: { type: 'object', additionalProperties: { enum: ['alpha', 'count'] } },
      }),
      pagination: closed({ maxTotalHits: whole }),
      searchCutoffMs: whole,
    }),
  },
  {
    // A document's id: [a-zA-Z0-9_-], at most 511 bytes
    on: /^POST \/indexes\/[\w-]+\/documents$/,
    body: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,511}$' } },
      },
    },
    query: closed({ primaryKey: text }),
  },
  { on: /^POST \/indexes\/[\w-]+\/documents\/delete-batch$/, body: texts },
  {
    // BrowseQuery
    on: /^POST \/indexes\/[\w-]+\/documents\/fetch$/,
    body: closed({ offset: whole, limit: whole, fields: texts, ids: texts, filter: text }),
  },
  {
    // SearchQuery
    on: /^POST \/indexes\/[\w-]+\/search$/,
    body: closed({
      q: text,
      limit: whole,
      filter: text,
      facets: texts,
      attributesToRetrieve: texts,
      matchingStrategy: { enum: ['last', 'all', 'frequency'] },
    }),
  },
  // SwapIndexesPayload; `rename` by the server's source
  {
    on: /^POST \/swap-indexes$/,
    body: {
      type: 'array',
      items: closed(
        { indexes: { type: 'array', items: text, minItems: 2, maxItems: 2 }, rename: { type: 'boolean' } },
        ['indexes'],
      ),
    },
  },
  { on: /^GET \/tasks\/\d+$/ },
  // TaskDeletionOrCancelationQuery; lists are written with commas
  {
    on: /^DELETE \/tasks$/,
    query: { ...closed({ indexUids: text, statuses: text, types: text, uids: text }), minProperties: 1 },
  },
];

const ajv = new Ajv2020({ allErrors: true });
const checks = SHAPES.map(({ on, body, query }) => ({
  on,
  body: body && ajv.compile(body),
  query: ajv.compile(query ?? closed({})),
}));

/** What of a request the server would not take; null: it would. */
export function faultOf({ method, path, query, body }: SeenRequest): string | null {
  const check = checks.find(({ on }) => on.test(`${method} ${path}`));
  if (!check) return `${method} ${path}: no such route`;
  if (!check.query(query)) return `${method} ${path}: ${ajv.errorsText(check.query.errors, { dataVar: 'query' })}`;
  if (!check.body) return body === undefined ? null : `${method} ${path}: takes no body`;
  return check.body(body) ? null : `${method} ${path}: ${ajv.errorsText(check.body.errors, { dataVar: 'body' })}`;
}
