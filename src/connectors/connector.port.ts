import type { Outbound, StreamingOutbound } from '../platform/index.js';
import type { Cursor, ItemKind, ItemRef, MediumBody, Page, Platform, RawExchange, Told } from './observation.types.js';
import type { Delivery, DeliveryAbout, WebhookAnswer } from './webhook.types.js';

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
  | 'not-captured'
  | 'not-connected'
  | 'replies-unknown-servers'
  | 'replies-none'
  | 'replies-limited-without-token'
  | 'edit-history-none'
  | 'edits-between-looks'
  | 'messages-not-granted'
  | 'deletions-by-look-only'
  | 'deletions-never-from-feed'
  | 'feed-window'
  | 'comments-not-granted'
  | 'listing-incomplete'
  | 'deletions-by-look-or-push'
  | 'moderator-not-named'
  | 'mentions-not-granted'
  | 'stories-by-look-only'
  | 'replies-by-index-only'
  | 'removals-proved-by-look'
  | 'between-looks-unseen'
  | 'no-scope-posts'
  | 'no-scope-profile'
  | 'no-scope-notifications'
  | 'no-scope-pushes'
  | 'no-scope-messages'
  | 'stories-metadata-only'
  | 'stories-not-granted';

export interface ProbeInput {
  readonly url: string;
  readonly handle: string;
  /** Of an account that is known: it may have another handle by now. */
  readonly nativeId?: string;
  readonly http: Outbound;
  readonly signal: AbortSignal;
  /** Somebody who may has agreed that the account's direct messages are kept. */
  readonly messages?: boolean;
}

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

/** What a connector listens with. */
export interface LiveContext extends ConnectorContext {
  readonly http: StreamingOutbound;
  /**
   * Items of this account by what this server calls them: a stream may name what it takes back by that alone. Those the
   * archive does not know are left out.
   */
  readonly known: (nativeIds: readonly string[]) => Promise<readonly KnownItem[]>;
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
  /**
   * Which of a profile's `counts` is the platform's own number of the account's posts, replies and reposts still there;
   * null where it gives none.
   */
  readonly counter: string | null = null;
  /** False: nothing of the platform is captured by itself, and no loop is made for its accounts. */
  readonly polled: boolean = true;
  /** True: an account without a token is one of those that nobody polls (limit `not-captured`). */
  readonly needsToken: boolean = false;
  /** Dictionaries of versions before this one, by version: what was sealed with them is opened with them for ever. */
  readonly olderDictionaries: Readonly<Record<number, Uint8Array>> = {};

  /**
   * What a person typed → an address to probe, or null when it is none of this platform's. No network. `token`: of which
   * only the beginning is looked at, where that says at which of two addresses it is good.
   */
  abstract recognise(input: string, token?: string): Recognised | null;
  /** Where a token is good, where that depends on the token. `known`: where the account was found. */
  apiBase?(known: unknown, token: string): string;
  /** Looks at the account. Throws ConnectorError 'not-an-account' when the server answers but is something else. */
  abstract probe(input: ProbeInput): Promise<Probe>;

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
  /**
   * What the platform says by itself while it is listened to: yields until the signal aborts or the stream ends; a
   * stretch of the stream that is lost for good is a `gap` observation. What it misses, `incremental` finds. The first
   * page says that the stream is open and may hold nothing: `incremental` is woken by it, so nothing of it may be asked
   * for before. No page at all: the platform has no stream for this account, and is not asked again until its access
   * changes. A page may be joined with those that come right after it.
   */
  live?(context: LiveContext, since: Cursor | null): AsyncIterable<Page>;
  /** What the platform delivers to an address of ours. */
  readonly webhook?: {
    /** Whether it is what it says it is, with what has to be answered. No I/O; the body is untouched bytes. */
    verify(delivery: Delivery, secrets: Readonly<Record<string, string>>): WebhookAnswer;
    /** Null for what is no delivery of this platform. */
    about(delivery: Delivery): DeliveryAbout | null;
    /** What it tells of one account's items, in its order. The core decides what of that is news. */
    read(delivery: Pick<Delivery, 'body'>, nativeId: string): readonly Told[];
  };
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
    /** `refused`: the answer is not what it says it is; it is kept, as evidence of that. */
    readonly details: { retryAt?: Date; exchange?: RawExchange; refused?: true; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
