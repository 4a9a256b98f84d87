import type { Listing, ListedItem } from './write-items.js';

export interface Chapter {
  readonly heading: 'head.items' | 'head.originals' | 'head.profiles';
  /** Item numbers by thread, in the order they are told. */
  readonly threads: readonly (readonly number[])[];
}

/**
 * What a reader turns the pages of: the posts and replies in their threads, then the profiles. Somebody else's post is
 * shown where it is repeated, and by itself only when nothing here repeats it.
 */
export function chaptersOf({ items }: Listing): Chapter[] {
  const repeated = new Set(items.map((item) => item.repeats));
  const beside = (kind: ListedItem['kind']): ListedItem[] => items.filter((item) => item.kind === kind);
  const posts = items.filter(({ kind }) => kind !== 'profile' && kind !== 'original');
  const chapters: Chapter[] = [
    { heading: 'head.items', threads: threadsOf(posts) },
    { heading: 'head.originals', threads: threadsOf(beside('original').filter(({ id }) => !repeated.has(id))) },
    { heading: 'head.profiles', threads: threadsOf(beside('profile')) },
  ];
  return chapters.filter(({ threads }) => threads.length > 0);
}

/** Threads by their oldest item; within one, by time. A reply whose root is outside stands with its siblings. */
export function threadsOf(items: readonly ListedItem[]): number[][] {
  const threads = new Map<string, number[]>();
  for (const { no, rootId } of items) {
    const thread = threads.get(rootId);
    if (thread) thread.push(no);
    else threads.set(rootId, [no]);
  }
  return [...threads.values()];
}
