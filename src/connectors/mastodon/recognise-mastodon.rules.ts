const HANDLE = /^@?([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)@([\p{L}\p{N}.-]+(?::\d{1,5})?)$/u;
const PATH = /^\/(?:@|users\/|u\/|profile\/)([^/@]+)(?:@([^/]+))?\/?$/;

/**
 * `@user@host`, `user@host`, `https://host/@user`, `https://host/users/user` and kin → the account's page and handle;
 * null for anything else. A page of an account from elsewhere (`https://a/@user@b`) leads to the account at home.
 */
export function recogniseMastodon(input: string): { readonly url: string; readonly handle: string } | null {
  const typed = input.trim().replace(/^acct:/i, '');
  const [, name, host] = HANDLE.exec(typed) ?? [];
  return name !== undefined && host !== undefined ? account('https:', host, name) : fromAddress(typed);
}

function fromAddress(typed: string): { url: string; handle: string } | null {
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  const [, part, home = url.host] = PATH.exec(url.pathname) ?? [];
  const name = part === undefined || url.username !== '' ? null : decoded(part);
  return name === null ? null : account(url.protocol, home, name);
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function account(protocol: string, host: string, name: string): { url: string; handle: string } | null {
  const address = `${protocol}//${host}/@${name}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return { url: url.href, handle: `@${name}@${url.host}` };
}
