import { quoteLexeme } from './document.rules.js';
import type { Bound } from './bound-query.types.js';
import type { Phrase, Query } from './query.types.js';

/** As a tsquery literal: it is cast, never parsed as text by PostgreSQL. */
export function phraseLiteral({ words, prefix }: Phrase): string {
  const literal = words
    .map(({ word, step }, i) => {
      const lexeme = `${quoteLexeme(word)}${prefix && i === words.length - 1 ? ':*' : ''}`;
      return i === 0 ? lexeme : `<${step}> ${lexeme}`;
    })
    .join(' ');
  return words.length === 1 ? literal : `(${literal})`;
}

/** PostgreSQL's `<n>` means exactly n places, in this order: so every distance, both ways. */
export function nearLiteral({ within, left, right }: Extract<Query, { op: 'near' }>): string {
  const distances = Array.from({ length: within }, (_, i) => i + 1);
  const pairs = left.flatMap((one) => right.map((other) => [phraseLiteral(one), phraseLiteral(other)] as const));
  const ways = pairs.flatMap(([one, other]) =>
    distances.flatMap((n) => [`(${one} <${n}> ${other})`, `(${other} <${n}> ${one})`]),
  );
  return `(${ways.join(' | ')})`;
}

/** The whole as one tsquery, where it asks for words alone. */
export function wordsOf(bound: Bound): string | null {
  if (bound.op === 'words') return bound.tsquery;
  if (bound.op === 'fact') return null;
  if (bound.op === 'not') return wrapped('!', wordsOf(bound.part));
  const parts = bound.parts.map(wordsOf);
  return parts.includes(null) ? null : `(${parts.join(bound.op === 'and' ? ' & ' : ' | ')})`;
}

function wrapped(sign: string, literal: string | null): string | null {
  return literal === null ? null : `${sign}(${literal})`;
}

/** More words in a text never make it answer less. */
export function isMonotone(bound: Bound): boolean {
  if (bound.op === 'not') return false;
  return bound.op === 'and' || bound.op === 'or' ? bound.parts.every(isMonotone) : true;
}

/** Two texts together never answer where neither does by itself. */
export function isEither(bound: Bound): boolean {
  return bound.op === 'words' || (bound.op === 'or' && bound.parts.every(isEither));
}

/** What the words of a version must hold for it to answer, by itself; null where nothing is known of them. */
export function neededInOne(bound: Bound): string | null {
  switch (bound.op) {
    case 'words':
      return bound.tsquery;
    case 'and': {
      const known = bound.parts.map(neededInOne).filter((part) => part !== null);
      return known.length === 0 ? null : `(${known.join(' & ')})`;
    }
    case 'or':
      return oneOf(bound.parts.map(neededInOne));
    case 'fact':
    case 'not':
    default:
      return null;
  }
}

/** The same where a version answers together with what it repeats or quotes: this stands in one of the two. */
export function neededInEither(bound: Bound): string | null {
  switch (bound.op) {
    case 'words':
      return bound.tsquery;
    case 'and': {
      const known = bound.parts.flatMap((part) => {
        const needed = neededInEither(part);
        return needed === null ? [] : [{ needed, rare: lengthOf(part) }];
      });
      return known.toSorted((a, b) => b.rare - a.rare)[0]?.needed ?? null;
    }
    case 'or':
      return oneOf(bound.parts.map(neededInEither));
    case 'fact':
    case 'not':
    default:
      return null;
  }
}

function oneOf(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : `(${parts.join(' | ')})`;
}

/** Long words are rarer than short ones, mostly. */
function lengthOf(bound: Bound): number {
  if (bound.op === 'words') return bound.length;
  return bound.op === 'and' || bound.op === 'or' ? Math.min(...bound.parts.map(lengthOf)) : 0;
}
