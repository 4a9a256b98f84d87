import { checkExemption, type CodeLibrary } from '../redaction/exemption-codes.rules.js';
import { faultInWords } from '../redaction/fault.rules.js';

/** Why something is withheld. */
export interface Ground {
  readonly code: string;
  readonly statute: string | null;
  readonly harm: string | null;
}

export const CODE_LIBRARIES = Symbol('exemption codes, one library a law');

const LONGEST_CODE = 60;

/** Why this ground does not hold under a law, in a sentence; null where it does. Without a law a code is the body's own. */
export function groundFault(libraries: readonly CodeLibrary[], law: string | null, ground: Ground): string | null {
  const { code } = ground;
  if (code === '') return 'What is withheld needs its code: it is printed at the place of deletion. Give one.';
  if (code.length > LONGEST_CODE) return `A code has at most ${LONGEST_CODE} characters. Give the code alone.`;
  const fault = law === null ? null : checkExemption(libraries, ground, law);
  return fault === null ? null : faultInWords(fault, 'en');
}
