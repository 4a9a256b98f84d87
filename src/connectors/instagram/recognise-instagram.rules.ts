import type { Recognised } from '../connector.port.js';

export const INSTAGRAM_GRAPH = 'https://graph.instagram.com/v26.0';

const HOST = /^(?:(?:www|m)\.)?instagram\.com$/i;
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?$/;
const OTHER = new Set(['p', 'reel', 'reels', 'stories', 'explore', 'accounts', 'direct', 'tv']);
const NODE = /^\/v\d{1,3}\.\d{1,2}\/([\w.-]+)\/?$/;

/** `https://www.instagram.com/newford/` → the account in the Instagram API; also an address of that API itself. */
export function recogniseInstagram(input: string): Recognised | null {
  const typed = input.trim();
  const address = /^(?:www\.)?instagram\.com\//i.test(typed) ? `https://${typed}` : typed;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '') return null;
  const node = NODE.exec(url.pathname)?.[1];
  if (node !== undefined) return { url: `${url.origin}${url.pathname.replace(/\/$/, '')}`, handle: node };
  const name = HOST.test(url.hostname) ? nameIn(url) : null;
  return name === null ? null : { url: `${INSTAGRAM_GRAPH}/${name}`, handle: name };
}

function nameIn({ pathname }: URL): string | null {
  const [name = ''] = pathname.split('/').filter((part) => part !== '');
  return NAME.test(name) && !OTHER.has(name.toLowerCase()) ? name : null;
}
