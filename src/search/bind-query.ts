import { nearLiteral, phraseLiteral } from './tsquery.rules.js';
import type { Bound } from './bound-query.types.js';
import type { Query } from './query.types.js';
import type { Scene, SearchFields } from './search-field.js';

/** Null for a query that asks for everything. */
export async function bindQuery(query: Query, fields: SearchFields, scene: Scene): Promise<Bound | null> {
  switch (query.op) {
    case 'everything':
      return null;
    case 'and':
    case 'or': {
      const parts = await Promise.all(query.parts.map((part) => bindQuery(part, fields, scene)));
      return { op: query.op, parts: parts.filter((part) => part !== null) };
    }
    case 'not': {
      const part = await bindQuery(query.part, fields, scene);
      return part && { op: 'not', part };
    }
    case 'words':
      return { op: 'words', tsquery: phraseLiteral(query.phrase), length: query.phrase.text.length };
    case 'near':
      return {
        op: 'words',
        tsquery: nearLiteral(query),
        length: Math.max(...query.left.map(({ text }) => text.length)),
      };
    case 'field':
    default: {
      const meaning = await fields.named(query.name).mean(query.value, scene);
      return meaning.in === 'words'
        ? { op: 'words', tsquery: meaning.tsquery, length: query.value.length }
        : { op: 'fact', fact: meaning };
    }
  }
}
