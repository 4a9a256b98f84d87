import type { Recognised } from '../connector.port.js';

/** The version whose field lists were read (developers.facebook.com/docs/graph-api). */
export const GRAPH = 'https://graph.facebook.com/v26.0';

const HOSTS = /^(?:(?:www|m|mobile|business|[a-z]{2}-[a-z]{2})\.)?(?:facebook|fb)\.com$/i;
const NAME = /^[\p{L}\p{N}.-]{2,}$/u;
/** First parts of addresses that are no page's name. */
const OTHER = new Set([
  'groups',
  'events',
  'watch',
  'marketplace',
  'login',
  'help',
  'story.php',
  'permalink.php',
  'share',
]);
/** `Newford-Parks-100064123`: where a page has no name of its own, the number at the end is its id. */
const NUMBERED = /-(\d{9,})$/;
/** A node of a Graph API: `/v26.0/newford`. */
const NODE = /^\/v\d{1,3}\.\d{1,2}\/([\w.-]+)\/?$/;

/**
 * `https://www.facebook.com/newford`, `…/pages/Newford/1234`, `…/profile.php?id=1234`, `…/people/Newford/1234` → the
 * page in the Graph API; also an address of a Graph API itself. Null for anything else.
 */
export function recogniseFacebook(input: string): Recognised | null {
  const typed = input.trim();
  const address = /^(?:www\.|m\.)?(?:facebook|fb)\.com\//i.test(typed) ? `https://${typed}` : typed;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '') return null;
  const node = NODE.exec(url.pathname)?.[1];
  if (node !== undefined) return { url: `${url.origin}${url.pathname.replace(/\/$/, '')}`, handle: node };
  const name = HOSTS.test(url.hostname) ? nameIn(url) : null;
  return name === null ? null : { url: `${GRAPH}/${encodeURIComponent(name)}`, handle: name };
}

function nameIn(url: URL): string | null {
  const [first = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (first === 'profile.php') return digits(url.searchParams.get('id'));
  if (first === 'pages' || first === 'people') return digits(rest.at(-1));
  return named(first === 'pg' ? rest[0] : first);
}

function named(part = ''): string | null {
  if (!NAME.test(part) || OTHER.has(part.toLowerCase())) return null;
  return digits(NUMBERED.exec(part)?.[1]) ?? part;
}

function digits(text: string | null | undefined): string | null {
  return /^\d{5,}$/.test(text ?? '') ? (text ?? null) : null;
}
