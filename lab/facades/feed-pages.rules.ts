import { canBeSeen } from '../world/look.rules.js';
import type { FeedSettings, Post } from '../world/world.types.js';

/** One document of a feed: its entries, newest first, and the addresses of its neighbours (query strings). */
export interface FeedPage {
  readonly entries: readonly Post[];
  readonly archived: boolean;
  readonly links: readonly {
    readonly rel: 'next' | 'previous' | 'prev-archive' | 'next-archive' | 'current';
    readonly query: string;
  }[];
}

/**
 * The window of newest entries, and behind it, by RFC 5005: section 3, pages reached by `next`, which shift as entries
 * come; or section 4, archive documents of `window` entries each, numbered from the oldest, which never change place.
 */
export function feedPage(oldestFirst: readonly Post[], settings: FeedSettings, query: URLSearchParams): FeedPage {
  const shown = oldestFirst.filter(canBeSeen);
  if (settings.paging === 'paged')
    return pagedPage(shown.toReversed(), settings.window, Number(query.get('page') ?? 1));
  const number = Number(query.get('archive') ?? 0);
  if (settings.paging === 'archived' && number > 0) return archivePage(oldestFirst, settings.window, number);
  const full = Math.floor((oldestFirst.length - 1) / settings.window);
  const link =
    settings.paging === 'archived' && full > 0
      ? [{ rel: 'prev-archive', query: `?archive=${String(full)}` } as const]
      : [];
  return { entries: shown.slice(-settings.window).toReversed(), archived: false, links: link };
}

function pagedPage(newestFirst: readonly Post[], window: number, number: number): FeedPage {
  const start = (number - 1) * window;
  const more = newestFirst.length > start + window;
  return {
    entries: newestFirst.slice(start, start + window),
    archived: false,
    links: [
      ...(more ? [{ rel: 'next', query: `?page=${String(number + 1)}` } as const] : []),
      ...(number > 1 ? [{ rel: 'previous', query: `?page=${String(number - 1)}` } as const] : []),
    ],
  };
}

function archivePage(oldestFirst: readonly Post[], window: number, number: number): FeedPage {
  const full = Math.floor((oldestFirst.length - 1) / window);
  return {
    entries: oldestFirst
      .slice((number - 1) * window, number * window)
      .filter(canBeSeen)
      .toReversed(),
    archived: true,
    links: [
      { rel: 'current', query: '' },
      ...(number > 1 ? [{ rel: 'prev-archive', query: `?archive=${String(number - 1)}` } as const] : []),
      ...(number < full ? [{ rel: 'next-archive', query: `?archive=${String(number + 1)}` } as const] : []),
    ],
  };
}
