import type { Recognised } from '../connector.port.js';

/** Instagram API with Facebook Login: the account hangs on a Page, whose token opens it (platforms.md 1.3). */
export const BY_FACEBOOK = 'https://graph.facebook.com/v26.0';
/** Instagram API with Instagram Login: the token is the account's own. */
export const BY_INSTAGRAM = 'https://graph.instagram.com/v26.0';
const PUBLISHED = [BY_FACEBOOK, BY_INSTAGRAM];

const HOST = /^(?:(?:www|m)\.)?instagram\.com$/i;
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?$/;
const OTHER = new Set(['p', 'reel', 'reels', 'stories', 'explore', 'accounts', 'direct', 'tv']);
const NODE = /^\/v\d{1,3}\.\d{1,2}\/([\w.-]+)\/?$/;

/**
 * `https://www.instagram.com/newford/` → the account in the API that the token is for; also an address of the API with
 * Instagram Login. One of the API that Facebook's pages have too is a page's.
 */
export function recogniseInstagram(input: string, token = ''): Recognised | null {
  const url = addressIn(input.trim());
  if (!url || url.origin === new URL(BY_FACEBOOK).origin) return null;
  const node = NODE.exec(url.pathname)?.[1];
  if (node !== undefined) return { url: `${url.origin}${url.pathname.replace(/\/$/, '')}`, handle: node };
  const name = HOST.test(url.hostname) ? nameIn(url) : null;
  return name === null ? null : { url: `${instagramBase(null, token)}/${name}`, handle: name };
}

function addressIn(typed: string): URL | null {
  const address = /^(?:www\.)?instagram\.com\//i.test(typed) ? `https://${typed}` : typed;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username === '' ? url : null;
}

/**
 * Where a token is good: tokens of Instagram Login begin with "IG" (seen in Meta's examples; that no other does is
 * assumed). An API that is neither of the published two is the one the account was found at.
 */
export function instagramBase(known: unknown, token: string): string {
  if (typeof known === 'string' && !PUBLISHED.includes(known)) return known;
  return token.startsWith('IG') ? BY_INSTAGRAM : BY_FACEBOOK;
}

/** Of the published two, the one that is shown the token; else the one the address lies below. */
export function baseOf(url: string, tokenFor: string): string {
  return PUBLISHED.find((one) => new URL(one).origin === tokenFor) ?? url.slice(0, url.lastIndexOf('/'));
}

function nameIn({ pathname }: URL): string | null {
  const [name = ''] = pathname.split('/').filter((part) => part !== '');
  return NAME.test(name) && !OTHER.has(name.toLowerCase()) ? name : null;
}
