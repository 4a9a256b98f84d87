import { createHmac } from 'node:crypto';

/** Whether one of an event's digests is HMAC-SHA256(salt, text). */
export function commits(said: { text: string; salt: Buffer }, facts: Readonly<Record<string, unknown>>): boolean {
  return Object.values(facts).includes(createHmac('sha256', said.salt).update(said.text).digest('hex'));
}
