import { type JsonObject, objectAt, textAt } from '../json.rules.js';

/** Where a listing goes on: parameters for the next request. Null: it ends here. */
export type NextPage = Readonly<Record<string, string>> | null;

/** The parameters a listing pages by; `access_token`, which Graph writes into the address, is never among them. */
const PAGED_BY = ['after', 'until', '__paging_token'];

/**
 * A page may be short or empty and still have a next one: only `paging.next` tells. Of its address the cursor is taken,
 * never the address. 'foreign': it would lead to another host.
 */
export function nextPage(answer: JsonObject, askedUrl: string): NextPage | 'foreign' {
  const paging = objectAt(answer, 'paging');
  const address = paging && textAt(paging, 'next');
  if (!paging || !address) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.host !== new URL(askedUrl).host) return 'foreign';
  const cursors = objectAt(paging, 'cursors');
  const after = cursors && textAt(cursors, 'after');
  if (after) return { after };
  const told = PAGED_BY.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value ? [[name, value] as const] : [];
  });
  return told.length > 0 ? Object.fromEntries(told) : null;
}
