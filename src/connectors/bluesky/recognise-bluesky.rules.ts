import type { Recognised } from '../connector.port.js';
import { handleOf, isDid } from './at-uri.rules.js';

const APP = 'https://bsky.app';

/**
 * `@city.example`, `https://bsky.app/profile/city.example` (also of one post), `at://…`, `did:…` → the account; null for
 * anything else. A bare `city.example` is a guess: it may be a website.
 */
export function recogniseBluesky(input: string): Recognised | null {
  const typed = input.trim();
  const named = /^at:\/\/([^/?#]+)/i.exec(typed)?.[1] ?? pageOf(typed) ?? (/^did:/i.test(typed) ? typed : null);
  if (named !== null) return account(named);
  if (typed.startsWith('@')) return account(typed.slice(1));
  const guess = account(typed);
  return guess && { ...guess, guessed: true };
}

function pageOf(typed: string): string | null {
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  const [, name] = /^\/profile\/([^/]+)(?:\/|$)/.exec(url.pathname) ?? [];
  if (url.hostname !== 'bsky.app' || url.username !== '' || name === undefined) return null;
  return name.replace(/%3a/gi, ':').replace(/^%40/, '');
}

function account(name: string): Recognised | null {
  const did = name.replace(/^DID:/i, 'did:');
  if (isDid(did)) return { url: `${APP}/profile/${did}`, handle: did };
  const handle = handleOf(name);
  return handle === null ? null : { url: `${APP}/profile/${handle}`, handle: `@${handle}` };
}
