/** How each item of a page stands afterwards, and when to look at it again. */
import type { Watch } from './commit-page.js';
import type { DraftedSnapshots } from './draft-snapshots.js';
import type { Absences } from './find-absences.js';
import type { Draft, Judgement, Known, Missing, Seen } from './judgement.types.js';
import { type Linkable, linkItems, type Links } from './link-items.rules.js';
import type { LoopRun } from './loop-run.types.js';
import { nextRecheck } from './pace.rules.js';
import { refText } from '../archive/content.rules.js';

export interface WatchInput {
  readonly run: LoopRun;
  readonly judged: Judgement;
  readonly drafted: DraftedSnapshots;
  readonly known: Known;
  readonly absent: Absences;
  readonly ids: readonly string[];
  readonly now: Date;
}

export interface Watched {
  readonly watches: readonly Watch[];
  readonly rootsTouched: readonly { readonly rootId: string; readonly at: Date }[];
  /** Known before; suspected, and seen now. */
  readonly seenAgain: readonly string[];
  /** Known before; what it answers, quotes or repeats is known now too. */
  readonly linked: readonly string[];
  readonly countsSeen: readonly {
    readonly itemId: string;
    readonly at: Date;
    readonly counts: Readonly<Record<string, number>>;
    /** It is looked at all the time: one of an hour is kept. */
    readonly hourly: boolean;
  }[];
}

export function watchItems(input: WatchInput): Watched {
  const { judged, run, known } = input;
  const seen = [...new Map(judged.seen.map((each) => [each.itemId, each])).values()];
  const linkable = new Map<string, Linkable>([...known.known].map(([text, found]) => [text, found]));
  for (const draft of judged.drafts) {
    if (draft.isNew) linkable.set(refText(draft.ref), { itemId: draft.itemId, parentId: null, rootId: null });
  }
  const links = linkItems(seen, linkable);
  const seenWatches = seen.map((each) => seenWatch(each, input, links.get(each.itemId)));
  const missing = judged.missing.filter(({ found }) => !seen.some(({ itemId }) => itemId === found.itemId));
  const roots = seen.flatMap((each) => {
    const rootId = links.get(each.itemId)?.rootId;
    return each.isNew && rootId ? [{ rootId, at: each.at }] : [];
  });
  return {
    watches: [...seenWatches, ...missing.map((each) => missingWatch(each, input)), ...toldWatches(input)],
    rootsTouched: roots,
    seenAgain: seen.filter(({ found }) => found?.state === 'suspected').map(({ itemId }) => itemId),
    linked: seen
      .filter(({ found, itemId }) => found !== null && isNewlyLinked(found, links.get(itemId) ?? NO_LINKS))
      .map(({ itemId }) => itemId),
    countsSeen: seen.flatMap(({ itemId, at, counts, isNew, body }) => {
      const isProfile = body.kind === 'profile';
      const isWanted = (isNew || run.loop === 'recheck' || isProfile) && Object.keys(counts).length > 0;
      return isWanted ? [{ itemId, at, counts, hourly: isProfile }] : [];
    }),
  };
}

const NO_LINKS: Links = { parentId: null, rootId: null, quotedId: null, repostedId: null };

function seenWatch(seen: Seen, { run, judged, drafted, ids, now }: WatchInput, links: Links = NO_LINKS): Watch {
  // A page may show an item twice; whichever sighting differed, the item stands at the last version drafted.
  const draft = drafted.dropped.has(seen.itemId)
    ? undefined
    : judged.drafts.findLast(({ itemId }) => itemId === seen.itemId);
  const { found } = seen;
  const recheckAt = recheckOf(seen, draft, { run, now });
  const hidden = isHidden(judged, seen.itemId, found);
  return {
    itemId: seen.itemId,
    isNew: found === null,
    accountId: run.account.id,
    state: 'present',
    ...links,
    ...contentNow(draft, found, drafted),
    postedAt: dateOf(seen.body.postedAt),
    lastSeenAt: seen.at,
    lastSeenIn: ids[seen.exchange] ?? null,
    firstMissing: null,
    missingIn: null,
    missingCanary: null,
    recheckAt,
    hidden,
    asKnown: !draft && recheckAt === null && hidden === found?.hidden && isAsKnown(found, links),
    repliesAt: startsThread(seen, run) ? now : null,
  };
}

/** Seen before and not missed since, and this answer links it to nothing it was not linked to. */
function isAsKnown(found: Seen['found'], links: Links): boolean {
  return found?.state === 'present' && found.firstMissing === null && !isNewlyLinked(found, links);
}

function isNewlyLinked(found: Links, links: Links): boolean {
  const names = ['parentId', 'rootId', 'quotedId', 'repostedId'] as const;
  return names.some((name) => !sameOrNone(links[name], found[name]));
}

function sameOrNone(id: string | null, known: string | null): boolean {
  return id === null || id === known;
}

/** What it says now: as drafted, else as it was known. */
function contentNow(
  draft: Draft | undefined,
  found: Seen['found'],
  drafted: DraftedSnapshots,
): Pick<Watch, 'version' | 'contentHash' | 'mediaMissing'> {
  if (draft) {
    const { number: version, contentHash, itemId } = draft;
    return { version, contentHash, mediaMissing: drafted.mediaMissing.has(itemId) };
  }
  if (!found) throw new Error('An item that is new has a first version');
  const { version, contentHash, mediaMissing } = found;
  return { version, contentHash, mediaMissing };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Nobody saw it at its source: whether it is still there is not ours to say, until its platform shows it. */
const BROUGHT: ReadonlySet<LoopRun['loop']> = new Set(['import', 'hand']);

function recheckOf(seen: Seen, draft: Draft | undefined, { run, now }: { run: LoopRun; now: Date }): Date | null {
  const { body, found } = seen;
  if (body.kind === 'profile' || BROUGHT.has(run.loop)) return null;
  // An edit seen in a list: the platform's own history is asked for at once, for versions that fell between two looks.
  if (found?.isLookedFor && run.loop !== 'recheck') return draft ? now : null;
  return nextRecheck(now, {
    held: run.held.has(seen.itemId),
    postedAt: dateOf(body.postedAt),
    suspectedAt: null,
    pollClosesAt: body.poll && !body.poll.closed ? dateOf(body.poll.closesAt) : null,
  });
}

/** The account's own post that answers nobody, shown by its source for the first time. */
function startsThread({ body, found }: Seen, run: LoopRun): boolean {
  if (BROUGHT.has(run.loop) || found?.isLookedFor) return false;
  return body.kind === 'post' && body.inReplyTo === null && body.author?.canonicalUri === run.account.canonicalUri;
}

/** As it was last told, on this page or before. */
function isHidden({ turned }: Judgement, itemId: string, found: Seen['found']): boolean {
  const told = turned.findLast((one) => one.itemId === itemId);
  return told ? !told.shown : (found?.hidden ?? false);
}

/** Items the page neither shows nor misses: they stand as they did, but for what it says of their past and of who sees them. */
function toldWatches({ judged, drafted, run }: WatchInput): Watch[] {
  const looked = new Set([...judged.seen, ...judged.missing.map(({ found }) => found)].map(({ itemId }) => itemId));
  const told = new Map(
    [...judged.drafts, ...judged.turned].flatMap(({ itemId, found }) =>
      found && !looked.has(itemId) ? [[itemId, found] as const] : [],
    ),
  );
  return Array.from(told, ([itemId, found]) => {
    const draft = drafted.dropped.has(itemId) ? undefined : judged.drafts.findLast((one) => one.itemId === itemId);
    return {
      ...NO_LINKS,
      itemId,
      isNew: false,
      asKnown: false,
      accountId: run.account.id,
      state: found.state,
      ...contentNow(draft, found, drafted),
      postedAt: null,
      lastSeenAt: found.lastSeenAt,
      lastSeenIn: found.lastSeenIn,
      firstMissing: found.firstMissing,
      missingIn: found.missingIn,
      missingCanary: found.missingCanary,
      recheckAt: null,
      repliesAt: null,
      hidden: isHidden(judged, itemId, found),
    };
  });
}

function missingWatch({ found, at }: Missing, { run, judged, absent, now }: WatchInput): Watch {
  const suspicion = absent.suspected.find((each) => each.found.itemId === found.itemId);
  const gone = absent.findings.some(({ itemId }) => itemId === found.itemId);
  const standing = suspicion
    ? { firstMissing: suspicion.at, missingIn: suspicion.exchange, missingCanary: suspicion.canary }
    : { firstMissing: found.firstMissing, missingIn: found.missingIn, missingCanary: found.missingCanary };
  const state = suspicion ? 'suspected' : found.state;
  return {
    itemId: found.itemId,
    isNew: false,
    asKnown: false,
    accountId: run.account.id,
    ...standing,
    ...(gone ? { state: 'gone' as const, firstMissing: found.firstMissing ?? at } : { state }),
    ...NO_LINKS,
    version: found.version,
    contentHash: found.contentHash,
    postedAt: null,
    lastSeenAt: found.lastSeenAt,
    lastSeenIn: found.lastSeenIn,
    recheckAt: nextRecheck(now, {
      held: run.held.has(found.itemId),
      postedAt: found.postedAt,
      suspectedAt: !gone && state === 'suspected' ? standing.firstMissing : null,
      pollClosesAt: null,
    }),
    repliesAt: null,
    mediaMissing: found.mediaMissing,
    hidden: isHidden(judged, found.itemId, found),
  };
}
