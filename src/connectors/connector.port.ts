import type { GapReason } from './gap-reasons.types.js';
import type { Outbound, OutboundAnswer } from '../platform/index.js';

export type Platform = 'mastodon' | 'feed';

/** One post, reply, repost, feed entry or profile. */
export type ItemKind = 'post' | 'reply' | 'repost' | 'entry' | 'profile';

/**
 * What an item is, across edits, renames and servers. `canonicalUri` is the platform's own permanent name (ActivityPub
 * `uri`, `atom:id`, `guid`), never a server's row id; `lineage` joins platforms' chains of ids and is '' elsewhere.
 */
export interface ItemRef {
  readonly platform: Platform;
  readonly canonicalUri: string;
  readonly lineage: string;
}

export interface AuthorBody {
  readonly canonicalUri: string;
  readonly handle: string;
  readonly displayName: string;
}

export interface MediumBody {
  /** The platform's own name of the medium, stable while its URL is signed anew. */
  readonly key: string;
  /** Where it can be fetched now. Not part of what makes a version: it may change with each answer. */
  readonly url: string;
  readonly mime: string | null;
  readonly alt: string;
}

export interface PollBody {
  readonly options: readonly { readonly title: string; readonly votes: number | null }[];
  readonly closesAt: string | null;
  /** The tally of a closed poll is part of the record; while it is open, votes are null and live in `counts`. */
  readonly closed: boolean;
  readonly votes: number | null;
}

export interface ProfileBody {
  readonly handle: string;
  readonly displayName: string;
  readonly bio: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly movedTo: string | null;
}

/** An item in our terms. Plain text everywhere: markup is in the exchange. All times RFC 3339 UTC. */
export interface ItemBody {
  readonly kind: ItemKind;
  /** What this server calls it today; needed to ask for it again. */
  readonly nativeId: string;
  readonly url: string | null;
  readonly author: AuthorBody | null;
  readonly text: string;
  readonly contentWarning: string | null;
  readonly lang: string | null;
  readonly title: string | null;
  readonly postedAt: string | null;
  readonly editedAt: string | null;
  readonly audience: 'public' | 'unlisted' | 'followers' | 'direct';
  /**
   * The item answered, quoted or reposted. Null also where this answer does not name it (platforms point by row id, and
   * forget the pointer with the parent): what an earlier answer named still stands, and null is no change.
   */
  readonly inReplyTo: ItemRef | null;
  readonly quoted: ItemRef | null;
  readonly reposted: ItemRef | null;
  readonly media: readonly MediumBody[];
  readonly links: readonly { readonly url: string; readonly title: string | null }[];
  readonly tags: readonly string[];
  readonly mentions: readonly string[];
  readonly emoji: readonly { readonly shortcode: string; readonly url: string }[];
  readonly poll: PollBody | null;
  readonly profile: ProfileBody | null;
}

/** One answer as it came: the entity body after transfer- and content-decoding, byte for byte. */
export type RawExchange = OutboundAnswer;

/** Which bytes say so: the outermost range of the item in the body, or null where nothing was shown (an absence). */
export interface Evidence {
  /** Index into `Page.exchanges`. */
  readonly exchange: number;
  /** Half-open byte range [start, end); 'whole' where the body cannot be cut. */
  readonly range: readonly [number, number] | 'whole' | null;
}

export type Observation =
  | {
      readonly type: 'snapshot';
      readonly ref: ItemRef;
      readonly body: ItemBody;
      readonly evidence: Evidence;
      readonly counts: Readonly<Record<string, number>>;
    }
  | {
      /** One entry of a platform's own history of edits, oldest = 1. `total` tells whether the history is complete. */
      readonly type: 'version';
      readonly ref: ItemRef;
      readonly body: ItemBody;
      readonly evidence: Evidence;
      readonly ordinal: number;
      readonly total: number;
      readonly complete: boolean;
    }
  | {
      readonly type: 'gone';
      readonly ref: ItemRef;
      readonly evidence: Evidence;
      /**
       * 'asserted': the platform says so (tombstone, signed delete). 'lookup': asked for by name and not given.
       * 'listing': missing from a list that used to show it: alone this never becomes more than a suspicion.
       */
      readonly ground: 'asserted' | 'lookup' | 'listing';
      readonly cause: GoneCause;
    }
  | { readonly type: 'gap'; readonly from: string | null; readonly to: string | null; readonly reason: GapReason };

export type GoneCause = 'removed-by-author' | 'moderated' | 'account-gone' | 'unknown';

/** Small (< 8 KiB) and JSON; the core keeps it and hands it back. `v` lets a connector migrate its own cursors. */
export interface Cursor {
  readonly v: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Page {
  readonly exchanges: readonly RawExchange[];
  readonly observations: readonly Observation[];
  /** Where to go on from once this page is durable. */
  readonly next: Cursor | null;
  readonly done: boolean;
  /** Called once the page is durable, which may be after the next one was asked for: what need not be asked again. */
  readonly whenDurable?: () => void;
}

/** What the core knows of an item it asks about. */
export interface KnownItem {
  readonly ref: ItemRef;
  readonly nativeId: string;
  readonly kind: ItemKind;
  readonly editedAt: string | null;
  /** Whose it is, as the newest snapshot says; absent = the account's own. */
  readonly authorHandle?: string;
}

/** What cannot be archived for this account on this server; each has a sentence in the catalogue (`limit.<key>`). */
export type LimitKey =
  | 'replies-unknown-servers'
  | 'replies-none'
  | 'replies-limited-without-token'
  | 'edit-history-none'
  | 'edits-between-looks'
  | 'messages-not-granted'
  | 'deletions-by-look-only'
  | 'deletions-never-from-feed'
  | 'feed-window';

export interface Probe {
  readonly account: {
    readonly canonicalUri: string;
    readonly handle: string;
    readonly nativeId: string;
    readonly url: string;
    readonly title: string;
  };
  /** e.g. "Mastodon 4.5.2". */
  readonly software: string;
  readonly limits: readonly LimitKey[];
  /** Facts the connector wants handed back on each call, e.g. `{ apiBase, history: true }`. No secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ConnectorContext {
  readonly account: {
    readonly canonicalUri: string;
    readonly handle: string;
    readonly nativeId: string;
    readonly url: string;
    readonly settings: Readonly<Record<string, unknown>>;
  };
  /** When the account came into the archive: what was posted before is for the backfill, whenever that begins. */
  readonly addedAt: Date;
  /** Credentials are added by it, so a connector never holds a token. */
  readonly http: Outbound;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** An address to probe. */
export interface Recognised {
  readonly url: string;
  readonly handle: string;
  /** Nothing in the address says so: it is this platform's only if the account found there has its page there too. */
  readonly guessed?: true;
}

/**
 * One platform. A connector observes and never decides: it turns answers into observations, each pointing at the bytes
 * it rests on. test/contract/connector.contract.ts holds every connector to this:
 * - each loop may be killed after any page and resumed from that page's `next` without loss;
 * - running a loop again observes the same, and invents nothing;
 * - lost permission is a ConnectorError, never a `gone`; an absence from a window is not `gone` either;
 * - after a 429 or `Retry-After` no call is made inside the window: the error carries `retryAt`.
 */
export abstract class Connector {
  abstract readonly platform: Platform;
  /** Bumped whenever normalisation or `dictionary` changes. */
  abstract readonly version: number;
  /** Fixed deflate dictionary of this version: the platform's field names, no content. */
  abstract readonly dictionary: Uint8Array;

  /** What a person typed → an address to probe, or null when it is none of this platform's. No network. */
  abstract recognise(input: string): Recognised | null;
  /** Looks at the account. Throws ConnectorError 'not-an-account' when the server answers but is something else. */
  abstract probe(input: { url: string; handle: string; http: Outbound; signal: AbortSignal }): Promise<Probe>;

  /** Newest to oldest, own cursor; never moves the incremental one. */
  abstract backfill(context: ConnectorContext, from: Cursor | null): AsyncIterable<Page>;
  /** What is new since the cursor, overlapping; also observes the account's profile. */
  abstract incremental(context: ConnectorContext, since: Cursor | null): AsyncIterable<Page>;
  /** Replies to the items named. Empty where the platform has none. */
  abstract replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncIterable<Page>;
  /** Edits and absences among known items, with a readable other item of the account looked at within a minute. */
  abstract recheck(
    context: ConnectorContext,
    items: readonly KnownItem[],
    canary: KnownItem | null,
  ): AsyncIterable<Page>;
  /** A fresh URL for a medium whose own has expired; null when the platform no longer gives one. */
  abstract resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null>;
}

export type ConnectorFault =
  'not-an-account' | 'access-refused' | 'rate-limited' | 'unavailable' | 'protocol' | 'account-gone';

/** Something stood in the way of looking. Never an observation: the core makes a gap of it, and an alarm where due. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';

  constructor(
    readonly fault: ConnectorFault,
    message: string,
    readonly details: { retryAt?: Date; exchange?: RawExchange; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
