import { type Language, say } from '../../platform/index.js';
import { doctorSentences } from './doctor.sentences.js';
import type { Finding, Standing } from './doctor.types.js';

/** The sentence of one row, without its subject. Names among its values are said in words. */
export function findingInWords({ says, values, named = {} }: Finding, language: Language): string {
  const words = Object.entries(named).map(([name, key]) => [name, say(doctorSentences, key, language, values)]);
  return say(doctorSentences, says, language, { ...values, ...Object.fromEntries(words) });
}

export interface FindingView {
  readonly subject: Finding['subject'];
  /** The subject in words. */
  readonly part: string;
  readonly is: Standing;
  readonly sentence: string;
}

export function viewOf(one: Finding, language: Language): FindingView {
  const part = say(doctorSentences, `subject.${one.subject}`, language);
  return { subject: one.subject, part, is: one.is, sentence: findingInWords(one, language) };
}
