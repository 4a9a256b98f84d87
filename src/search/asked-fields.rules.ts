import type { Query } from './query.types.js';

/** The name of every field a query asks for, each once. */
export function askedFields(query: Query): ReadonlySet<string> {
  switch (query.op) {
    case 'and':
    case 'or':
      return new Set(query.parts.flatMap((part) => [...askedFields(part)]));
    case 'not':
      return askedFields(query.part);
    case 'field':
      return new Set([query.name]);
    case 'everything':
    case 'words':
    case 'near':
    default:
      return new Set();
  }
}
