import { compareIds } from './ids.rules.js';
import type { Account, Post } from './world.types.js';

/** Whether a stranger who asks for it by name is shown it. A boost goes with its original (Mastodon's schema: cascade). */
export function canBeSeen(post: Post): boolean {
  return isThere(post) && (post.audience === 'public' || post.audience === 'unlisted');
}

/** Whether this account is shown it: also what is for it or its own. */
export function canBeReadBy(post: Post, reader: Account | null): boolean {
  if (canBeSeen(post)) return true;
  return reader !== null && isThere(post) && (post.author === reader || isAddressedTo(post, reader));
}

/** Answers the account or names it. */
export function isAddressedTo(post: Post, account: Account): boolean {
  if (post.inReplyTo?.author === account) return true;
  return post.versions.some(({ text }) =>
    new RegExp(`@${account.username}(?![\\w.-]|@(?!${account.host}))`).test(text),
  );
}

function isThere(post: Post): boolean {
  if (post.removedAt || post.hidden || post.author.suspended || post.author.deleted) return false;
  return !post.repostOf || canBeSeen(post.repostOf);
}

/** Whether a stranger finds it in a thread: what the server limits is left out there. */
export function isListedInThread(post: Post, reader: Account | null = null): boolean {
  return canBeReadBy(post, reader) && !post.author.limited;
}

export interface PageRequest {
  readonly limit: number;
  readonly maxId: string | null;
  readonly minId: string | null;
  readonly sinceId: string | null;
}

/**
 * One page, newest first. `minId` gives the page right above it, `sinceId` the newest page down to it, `maxId` the page
 * right below it (Mastodon documentation, guidelines/pagination). The ids need not exist any more.
 */
export function pageOf(newestFirst: readonly Post[], idOf: (post: Post) => string, page: PageRequest): Post[] {
  const { limit, maxId, minId, sinceId } = page;
  const inside = newestFirst.filter((post) => {
    const id = idOf(post);
    if (maxId !== null && compareIds(id, maxId) >= 0) return false;
    const floor = minId ?? sinceId;
    return floor === null || compareIds(id, floor) > 0;
  });
  return minId === null ? inside.slice(0, limit) : inside.slice(-limit);
}

/** Whether it still exists for the thread's sake: what is only hidden or limited keeps its replies in their place. */
function holdsThread(post: Post): boolean {
  return post.removedAt === null && !post.author.deleted;
}

/**
 * Depth first, oldest first; nothing below `maxDepth`, nothing beyond `limit`. What may not be shown is left out of the
 * finished list, so its replies stay; what is removed has lost its replies (assumed, from Mastodon's status threading).
 */
export function descendantsOf(
  root: Post,
  repliesTo: (post: Post) => readonly Post[],
  most: { limit: number; depth: number; reader?: Account | null },
): Post[] {
  const found: Post[] = [];
  const walk = (post: Post, depth: number): void => {
    if (depth > most.depth) return;
    for (const reply of repliesTo(post).filter(holdsThread)) {
      found.push(reply);
      walk(reply, depth + 1);
    }
  };
  walk(root, 1);
  return found.slice(0, most.limit).filter((post) => isListedInThread(post, most.reader));
}

/** From the root down to the direct parent; the chain ends at the first one that was removed. */
export function ancestorsOf(post: Post, limit: number, reader: Account | null = null): Post[] {
  const chain: Post[] = [];
  for (let parent = post.inReplyTo; parent && holdsThread(parent) && chain.length < limit; parent = parent.inReplyTo)
    chain.unshift(parent);
  return chain.filter((one) => canBeReadBy(one, reader));
}
