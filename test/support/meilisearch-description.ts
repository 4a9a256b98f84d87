import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { SeenRequest } from './meilisearch-shapes.js';

/** What the published description of Meilisearch, of which a copy lies in this file, does not allow of these requests. */
export function faultsBy(file: string, seen: readonly SeenRequest[]): string[] {
  const { paths, components }: Described = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
  ajv.addSchema({ $id: 'meili', components });
  const faults = seen.map(({ method, path, body }) => {
    const described = Object.keys(paths).find((one) => matches(one, path));
    if (described === undefined) return `${method} ${path}: no such path`;
    const schema = paths[described]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.schema;
    if (!schema || ajv.validate(ofDocument(schema), withDefaults(described, body))) return null;
    return `${method} ${described}: ${ajv.errorsText()}`;
  });
  return [...new Set(faults)].filter((fault) => fault !== null);
}

interface Described {
  readonly components: object;
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { requestBody?: { content: Readonly<Record<string, { schema: object }>> } }>>
    >
  >;
}

function ofDocument(schema: object): object {
  const resolved: object = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"meili#/'));
  return resolved;
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

/** What the description calls required although it has a default, and the case in which it writes the fields of a search. */
function withDefaults(path: string, body: unknown): unknown {
  if (path.endsWith('/fetch')) return { offset: 0, limit: 20, retrieveVectors: false, ...Object(body) };
  if (!path.endsWith('/search')) return body;
  const usual = {
    offset: 0,
    limit: 20,
    retrieve_vectors: false,
    crop_length: 10,
    show_matches_position: false,
    show_ranking_score: false,
    show_ranking_score_details: false,
    highlight_pre_tag: '',
    highlight_post_tag: '',
    crop_marker: '',
    matching_strategy: 'last',
  };
  const snake = Object.entries(Object(body)).map(([name, value]) => [
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return { ...usual, ...Object.fromEntries(snake) };
}
