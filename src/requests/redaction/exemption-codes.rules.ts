import type { Language } from '../../platform/index.js';
import { stepsBetween } from '../../platform/near-ids.rules.js';
import type { Fault } from './fault.rules.js';
import type { SuggestionKind } from './suggestion.types.js';

export type CodeTrust = 'verified' | 'draft';

export interface ExemptionCode {
  /** Printed at the place of deletion. */
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly citation: string;
  readonly needsStatute?: boolean;
  /** The statement without which the code does not hold. */
  readonly needsHarm?: 'harm' | 'public-interest';
  readonly kind: string;
  /** What is suggested for redaction and would usually take this code. */
  readonly usualFor?: readonly SuggestionKind[];
  /** Where it differs from the library's. */
  readonly trust?: CodeTrust;
}

/** The codes of one law, as its file in exports/exemption-codes holds them. */
export interface ExemptionLibrary {
  readonly law: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly source: string;
  readonly checked: string;
  readonly trust: CodeTrust;
  readonly codes: readonly ExemptionCode[];
}

/** Of a library, what judging a ground needs. */
export interface CodeLibrary {
  readonly law: string;
  readonly codes: readonly (Pick<ExemptionCode, 'id' | 'needsStatute' | 'needsHarm' | 'usualFor'> &
    Partial<Pick<ExemptionCode, 'title' | 'citation'>>)[];
}

/** Of a library, what a suggestion needs. */
export interface UsualCodes {
  readonly codes: readonly Pick<ExemptionCode, 'id' | 'usualFor'>[];
}

export interface ExemptionUse {
  readonly code: string;
  readonly statute?: string | null;
  /** What would be harmed, or why the public interest lies in withholding. */
  readonly harm?: string | null;
}

const NEAR = 3;
const LONGEST_CODE = 60;

/** Why this code cannot ground a redaction under this law; null where it can. */
export function checkExemption(libraries: readonly CodeLibrary[], use: ExemptionUse, law: string): Fault | null {
  const library = libraries.find((one) => one.law === law);
  if (!library) return { key: 'code.no-library', values: { law } };
  const code = library.codes.find(({ id }) => id === use.code);
  if (!code) return unknownCode(libraries, library, use.code.slice(0, LONGEST_CODE));
  if (code.needsStatute && blank(use.statute)) return { key: 'code.needs-statute', values: { code: code.id } };
  if (code.needsHarm && blank(use.harm)) return { key: `code.needs-${code.needsHarm}`, values: { code: code.id } };
  return null;
}

/** The code that what is suggested would usually take under a law; null where none is named for it. */
export function usualCode(library: UsualCodes | undefined, kind: SuggestionKind): string | null {
  return library?.codes.find(({ usualFor }) => usualFor?.includes(kind))?.id ?? null;
}

function unknownCode(libraries: readonly CodeLibrary[], library: CodeLibrary, code: string): Fault {
  const { law } = library;
  const other = libraries.find(({ codes }) => codes.some(({ id }) => id === code));
  if (other) return { key: 'code.other-law', values: { code, other: other.law, law } };
  const near = nearCodes(library, code);
  return { key: 'code.unknown', values: { code, law, near: near.length === 0 ? 'none' : near.join(', ') } };
}

/** Codes that may have been meant, likeliest first. */
function nearCodes({ codes }: CodeLibrary, typed: string): string[] {
  const wanted = bare(typed);
  if (wanted === '') return [];
  return codes
    .map(({ id }) => ({ id, far: stepsBetween(wanted, bare(id)) }))
    .filter(({ id, far }) => far <= Math.max(1, Math.floor(bare(id).length / 3)))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .map(({ id }) => id);
}

function bare(code: string): string {
  return code.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function blank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
