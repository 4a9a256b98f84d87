import { createHash } from 'node:crypto';
import type { AskedScope, AuthorizationProvider } from './authorization-provider.port.js';

/** Direct messages are asked for where that was consented to, and nothing else is ever asked for beside the list. */
export function askedScopes({ scopes }: Pick<AuthorizationProvider, 'scopes'>, messages: boolean): readonly string[] {
  return scopes.filter((one) => messages || one.messages !== true).map(({ scope }) => scope);
}

/** What was asked for and not granted. A scope above it grants it too: `read` has `read:statuses` in it. */
export function missingScopes(
  { scopes }: Pick<AuthorizationProvider, 'scopes'>,
  asked: readonly string[],
  granted: readonly string[],
): readonly AskedScope[] {
  const has = (scope: string): boolean => granted.includes(scope) || granted.includes(scope.split(':')[0] ?? scope);
  return scopes.filter(({ scope }) => asked.includes(scope) && !has(scope));
}

/** SHA-256: the only form in which a state, or the secret of a link, is kept. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const SHORTEST_TOKEN = 8;
const LONGEST_TOKEN = 4_000;

/** Shorter ones cannot be masked in what a platform sends back; others cannot be sent. */
export function isToken(text: string): boolean {
  return text.length >= SHORTEST_TOKEN && text.length <= LONGEST_TOKEN && /^[\x21-\x7e]+$/.test(text);
}
