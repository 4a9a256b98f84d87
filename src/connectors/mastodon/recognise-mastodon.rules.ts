import type { Recognised } from '../connector.port.js';

const HANDLE = /^@?([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)@([\p{L}\p{N}.-]+(?::\d{1,5})?)$/u;
/** snac2 and Pleroma have an account's page right under the host, where other sites have anything. */
const BARE_PATH = /^\/(\w+)\/?$/;
const PATH = /^\/(?:@|users\/|u\/|profile\/)([^/@]+)(?:@([^/]+))?\/?$/;

/**
 * `@user@host`, `user@host`, `https://host/@user`, `https://host/users/user` and kin → the account's page and handle;
 * null for anything else. A page of an account from elsewhere (`https://a/@user@b`) leads to the account at home;
 * `https://host/user` is a guess.
 */
export function recogniseMastodon(input: string): Recognised | null {
  const typed = input.trim().replace(/^acct:/i, '');
  const [, name, host] = HANDLE.exec(typed) ?? [];
  return name !== undefined && host !== undefined ? account('https:', host, name) : fromAddress(typed);
}

function fromAddress(typed: string): Recognised | null {
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  if (url.username !== '') return null;
  const [, bare] = BARE_PATH.exec(url.pathname) ?? [];
  if (bare !== undefined) return guess(account(url.protocol, url.host, bare));
  const [, part, home = url.host] = PATH.exec(url.pathname) ?? [];
  const name = part === undefined ? null : decoded(part);
  return name === null ? null : account(url.protocol, home, name);
}

function guess(found: Recognised | null): Recognised | null {
  return found && { ...found, guessed: true };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function account(protocol: string, host: string, name: string): Recognised | null {
  const address = `${protocol}//${host}/@${name}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return { url: url.href, handle: `@${name}@${url.host}` };
}
