/** 'feed' is a bare site with one feed per account, 'facebook' and 'instagram' one page or account and the people around it; the others speak the Mastodon API. */
export type Software = 'mastodon' | 'gotosocial' | 'snac2' | 'feed' | 'facebook' | 'instagram';
export type Locale = 'en' | 'pl' | 'ja';
export type Audience = 'public' | 'unlisted' | 'private' | 'direct';

/** How a server fails: an honest 503, a page of HTML with status 200, half a JSON, silence, or a cut connection. */
export type OutageKind = '503' | 'html200' | 'truncated-json' | 'timeout' | 'reset';

export interface Outage {
  readonly from: Date;
  readonly to: Date;
  readonly kind: OutageKind;
}

export interface CustomEmoji {
  readonly shortcode: string;
}

export interface ServerSettings {
  readonly software: Software;
  readonly version: string;
  /** Language of the server's messages. */
  locale: Locale;
  /** Answers 401 to whoever brings no token. */
  strict: boolean;
  /** A new native id after each edit, as snac2 does. */
  changeIdsOnEdit: boolean;
  /** How long a medium's URL stays good; null: for ever. */
  mediaTtlMs: number | null;
  rateLimit: { readonly limit: number; readonly windowMs: number } | null;
  readonly emojis: readonly CustomEmoji[];
  /** How long a token it grants stays good; null: for ever, and nothing renews it. */
  tokenSeconds: number | null;
  /** Says nothing of its addresses for owners who grant access (Mastodon before 4.3). */
  hidesMetadata: boolean;
  /** Sends owners to another server: what an archive has to refuse. */
  oauthOrigin: string | null;
  /** Of the app all tokens of a Facebook of the lab are made by: what is signed and proved is so with it. */
  readonly appSecret: string;
  /** The app's owner has switched on that each call proves to come from it. */
  demandsProof: boolean;
  /** Whoever signs in at a Facebook of the lab has no role on its page. */
  noRole: boolean;
}

export interface Server extends ServerSettings {
  readonly host: string;
  readonly outages: Outage[];
}

export interface ProfileField {
  readonly name: string;
  readonly value: string;
}

/** How a feed shows an account. `window`: the newest entries it holds; older ones fall off. */
export interface FeedSettings {
  window: number;
  /** How what fell off the window is still reached: RFC 5005 section 3 ('paged'), section 4 ('archived'), or not. */
  paging: 'none' | 'paged' | 'archived';
  gone: boolean;
  retryAfterSeconds: number | null;
}

export interface Account {
  readonly id: string;
  readonly host: string;
  username: string;
  displayName: string;
  note: string;
  fields: readonly ProfileField[];
  bot: boolean;
  readonly createdAt: Date;
  suspended: boolean;
  deleted: boolean;
  /** By the server: left out of threads for strangers, still found by direct look-up. */
  limited: boolean;
  movedTo: Account | null;
  readonly feed: FeedSettings;
}

export interface Medium {
  readonly key: string;
  readonly scene: string;
}

export interface ShownMedium {
  readonly medium: Medium;
  readonly alt: string;
}

/** One state of a post, from `at` until the next version. */
export interface Version {
  readonly at: Date;
  readonly text: string;
  readonly title: string | null;
  readonly contentWarning: string;
  readonly media: readonly ShownMedium[];
}

export interface Poll {
  readonly id: string;
  readonly options: { readonly title: string; votes: number }[];
  closesAt: Date;
  readonly multiple: boolean;
}

export interface Post {
  /** The lab's own name of it: the caller's, else its number. */
  readonly key: string;
  readonly order: number;
  readonly uri: string;
  readonly author: Account;
  readonly createdAt: Date;
  readonly language: string;
  readonly audience: Audience;
  readonly versions: Version[];
  readonly inReplyTo: Post | null;
  readonly repostOf: Post | null;
  readonly quotes: Post | null;
  readonly poll: Poll | null;
  /** When it entered the list of its account; later than `createdAt` for one that was indexed late. */
  readonly listedAt: Date;
  removedAt: Date | null;
  hidden: boolean;
  /** A comment that only its author and the page see. */
  isPrivate: boolean;
  favourites: number;
  /** Left out of lists although it stands. */
  unlisted: boolean;
  /** Of an Instagram: it ends after a day. */
  readonly story: boolean;
}

export interface AccessToken {
  readonly value: string;
  readonly host: string;
  readonly account: Account | null;
  revoked: boolean;
  /** Whether it may read what the public wrote; a permission of its own on Facebook. */
  readsPublic: boolean;
  /** Whether it opens what people and a page of Facebook write to each other, and its stories. */
  readsMessages: boolean;
  readsStories: boolean;
  /** Of the Page that a professional account of Instagram hangs on. */
  ofPage?: boolean;
}

export type Happening =
  | 'server-opened'
  | 'account-opened'
  | 'posted'
  | 'replied'
  | 'reposted'
  | 'quoted'
  | 'edited'
  | 'alt-text-edited'
  | 'removed'
  | 'restored'
  | 'hidden'
  | 'shown'
  | 'voted'
  | 'poll-closed'
  | 'profile-changed'
  | 'moved'
  | 'suspended'
  | 'unsuspended'
  | 'account-deleted'
  | 'limited'
  | 'unlimited'
  | 'token-issued'
  | 'token-revoked'
  | 'token-restored'
  | 'permission-taken'
  | 'permission-given'
  | 'outage-planned'
  | 'feed-changed';

/** What has just happened, for those who push it. */
export interface Happened {
  readonly what: Happening;
  readonly post: Post | null;
}

/** A line of the world's diary. It knows what no archive can: also what came and went unseen. */
export interface DiaryLine {
  readonly at: Date;
  readonly what: Happening;
  readonly host: string;
  readonly account: string | null;
  readonly post: string | null;
  readonly detail: string;
}

export interface PostOptions {
  /** On whose page it is posted, where that is not its author's own. */
  readonly page?: Account;
  readonly at?: Date;
  readonly key?: string;
  readonly title?: string;
  readonly language?: string;
  readonly audience?: Audience;
  readonly isPrivate?: boolean;
  readonly contentWarning?: string;
  readonly media?: readonly { readonly scene: string; readonly alt: string }[];
  readonly poll?: { readonly options: readonly string[]; readonly closesAt: Date; readonly multiple?: boolean };
  /** Dated `at`, but in the lists only from now on. */
  readonly listedAt?: Date;
  /** Of an Instagram: it ends after a day. */
  readonly story?: boolean;
}
