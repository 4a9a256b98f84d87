import { type Language, Refusal, say } from '../../platform/index.js';
import { type ExemptionLibrary, loadExemptionCodes } from '../../requests/index.js';
import type { LetterLibrary } from './letter-library.types.js';
import { composeLetter, type LetterCall, letterText } from './letter.rules.js';
import type { Letter, LetterFinding, LetterFormat } from './letter.types.js';
import { lettersSentences } from './letters.sentences.js';
import { findingInWords, lintLetter } from './lint-letter.rules.js';
import { loadLetters } from './load-letters.js';
import { letterFaultInWords, readFacts } from './read-facts.rules.js';
import { renderLetterDocx } from './renderers/letter-docx.renderer.js';
import { renderLetterPdf } from './renderers/letter-pdf.renderer.js';

/** The files of law, read once by whoever writes letters. */
export interface LetterSources {
  readonly letters: LetterLibrary;
  readonly codes: readonly ExemptionLibrary[];
}

export interface PreparedLetter {
  readonly letter: Letter;
  /** Sentences on facts that are missing, unknown, too long or of another shape. */
  readonly faults: readonly string[];
  /** What the law wants and the letter lacks. */
  readonly findings: readonly LetterFinding[];
}

export type LetterOrder = Omit<LetterCall, 'facts'> & { readonly facts: unknown };

export function letterSources(): LetterSources {
  return { letters: loadLetters(), codes: loadExemptionCodes() };
}

/** The letter and all that stands against it; `text` is judged in place of the letter's own words where it is given. */
export function prepareLetter({ letters, codes }: LetterSources, order: LetterOrder, text?: string): PreparedLetter {
  const { facts, faults } = readFacts(order.facts);
  const call: LetterCall = { ...order, facts };
  const { letter, missing } = composeLetter(letters, codes, call);
  const all = [...faults, ...missing.filter(({ fact }) => !faults.some((fault) => fault.fact === fact))];
  return {
    letter,
    faults: all.map((fault) => letterFaultInWords(fault, order.language)),
    findings: lintLetter(letters, codes, call, text ?? letterText(letter)),
  };
}

/** Everything against the letter in sentences, each once. */
export function objections({ faults, findings }: PreparedLetter, language: Language): readonly string[] {
  return [...new Set([...faults, ...findings.map((finding) => findingInWords(finding, language))])];
}

/**
 * The file of a letter.
 * @throws {Refusal} 'invalid-input' with everything that stands against it: a letter that lacks something is not drawn
 */
export async function writeLetter(sources: LetterSources, order: LetterOrder, format: LetterFormat): Promise<Buffer> {
  const prepared = prepareLetter(sources, order);
  const against = objections(prepared, order.language);
  if (against.length > 0) {
    const refused = say(lettersSentences, 'letter.refused', order.language, { count: against.length });
    throw new Refusal('invalid-input', [refused, ...against].join('\n'));
  }
  return format === 'docx' ? renderLetterDocx(prepared.letter) : renderLetterPdf(prepared.letter);
}
