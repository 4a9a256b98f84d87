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
  const host = new URL(askedUrl).host;
  let links: PagingLinks = NONE;
  for (const [relation, address] of relations(value)) {
    const url = URL.canParse(address, askedUrl) ? new URL(address, askedUrl) : null;
    if (url?.host !== host) return { ...NONE, present: true, foreign: true };
    links = { ...links, present: true, ...idIn(relation, url.searchParams) };
  }
  return links;
}

function relations(value: string): (readonly [string, string])[] {
  return [...value.matchAll(/<([^<>]*)>([^<]*)/g)].flatMap(([, address = '', parameters = '']) => {
    const relation = /;\s*rel\s*=\s*"?\s*(next|prev)\b/i.exec(parameters)?.[1];
    return relation === undefined ? [] : [[relation.toLowerCase(), address] as const];
  });
}

function idIn(relation: string, query: URLSearchParams): Partial<PagingLinks> {
  if (relation === 'next') return { older: query.get('max_id') };
  return { newer: query.get('min_id') ?? query.get('since_id') };
}
