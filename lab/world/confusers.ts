import { canBeSeen } from './look.rules.js';
import { newest } from './make.rules.js';
import { seeded } from './random.rules.js';
import type { World } from './world.js';
import type { AccessToken, Account, OutageKind, Post } from './world.types.js';

/** Where a walk happens: an official account, the public around it, and the token the account is read with. */
export interface Ground {
  readonly host: string;
  readonly account: Account;
  readonly public: readonly Account[];
  readonly token: AccessToken;
}

interface Walk extends Ground {
  readonly world: World;
  readonly next: () => number;
  readonly number: () => number;
}

type Action = (walk: Walk) => void;

const MINUTE = 60_000;
const KINDS: readonly OutageKind[] = ['503', 'html200', 'truncated-json', 'reset'];

function one<T>(walk: Walk, from: readonly T[]): T | undefined {
  return from[Math.floor(walk.next() * from.length)];
}

/** A post on this ground that stands now. */
function standing(walk: Walk, own = false): Post | undefined {
  const posts = walk.world.posts.filter(
    (post) => canBeSeen(post) && !post.repostOf && (!own || post.author === walk.account),
  );
  return one(walk, posts);
}

function withPost(own: boolean, act: (walk: Walk, post: Post) => void): Action {
  return (walk) => {
    const post = standing(walk, own);
    if (post) act(walk, post);
  };
}

function later(walk: Walk, minutes: number): Date {
  return new Date(walk.world.clock.now().getTime() + Math.ceil(walk.next() * minutes) * MINUTE);
}

function line(walk: Walk, what: string): string {
  return `${what} ${String(walk.number())}${walk.next() < 0.3 ? ' #Newford' : ''}`;
}

function editable(walk: Walk, post: Post): boolean {
  return newest(post).at < walk.world.clock.now();
}

function toggleOutage(walk: Walk): void {
  const now = walk.world.clock.now();
  if (walk.world.server(walk.host).outages.some(({ to }) => to > now)) return;
  walk.world.outage(walk.host, { from: now, to: later(walk, 10), kind: one(walk, KINDS) ?? '503' });
}

function comeBack(walk: Walk): void {
  const gone = one(
    walk,
    walk.world.posts.filter(({ removedAt }) => removedAt !== null),
  );
  if (gone) walk.world.restore(gone);
}

function showAgain(walk: Walk): void {
  const hidden = one(
    walk,
    walk.world.posts.filter((post) => post.hidden),
  );
  if (hidden) walk.world.show(hidden);
}

/** Each with its weight: what is common comes often. */
const ACTIONS: readonly (readonly [number, Action])[] = [
  [6, (walk) => walk.world.post(walk.account, line(walk, 'Post'))],
  [
    2,
    (walk) =>
      walk.world.post(walk.account, line(walk, 'Picture'), { media: [{ scene: 'map', alt: line(walk, 'Alt') }] }),
  ],
  [1, (walk) => walk.world.post(walk.account, line(walk, 'Indexed late'), { listedAt: later(walk, 15) })],
  [
    1,
    (walk) =>
      walk.world.post(walk.account, line(walk, 'Poll'), {
        poll: { options: ['yes', 'no'], closesAt: later(walk, 60) },
      }),
  ],
  [
    8,
    withPost(false, (walk, post) =>
      walk.world.reply(one(walk, walk.public) ?? walk.account, post, line(walk, 'Reply')),
    ),
  ],
  [2, withPost(false, (walk, post) => walk.world.reply(walk.account, post, line(walk, 'Answer')))],
  [1, withPost(false, (walk, post) => walk.world.repost(walk.account, post))],
  [1, withPost(false, (walk, post) => walk.world.quote(walk.account, post, line(walk, 'Quote')))],
  [3, withPost(false, (walk, post) => editable(walk, post) && walk.world.edit(post, line(walk, 'Edited')))],
  [
    1,
    withPost(
      true,
      (walk, post) =>
        editable(walk, post) && newest(post).media.length > 0 && walk.world.editAltText(post, line(walk, 'Alt')),
    ),
  ],
  [1, withPost(true, (walk, post) => post.poll && walk.world.vote(post, [1, 2]))],
  [2, withPost(false, (walk, post) => walk.world.remove(post))],
  [1, withPost(false, (walk, post) => walk.world.hide(post))],
  [1, comeBack],
  [1, showAgain],
  [1, (walk) => flip(walk, (who) => walk.world.limitAuthor(who, !who.limited))],
  [1, (walk) => flip(walk, (who) => walk.world.suspend(who, !who.suspended))],
  [1, (walk) => walk.world.revokeToken(walk.token, !walk.token.revoked)],
  [1, (walk) => walk.world.rename(walk.account, { displayName: line(walk, 'City') })],
  [1, toggleOutage],
  [4, () => undefined],
];
const WEIGHT = ACTIONS.reduce((sum, [weight]) => sum + weight, 0);

function flip(walk: Walk, act: (who: Account) => void): void {
  const who = one(walk, walk.public);
  if (who) act(who);
}

/**
 * An endless random walk of what really happens on platforms, and of what only looks like it: each call changes the
 * world once (or not at all) at the present moment of its clock. The same seed on the same ground walks the same way.
 */
export function confuser(world: World, ground: Ground, seed: number): () => void {
  let count = 0;
  const walk: Walk = { ...ground, world, next: seeded(seed), number: () => (count += 1) };
  return () => {
    let left = walk.next() * WEIGHT;
    for (const [weight, act] of ACTIONS) {
      left -= weight;
      if (left < 0) {
        act(walk);
        return;
      }
    }
  };
}
