import { createHmac, randomBytes } from 'node:crypto';

/** Without letters that look like digits or like each other; 32 of them, so that a byte chooses evenly. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE = /AKTA(?:-[0-9A-Z]{4}){3}/gu;

/** 60 bits, in a form that a person can copy by hand: `AKTA-7F3K-9Q2M-0XWC`. */
export function newCode(): string {
  const letters = [...randomBytes(12)].map((byte) => LETTERS[byte % LETTERS.length] ?? '0').join('');
  return `AKTA-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Every code that stands in a text, whatever its case and whichever dashes. */
export function codesIn(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/\p{Pd}/gu, '-')
      .match(CODE) ?? []
  );
}

export function codeDigest(salt: Buffer, code: string): Buffer {
  return createHmac('sha256', salt).update(code).digest();
}

/** The one spelling of a handle of a platform; null: none of its handles looks so. */
export function handleOf(platform: string, typed: string): string | null {
  const handle = `@${typed.trim().replace(/^@/, '')}`.toLowerCase();
  const form = platform === 'mastodon' ? /^@[^\s@"]{1,100}@[^\s@"/]{1,253}$/u : /^@[^\s"]{1,200}$/u;
  return form.test(handle) ? handle : null;
}
