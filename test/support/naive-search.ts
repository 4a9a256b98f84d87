import type { Phrase, Query } from '../../src/search/query.types.js';
import type { Token } from '../../src/search/index.js';

/** A version as its words, with those of one version of what it repeats or quotes. */
export interface NaiveText {
  readonly own: readonly Token[];
  readonly shown: readonly Token[];
}

interface Standing {
  readonly first: number;
  readonly last: number;
}

/**
 * What a query finds, by walking over the words of each text: no index, no SQL, nothing in common with the program but
 * the words themselves. `fact` answers for the fields.
 */
export function naivelyHolds(
  query: Query,
  text: NaiveText,
  fact: (name: string, value: string, text: NaiveText) => boolean,
): boolean {
  const ask = (part: Query): boolean => naivelyHolds(part, text, fact);
  switch (query.op) {
    case 'everything':
      return true;
    case 'and':
      return query.parts.every(ask);
    case 'or':
      return query.parts.some(ask);
    case 'not':
      return !ask(query.part);
    case 'words':
      return [text.own, text.shown].some((words) => standings(query.phrase, words).length > 0);
    case 'near':
      return [text.own, text.shown].some((words) => {
        const left = query.left.flatMap((phrase) => standings(phrase, words));
        const right = query.right.flatMap((phrase) => standings(phrase, words));
        return left.some((one) =>
          right.some((other) => {
            const apart = Math.max(other.first - one.last, one.first - other.last);
            return apart >= 1 && apart <= query.within;
          }),
        );
      });
    case 'field':
    default:
      return fact(query.name, query.value, text);
  }
}

function standings({ words, prefix }: Phrase, document: readonly Token[]): Standing[] {
  const names = document.flatMap(({ word, at, bare }) => [{ word, at }, ...bare]);
  const found: Standing[] = [];
  for (const start of new Set(names.map(({ at }) => at))) {
    let place = start;
    let holds = true;
    for (const [i, { word, step }] of words.entries()) {
      place += i === 0 ? 0 : step;
      const here = names.filter(({ at }) => at === place);
      const open = prefix && i === words.length - 1;
      if (!here.some((name) => (open ? name.word.startsWith(word) : name.word === word))) holds = false;
    }
    if (holds) found.push({ first: start, last: place });
  }
  return found;
}
