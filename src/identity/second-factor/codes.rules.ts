import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 16;
const GROUP = 4;
const HOW_MANY = 10;

export type TypedCode = { readonly how: 'code' | 'recovery-code'; readonly code: string };

/** 80 random bits each, written in four groups: `abcd-efgh-ijkl-mnop`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
  });
}

/** Spaces, hyphens and capitals are how people copy; null: this is a code of no kind. */
export function readCode(typed: string): TypedCode | null {
  const code = typed.replaceAll(/[\s-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(code)) return { how: 'code', code };
  return code.length === LENGTH && /^[a-z2-7]+$/.test(code) ? { how: 'recovery-code', code } : null;
}
