import { say, type SentenceValues } from '../platform/sentences/sentences.js';
import { querySentences } from './query.sentences.js';

export type FaultKey = Extract<keyof typeof querySentences, `fault.${string}`>;

/** What is wrong with a query and where: `at` counts from 0 in what was typed. */
export interface QueryFault {
  readonly at: number;
  readonly length: number;
  readonly en: string;
  readonly pl: string;
}

export class QueryFaultFound extends Error {
  override readonly name = 'QueryFaultFound';

  constructor(readonly found: QueryFault) {
    super(found.en);
  }
}

export interface Stretch {
  readonly at: number;
  readonly length: number;
}

/** Values of both languages, or of each. */
type FaultValues = SentenceValues | { readonly en: SentenceValues; readonly pl: SentenceValues };

export function fault(key: FaultKey, { at, length }: Stretch, values: FaultValues = {}): QueryFaultFound {
  const of = (language: 'en' | 'pl'): SentenceValues => {
    const own = values[language];
    return typeof own === 'object' ? own : Object(values);
  };
  return new QueryFaultFound({
    at,
    length,
    en: say(querySentences, key, 'en', of('en')),
    pl: say(querySentences, key, 'pl', of('pl')),
  });
}
