import { createHash } from 'node:crypto';

/** Names kept of the entries of the last window. */
export const FEED_RECENT = 100;

export interface FeedState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Short names of the entries the window showed. */
  readonly recent: readonly string[];
  /** When it was last looked at, RFC 3339. */
  readonly at: string | null;
}

export function feedCursor(cursor: { readonly data: Readonly<Record<string, unknown>> } | null): FeedState {
  const { etag, lastModified, recent, at } = cursor?.data ?? {};
  return {
    etag: typeof etag === 'string' ? etag : null,
    lastModified: typeof lastModified === 'string' ? lastModified : null,
    recent: Array.isArray(recent) ? recent.filter((name): name is string => typeof name === 'string') : [],
    at: typeof at === 'string' ? at : null,
  };
}

/** Twelve characters that stand for an id in a cursor: ids may be of any length, a cursor may not. */
export function shortName(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}
