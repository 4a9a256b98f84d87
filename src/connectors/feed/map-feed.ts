import type { ConnectorContext } from '../connector.port.js';
import type { ItemBody, ItemRef, Observation } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { type FeedEntry, nameless } from './read-feed.js';
import type { FeedDocument } from './read-feed-body.js';

type Account = Pick<ConnectorContext['account'], 'canonicalUri' | 'handle' | 'url'>;

/**
 * The permanent name of an entry. An id that is an address or another URI names it everywhere; any other (RSS guids are
 * often numbers) only within its feed.
 */
export function entryRef(id: string, account: Account): ItemRef {
  const isUri = /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(id);
  return {
    platform: 'feed',
    canonicalUri: isUri ? id : `${account.canonicalUri}#${encodeURIComponent(id)}`,
    lineage: '',
  };
}

/**
 * Everything a feed's document shows: its entries, the entries it says are deleted, and the feed itself, but for an
 * archive, which shows the feed as it once was.
 */
export function observeFeed(
  document: FeedDocument,
  account: Account,
  at: { exchange: number; length: number; archive: boolean },
): Observation[] {
  const entries = document.entries.map(({ entry, range }): Observation => {
    const id = entry.id ?? nameless(entry);
    const ref = entryRef(id, account);
    return {
      type: 'snapshot',
      ref,
      body: entryBody(entry, { id, account, title: document.head.title }),
      evidence: { exchange: at.exchange, range },
      counts: {},
    };
  });
  const deleted = document.deleted
    .filter((one) => !restored(document, one))
    .map(({ id, range }): Observation => ({
      type: 'gone',
      ref: entryRef(id, account),
      evidence: { exchange: at.exchange, range },
      ground: 'asserted',
      cause: 'unknown',
    }));
  return [...(at.archive ? [] : [profile(document, account, at)]), ...entries, ...deleted];
}

/** RFC 6721 section 3: a tombstone says nothing of an entry that is newer than it. */
function restored({ entries }: FeedDocument, { id, when }: FeedDocument['deleted'][number]): boolean {
  const entry = entries.find((one) => one.entry.id === id)?.entry;
  const newest = entry?.editedAt ?? entry?.postedAt ?? null;
  return newest !== null && when !== null && newest > when;
}

/** What a feed carries is its account's own word, whoever of its people it names. */
function entryBody(
  entry: FeedEntry,
  { id, account, title }: { id: string; account: Account; title: string },
): ItemBody {
  return {
    ...EMPTY_BODY,
    kind: 'entry',
    nativeId: id,
    url: entry.url,
    author: { canonicalUri: account.canonicalUri, handle: account.handle, displayName: entry.author ?? title },
    text: entry.body.text,
    lang: entry.lang,
    title: entry.title,
    postedAt: entry.postedAt,
    editedAt: entry.editedAt,
    media: entry.media,
    links: entry.body.links,
    tags: [...new Set([...entry.tags, ...entry.body.tags])],
    mentions: entry.body.mentions,
  };
}

/** The whole document is its feed's, but for the entries in it; one that cannot be cut belongs to all of them. */
function profile(
  { head, entries }: FeedDocument,
  account: Account,
  at: { exchange: number; length: number },
): Observation {
  const range = entries.some((entry) => entry.range === 'whole') ? 'whole' : ([0, at.length] as const);
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId: account.url,
    url: head.link,
    profile: { handle: account.handle, displayName: head.title, bio: head.about, fields: [], movedTo: null },
  };
  const ref: ItemRef = { platform: 'feed', canonicalUri: account.canonicalUri, lineage: '' };
  return { type: 'snapshot', ref, body, evidence: { exchange: at.exchange, range }, counts: {} };
}
