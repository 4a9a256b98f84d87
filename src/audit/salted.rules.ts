import { createHmac, randomBytes } from 'node:crypto';

/** A person's words (a reason, a decision) as the log may hold them: only who has the salt can test a guess. */
export function commitText(text: string): { readonly digest: string; readonly salt: Buffer } {
  const salt = randomBytes(32);
  return { digest: createHmac('sha256', salt).update(text).digest('hex'), salt };
}

/**
 * The same for what has members. `text` is stored as it is, in a column of type json, so that the very text can be tested;
 * what such a column cannot hold or give back (NUL, half a character) is not in it.
 */
export function commitJson(value: unknown): { readonly text: string; readonly digest: string; readonly salt: Buffer } {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? member.replaceAll('\0', '').replace(/\p{Cs}/gu, '\uFFFD') : member,
  );
  return { text, ...commitText(text) };
}
