import { ERASURE, erasureRequest, erasures } from '../../../web/fixtures/erasures.js';
import { certificate } from '../../../web/fixtures/requests.js';

/** What the API answers of a request for erasure; null for every other path. */
export function readErasures(path: string): { readonly status: number; readonly body: unknown } | null {
  if (path === `/requests/${ERASURE}`) return { status: 200, body: erasureRequest };
  if (path === `/requests/${ERASURE}/erasures`) return { status: 200, body: { items: erasures, nextCursor: null } };
  if (path === `/requests/${ERASURE}/certificate`) return { status: 200, body: certificate };
  if (path === `/requests/${ERASURE}/handles`) return { status: 200, body: { items: [] } };
  if (path === `/requests/${ERASURE}/letters`) return { status: 200, body: { offered: [], written: [] } };
  return null;
}
