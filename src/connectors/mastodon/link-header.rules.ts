/**
 * The ids a listing's `Link` header (RFC 8288) pages by. Only the id is taken from it, never the address, and only when
 * the address is on the host that was asked: 'foreign' is a header that would lead elsewhere.
 */
export interface PagingLinks {
  readonly present: boolean;
  readonly foreign: boolean;
  /** `max_id` of rel=next: the older page. Null at the end. */
  readonly older: string | null;
  /** `min_id` (or `since_id`) of rel=prev: the newer page. */
  readonly newer: string | null;
}

const NONE: PagingLinks = { present: false, foreign: false, older: null, newer: null };

export function pagingLinks(value: string | null, askedUrl: string): PagingLinks {
  if (value === null || value.length > 8192) return NONE;
  const asked = new URL(askedUrl);
  let links: PagingLinks = NONE;
  for (const [, address = '', parameters = ''] of value.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*"?\s*(next|prev)\b/i.exec(parameters)?.[1]?.toLowerCase();
    if (relation === undefined) continue;
    const url = URL.canParse(address, askedUrl) ? new URL(address, askedUrl) : null;
    if (url?.host !== asked.host) return { ...NONE, present: true, foreign: true };
    const older = relation === 'next' ? url.searchParams.get('max_id') : links.older;
    const newer =
      relation === 'prev' ? (url.searchParams.get('min_id') ?? url.searchParams.get('since_id')) : links.newer;
    links = { present: true, foreign: false, older, newer };
  }
  return links;
}
