import type { OutboundAnswer } from '../platform/index.js';
import type { GapReason } from './gap-reasons.types.js';

export type Platform =
  | 'mastodon'
  | 'feed'
  | 'bluesky'
  | 'facebook'
  | 'instagram'
  | 'threads'
  | 'x'
  | 'youtube'
  | 'linkedin'
  | 'tiktok'
  | 'nextdoor'
  | 'other';

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
  /** SHA-256 (hex) of the original, where the platform's name of it is that hash: other bytes are not the medium. */
  readonly sha256?: string;
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
  /** Where it was not the platform that told us: how it came here instead. Not part of what makes a version. */
  readonly brought?: Brought;
}

/** How an item came here other than by what its platform told us. Printed wherever the item is shown. */
export type Brought =
  | {
      /** From the account's own download. */
      readonly how: 'download';
      /** When the network made it; null where it does not say. */
      readonly madeAt: string | null;
      readonly by: string;
      readonly at: string;
    }
  | {
      /** By hand, with a custody form. */
      readonly how: 'hand';
      readonly seenBy: string;
      readonly seenAt: string;
      readonly device: string | null;
      /** How it was seen and recorded, in that person's words. */
      readonly manner: string | null;
      /** The text was typed by that person, not recorded. */
      readonly typed: boolean;
      readonly by: string;
      readonly at: string;
    };

/**
 * What came, as it came: the entity body after transfer- and content-decoding, byte for byte. GET and POST were asked;
 * PUSH the platform sent by itself (a frame of a stream, a delivery to our address, whose header fields are those of
 * the delivery); FILE is a piece of an official download, or of an answer too large to hold; HAND a person gave. What was not asked has status 0.
 */
export type RawExchange = Omit<OutboundAnswer, 'method'> & {
  readonly method: OutboundAnswer['method'] | 'PUSH' | 'FILE' | 'HAND';
};

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
      /** It stood so at some time; whether it is there now this does not say. */
      readonly past?: true;
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
      /** Index into `Page.exchanges`: a look of the same moment that did not find it either. */
      readonly confirmedBy?: number;
      /** When the platform says it went, where it says so. */
      readonly at?: string;
    }
  | {
      /**
       * Still there for its author or for us, and no longer, or again, shown to the public. Emitted whenever an answer
       * says which; the core makes a finding of a change only.
       */
      readonly type: 'visibility';
      readonly ref: ItemRef;
      readonly evidence: Evidence;
      readonly shown: boolean;
      /** Whose act the platform says it was; 'not-said' where it does not. */
      readonly by: VisibilityActor;
      /** When the platform says it turned. */
      readonly at: string | null;
    }
  | { readonly type: 'gap'; readonly from: string | null; readonly to: string | null; readonly reason: GapReason };

/** One thing a delivery tells of an item. */
export interface Told {
  readonly ref: ItemRef;
  readonly what: 'added' | 'edited' | 'removed' | 'hidden' | 'shown';
  /** When it happened, by the platform's clock. */
  readonly at: string;
  readonly range: Evidence['range'];
  /** What the delivery says of the item; null where it says nothing of what stands in it. */
  readonly body: ItemBody | null;
  /** As what it is asked for, where `body` is null and it is not known yet. */
  readonly asked?: { readonly nativeId: string; readonly kind: ItemKind };
  /** Whether that is all that asking for it would show. */
  readonly whole: boolean;
  readonly by: VisibilityActor;
}

export type VisibilityActor = 'by-account' | 'by-platform' | 'by-author' | 'not-said';

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
  /** What the account is called from now on, proved by what the page rests on. */
  readonly handle?: string;
  /** Exchanges that show nothing and are kept all the same: something was refused because of what they say. */
  readonly refused?: readonly number[];
  /** Called once the page is durable, which may be after the next one was asked for: what need not be asked again. */
  readonly whenDurable?: () => void;
}
