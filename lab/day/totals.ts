import { belongsTo, cameAndWentUnseen, offTheWindow, outagesOver, tokenLosses, within } from '../world/truth.js';
import type { World } from '../world/world.js';
import type { Account, Post } from '../world/world.types.js';
import type { Day } from './newford.js';

/** What an archive that looked each minute from `opens` to `closes` must say of the day. */
export interface DayTotals {
  readonly accounts: number;
  readonly bodies: number;
  readonly items: number;
  readonly versions: number;
  readonly gone: number;
  /** Not shown to the public for a while, and shown again. */
  readonly hiddenAndShown: number;
  /** Found after more than the ordinary delay: written before Akta looked, or while it could not. */
  readonly capturedLate: number;
  /** Edits that fell into a gap and were had from the platform's own history. */
  readonly editsRecovered: number;
  readonly gaps: number;
  readonly gapMinutes: number;
  /** What looks like a deletion and is none: off the window, limited, token lost. */
  readonly lookAlikes: number;
  /** Written and removed inside a gap: the diary knows them, the archive cannot. */
  readonly unseen: number;
}

/** Worked out from the world once all steps have run. */
export function dayTotals(world: World, day: Day): DayTotals {
  const accounts = Object.values(day.accounts);
  const belonging = world.posts.filter((post) => belongsTo(accounts, post));
  const items = belonging.filter((post) => !cameAndWentUnseen(world, post));
  const gaps = accounts.flatMap((account) => gapsOf(world, account));
  return {
    accounts: accounts.length,
    bodies: Object.keys(day.bodies).length,
    items: items.length,
    versions: items.reduce((sum, post) => sum + versionsOf(post, day), 0),
    gone: items.filter((post) => post.removedAt !== null).length,
    hiddenAndShown: items.filter((post) => !post.hidden && wasHidden(world, post)).length,
    capturedLate: items.filter((post) => post.createdAt < day.opens || inOutage(world, post, post.createdAt)).length,
    editsRecovered: items.flatMap((post) => post.versions.slice(1).filter(({ at }) => inOutage(world, post, at)))
      .length,
    gaps: gaps.length,
    gapMinutes: gaps.reduce((sum, { from, to }) => sum + Math.round((to.getTime() - from.getTime()) / 60_000), 0),
    lookAlikes:
      accounts.flatMap((account) => [...offTheWindow(world, account), ...tokenLosses(world.diary, account)]).length +
      items.filter((post) => post.author.limited && post.removedAt === null).length,
    unseen: belonging.length - items.length,
  };
}

/** A closed poll's tally is a version of its own. */
export function versionsOf(post: Post, day: Day): number {
  return post.versions.length + (post.poll && post.poll.closesAt <= day.closes ? 1 : 0);
}

function wasHidden(world: World, { key }: Post): boolean {
  return world.diary.some(({ what, post }) => what === 'hidden' && post === key);
}

function inOutage(world: World, post: Post, at: Date): boolean {
  return outagesOver(world, post).some((outage) => within(at, outage));
}

function gapsOf(world: World, account: Account): { from: Date; to: Date }[] {
  const { outages } = world.server(account.host);
  const losses = tokenLosses(world.diary, account).map(({ from, to }) => ({ from, to: to ?? world.clock.now() }));
  return [...outages, ...losses];
}
