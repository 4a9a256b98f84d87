import { createHmac, randomBytes } from 'node:crypto';

/** A person's words (a reason, a decision) as the log may hold them: only who has the salt can test a guess. */
export function commitText(text: string): { readonly digest: string; readonly salt: Buffer } {
  const salt = randomBytes(32);
  return { digest: createHmac('sha256', salt).update(text).digest('hex'), salt };
}
