import { loadTransferProfiles } from '../../../src/exports/index.js';
import { DESTROYED, entries, lists, residual } from '../../../web/fixtures/dispositions.js';

/** What the API answers of disposition lists and of what was destroyed; null for every other path. */
export function readDispositions(path: string): { readonly status: number; readonly body: unknown } | null {
  if (path === `/items/${DESTROYED}`) {
    const detail = 'This item was destroyed by a disposition.';
    return { status: 410, body: { title: 'Destroyed', status: 410, detail, residual } };
  }
  if (path === '/transfer-profiles') return { status: 200, body: { items: loadTransferProfiles() } };
  const [, kind, id, what] = path.split('/');
  if (kind !== 'dispositions') return null;
  if (id === undefined) return { status: 200, body: { items: lists, nextCursor: null } };
  if (what === 'items') return { status: 200, body: { items: entries, nextCursor: null } };
  return { status: 200, body: lists.find((list) => list.id === id) };
}
