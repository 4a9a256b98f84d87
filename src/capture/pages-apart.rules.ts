import { refText } from '../archive/content.rules.js';
import type { Page } from '../connectors/index.js';
import type { PageToCommit } from './commit-page.js';
import { refsOf } from './judge-page.rules.js';

/**
 * Whether a page means the same judged before the page ahead of it is committed as after: it speaks of nothing that one
 * speaks of, misses nothing (an absence is judged against all that was seen before), and cannot show a medium that one
 * brought.
 */
export function isApart(
  before: { readonly page: Page; readonly prepared: Pick<PageToCommit, 'media'> },
  page: Page,
): boolean {
  if (before.prepared.media.length > 0 || page.observations.some(({ type }) => type === 'gone')) return false;
  const spoken = new Set(refsOf(before.page.observations).map(refText));
  return !refsOf(page.observations).some((ref) => spoken.has(refText(ref)));
}
