import { type Language, say, type SentenceValues } from '../../platform/sentences/sentences.js';
import { redactionSentences } from './redaction.sentences.js';

/** Why something is refused, before it is put into words. */
export interface Fault {
  readonly key: keyof typeof redactionSentences;
  readonly values: SentenceValues;
}

export type Outcome<T> = { readonly fault: Fault } | { readonly fault: null; readonly value: T };

export function faultInWords({ key, values }: Fault, language: Language): string {
  return say(redactionSentences, key, language, values);
}
