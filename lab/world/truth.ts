import type { World } from './world.js';
import type { Account, DiaryLine, Outage, Post } from './world.types.js';

/** The post a thread began with. */
export function rootOf(post: Post): Post {
  let root = post;
  while (root.inReplyTo) root = root.inReplyTo;
  return root;
}

/** What belongs to an archive of these accounts: their own posts, and every reply in a thread they take part in. */
export function belongsTo(accounts: readonly Account[], post: Post): boolean {
  for (let at: Post | null = post; at; at = at.inReplyTo) if (accounts.includes(at.author)) return true;
  return false;
}

/** Failures of the server on which these posts are read: that of the thread's first author. */
export function outagesOver(world: World, post: Post): readonly Outage[] {
  return world.servers.get(rootOf(post).author.host)?.outages ?? [];
}

export function within(at: Date, outage: Outage): boolean {
  return outage.from <= at && at < outage.to;
}

/** Written and removed while the server could not be read: nobody outside can know of it. */
export function cameAndWentUnseen(world: World, post: Post): boolean {
  const { createdAt, removedAt } = post;
  return (
    removedAt !== null &&
    outagesOver(world, post).some((outage) => within(createdAt, outage) && within(removedAt, outage))
  );
}

/** From → to for each stretch in which this account's token did not work. */
export function tokenLosses(diary: readonly DiaryLine[], account: Account): { from: Date; to: Date | null }[] {
  const name = `${account.username}@${account.host}`;
  const losses: { from: Date; to: Date | null }[] = [];
  for (const line of diary.filter((one) => one.account === name)) {
    if (line.what === 'token-revoked') losses.push({ from: line.at, to: null });
    const open = losses.at(-1);
    if (line.what === 'token-restored' && open) open.to = line.at;
  }
  return losses;
}

/** Entries that left the window of a feed and still stand. */
export function offTheWindow(world: World, account: Account): Post[] {
  if (world.servers.get(account.host)?.software !== 'feed') return [];
  return world
    .postsOf(account)
    .filter((post) => post.removedAt === null)
    .slice(0, -account.feed.window);
}
