import type { Language } from '../../platform/index.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';

/** The codes of one law, as a library of exemption codes names them. */
export interface CodeLibrary {
  readonly law: string;
  readonly codes: readonly {
    readonly id: string;
    readonly title?: Readonly<Record<Language, string>>;
    readonly citation?: string;
    /** What is suggested for redaction and would usually take this code. */
    readonly usualFor?: readonly SuggestionKind[];
    /** The code only points at another statute, which has to be named. */
    readonly needsStatute?: boolean;
    /** What the law wants said beside the code: whom or what disclosure would harm. */
    readonly needsHarm?: boolean | string;
  }[];
}

/** Why something is withheld. */
export interface Ground {
  readonly code: string;
  readonly statute: string | null;
  readonly harm: string | null;
}

type Code = CodeLibrary['codes'][number];

export const CODE_LIBRARIES = Symbol('exemption codes, one library a law');

const LONGEST_CODE = 60;

/** Why this ground does not hold under a law, in a sentence; null where it does. Without a law a code is the body's own. */
export function groundFault(libraries: readonly CodeLibrary[], law: string | null, ground: Ground): string | null {
  const { code } = ground;
  if (code === '') return 'What is withheld needs its code: it is printed at the place of deletion. Give one.';
  if (code.length > LONGEST_CODE) return `A code has at most ${LONGEST_CODE} characters. Give the code alone.`;
  if (law === null) return null;
  const library = libraries.find((one) => one.law === law);
  if (!library) return `No exemption codes are known of the law ${law}. Nothing can be withheld under it here.`;
  const known = library.codes.find(({ id }) => id === code);
  if (!known) return unknownCode(libraries, library, code);
  return missingOf(known, ground);
}

function missingOf({ needsStatute, needsHarm = false }: Code, { code, statute, harm }: Ground): string | null {
  if (needsStatute === true && statute === null) {
    return `${code} withholds only what another statute protects. Name that statute.`;
  }
  if (needsHarm === false || harm !== null) return null;
  return `${code} holds only with its statement: say what disclosure would harm, and how.`;
}

function unknownCode(libraries: readonly CodeLibrary[], { law, codes }: CodeLibrary, code: string): string {
  const other = libraries.find((one) => one.law !== law && one.codes.some(({ id }) => id === code));
  if (other) return `${code} is a code of ${other.law}; this request is under ${law}. Give a code of that law.`;
  const some = codes.slice(0, 5).map(({ id }) => id);
  return `${code} is no code of ${law}. Its codes are ${some.join(', ')}${codes.length > some.length ? ' and others' : ''}.`;
}
