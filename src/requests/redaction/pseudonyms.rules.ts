import { createHmac } from 'node:crypto';
import type { Language } from '../../platform/index.js';

const WORD: Readonly<Record<Language, string>> = { en: 'Person', pl: 'Osoba' };
const ALPHABET = 26;

/**
 * A name for each third party of a bundle: `Person A`, `Person B` … The order of the letters follows from a key made
 * for this bundle alone, so the same person bears the same name all over it, and two bundles cannot be laid side by
 * side. Key and map never leave; with the key gone nothing leads back.
 */
export function pseudonymsOf(
  identities: Iterable<string>,
  bundleKey: Uint8Array,
  language: Language,
): ReadonlyMap<string, string> {
  const sorted = Array.from(new Set(identities), (identity) => ({ identity, place: placeOf(bundleKey, identity) }));
  sorted.sort((a, b) => a.place.compare(b.place));
  return new Map(sorted.map(({ identity }, i) => [identity, `${WORD[language]} ${letters(i)}`]));
}

function placeOf(bundleKey: Uint8Array, identity: string): Buffer {
  return createHmac('sha256', bundleKey).update(`akta/pseudonym/1\0${identity}`).digest();
}

/** 0 → A … 25 → Z, 26 → AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % ALPHABET));
  return index < ALPHABET ? last : letters(Math.floor(index / ALPHABET) - 1) + last;
}
