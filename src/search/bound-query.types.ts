import type { Meaning } from './search-field.js';

type Fact = Exclude<Meaning, { in: 'words' }>;

/** A query with every field resolved to what it means now. */
export type Bound =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Bound[] }
  | { readonly op: 'not'; readonly part: Bound }
  | { readonly op: 'words'; readonly tsquery: string; readonly length: number }
  | { readonly op: 'fact'; readonly fact: Fact };
