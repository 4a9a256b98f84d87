import { outagesOver, tokenLosses } from './truth.js';
import type { World } from './world.js';
import type { Account, DiaryLine, Happening, Post } from './world.types.js';

/** From (included) to (excluded); null: still so. */
export interface Span {
  readonly from: Date;
  readonly to: Date | null;
}

type Veil = 'removed' | 'hidden' | 'suspended' | 'deleted' | 'limited';

/** Which happenings draw a veil over a post, and which lift it again. */
const DRAWN: Partial<Record<Happening, Veil>> = {
  removed: 'removed',
  hidden: 'hidden',
  suspended: 'suspended',
  'account-deleted': 'deleted',
  limited: 'limited',
};
const LIFTED: Partial<Record<Happening, Veil>> = {
  restored: 'removed',
  shown: 'hidden',
  unsuspended: 'suspended',
  unlimited: 'limited',
};

function concerns(line: DiaryLine, post: Post): boolean {
  const author = `${post.author.username}@${post.author.host}`;
  return line.post === post.key || (line.post === null && line.account === author);
}

/**
 * When a direct look-up of this post would have found it on a healthy server, worked out from the diary alone: the
 * truth that a property test holds an archive's findings against. A boost is seen only while its original is.
 */
export function visibleSpans(world: World, post: Post): Span[] {
  const own = unveiled(world, post, (veil) => veil !== 'limited');
  return post.repostOf ? overlaps(own, visibleSpans(world, post.repostOf)) : own;
}

/** When threads showed it, too: not while its author was limited. */
export function listedSpans(world: World, post: Post): Span[] {
  return unveiled(world, post, () => true);
}

function unveiled(world: World, post: Post, counts: (veil: Veil) => boolean): Span[] {
  const spans: { from: Date; to: Date | null }[] = [{ from: post.createdAt, to: null }];
  const drawn = new Set<Veil>();
  for (const line of world.diary.filter((each) => concerns(each, post))) {
    const wasSeen = drawn.size === 0;
    const [draw, lift] = [DRAWN[line.what], LIFTED[line.what]];
    if (draw && counts(draw)) drawn.add(draw);
    if (lift) drawn.delete(lift);
    if (wasSeen !== (drawn.size === 0)) turn(spans, line.at);
  }
  // What happened to the author before the post was written leaves spans that end before they begin.
  return spans
    .map(({ from, to }) => ({ from: from > post.createdAt ? from : post.createdAt, to }))
    .filter(({ from, to }) => to === null || to > from);
}

/** Ends the running span, or begins the next. */
function turn(spans: { from: Date; to: Date | null }[], at: Date): void {
  const last = spans.at(-1);
  if (last?.to === null) last.to = at;
  else spans.push({ from: at, to: null });
}

/** When this post could not be looked for: its server failed, or the token did not work. */
export function blindSpans(world: World, post: Post, reader: Account): Span[] {
  return [...outagesOver(world, post), ...tokenLosses(world.diary, reader)];
}

/**
 * When a look at its thread would have shown it: it is listed, the root can be looked up, and no post between the two
 * has been removed.
 */
export function threadSpans(world: World, post: Post): Span[] {
  let spans = listedSpans(world, post);
  for (let above = post.inReplyTo; above; above = above.inReplyTo) {
    const stands = above.inReplyTo
      ? unveiled(world, above, (veil) => veil === 'removed' || veil === 'deleted')
      : visibleSpans(world, above);
    spans = overlaps(spans, stands);
  }
  return spans;
}

/**
 * Whether an archive that looks every `everyMs` through this account had a fair chance: the post stood, listed and
 * readable, for longer than that in one stretch, up to `until`. What is no reply counts from its first listing alone:
 * what comes back behind the newest is not looked for.
 */
export function hadToBeSeen(
  world: World,
  post: Post,
  look: { reader: Account; everyMs: number; until: Date },
): boolean {
  const blind = blindSpans(world, post, look.reader);
  const spans = post.inReplyTo ? threadSpans(world, post) : visibleSpans(world, post).slice(0, 1);
  return spans.some((span) => {
    const from = Math.max(span.from.getTime(), post.listedAt.getTime());
    const end = Math.min((span.to ?? look.until).getTime(), look.until.getTime());
    return longestClear({ from, end }, blind) > look.everyMs;
  });
}

function longestClear({ from, end }: { from: number; end: number }, blind: readonly Span[]): number {
  let clearFrom = from;
  let longest = 0;
  for (const span of blind.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    longest = Math.max(longest, Math.min(span.from.getTime(), end) - clearFrom);
    clearFrom = Math.max(clearFrom, span.to?.getTime() ?? end);
  }
  return Math.max(longest, end - clearFrom);
}

function overlaps(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const from = a.from > b.from ? a.from : b.from;
      const to = a.to === null ? b.to : earlier(a.to, b.to);
      return to === null || to > from ? [{ from, to }] : [];
    }),
  );
}

function earlier(a: Date, b: Date | null): Date {
  return b !== null && b < a ? b : a;
}

export function isWithin(spans: readonly Span[], at: Date): boolean {
  return spans.some(({ from, to }) => from <= at && (to === null || at < to));
}
