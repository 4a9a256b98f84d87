import { createHash } from 'node:crypto';
import { nativeId } from './ids.rules.js';
import type {
  Account,
  Poll,
  Post,
  PostOptions,
  ProfileField,
  Server,
  ServerSettings,
  Software,
  Version,
} from './world.types.js';

const VERSIONS: Readonly<Record<Software, string>> = {
  mastodon: '4.6.4', // recorded: mastodonpy-cassettes/test_nodeinfo.json
  gotosocial: '0.20.0-lab', // recorded: gotosocial-session.json "instance v2"
  snac2: '2.75', // platforms.md 3.2
  feed: '1.0',
  facebook: 'v26.0', // platforms.md 1.2 [D]
  instagram: 'v26.0', // platforms.md 1.3
};

/** 300 per 5 minutes: platforms.md 1.10 [V]; snac2 has no limit: 3.2 [V]; calls of a page an hour: assumed. */
const RATE_LIMITS: Readonly<Record<Software, ServerSettings['rateLimit']>> = {
  mastodon: { limit: 300, windowMs: 300_000 },
  gotosocial: { limit: 300, windowMs: 300_000 },
  snac2: null,
  feed: null,
  facebook: { limit: 4_800, windowMs: 3_600_000 },
  instagram: { limit: 4_800, windowMs: 3_600_000 },
};

/** What an installation of a test sets as FACEBOOK_APP_ID and FACEBOOK_APP_SECRET. */
export const LAB_APP = { id: '1234567890123456', secret: 'lab-app-secret-of-facebook' } as const;

export function makeServer(host: string, settings: Partial<ServerSettings> & { readonly software: Software }): Server {
  const { software } = settings;
  return {
    host,
    version: VERSIONS[software],
    locale: 'en',
    strict: software === 'gotosocial', // platforms.md 1.10 [V]
    changeIdsOnEdit: software === 'snac2', // platforms.md 3.2 [V]
    // Addresses of fbcdn are signed and end (platforms.md 1.2 [R]); for how long is assumed.
    mediaTtlMs: software === 'facebook' || software === 'instagram' ? 4 * 24 * 3_600_000 : null,
    rateLimit: RATE_LIMITS[software],
    emojis: [],
    tokenSeconds: null,
    hidesMetadata: false,
    oauthOrigin: null,
    appSecret: LAB_APP.secret,
    demandsProof: false,
    noRole: false,
    ...settings,
    outages: [],
  };
}

export interface Profile {
  readonly displayName?: string;
  readonly note?: string;
  readonly fields?: readonly ProfileField[];
  readonly bot?: boolean;
  readonly createdAt?: Date;
}

export function makeAccount(
  of: { username: string; host: string; order: number; software: Software },
  profile: Profile,
): Account {
  const filled = {
    displayName: of.username,
    note: '',
    fields: [],
    bot: false,
    createdAt: new Date(Date.UTC(2022, 10, 4)),
    ...profile,
  };
  // snac2 numbers its accounts by a hash; any opaque string does (assumed).
  const ids = of.software === 'gotosocial' ? 'gotosocial' : 'mastodon';
  return {
    id:
      of.software === 'facebook'
        ? facebookId(of.order)
        : nativeId(ids, { at: filled.createdAt, order: of.order, uri: of.username }),
    host: of.host,
    username: of.username,
    ...filled,
    suspended: false,
    deleted: false,
    limited: false,
    movedTo: null,
    feed: { window: 20, paging: 'none', gone: false, retryAfterSeconds: null },
  };
}

export interface Draft {
  readonly author: Account;
  readonly text: string;
  readonly options: PostOptions;
  readonly inReplyTo?: Post;
  readonly repostOf?: Post;
  readonly quotes?: Post;
}

export function makePost(draft: Draft, of: { at: Date; order: number; software: Software }): Post {
  const { author, options, inReplyTo = null, repostOf = null, quotes = null } = draft;
  const { at, order } = of;
  const { key = String(order), language = 'en', audience = 'public', listedAt = at } = options;
  return {
    key,
    order,
    uri: of.software === 'facebook' ? facebookUri(draft, order) : uriOf(author, { ...of, repost: repostOf !== null }),
    author,
    createdAt: at,
    language,
    audience,
    versions: [firstVersion(draft, of)],
    inReplyTo,
    repostOf,
    quotes,
    poll: options.poll ? openPoll(options.poll, order) : null,
    listedAt,
    removedAt: null,
    hidden: false,
    isPrivate: options.isPrivate === true,
    favourites: 0,
    unlisted: false,
    story: options.story === true,
  };
}

function firstVersion({ text, options }: Draft, { at, order }: { at: Date; order: number }): Version {
  const media = (options.media ?? []).map(({ scene, alt }, i) => ({
    medium: {
      key: createHash('sha256')
        .update(`medium ${String(order)} ${String(i)} ${scene}`)
        .digest('hex')
        .slice(0, 16),
      scene,
    },
    alt,
  }));
  const { title = null, contentWarning = '' } = options;
  return { at, text, title, contentWarning, media };
}

/** ActivityPub: a post's URI holds its first id and stays; a boost's is its activity (recorded: test_status_reblog_unreblog). */
function uriOf(author: Account, of: { at: Date; order: number; software: Software; repost: boolean }): string {
  const { host, username } = author;
  const id = nativeId(of.software, { at: of.at, order: of.order, uri: username });
  if (of.software === 'instagram') return `${INSTAGRAM}${String(17_800_000_000_000_000n + BigInt(of.order))}`;
  if (of.software === 'feed') return `tag:${host},${of.at.toISOString().slice(0, 10)}:${username}/${String(of.order)}`;
  if (of.software === 'snac2') return `https://${host}/${username}/p/${id}`;
  return `https://${host}/users/${username}/statuses/${id}${of.repost ? '/activity' : ''}`;
}

/** Numbers of fifteen digits, as those of pages and people are (recorded: 1234567890321 and longer). */
export function facebookId(order: number): string {
  return String(100_000_000_000_000 + order);
}

export const INSTAGRAM = 'https://www.instagram.com/';
export const FACEBOOK = 'https://www.facebook.com/';

/**
 * A post is `page_number`, a comment `number of the post_number` (recorded: posts and comments of python-facebook). What a
 * visitor posts stands on the page too.
 */
function facebookUri({ author, inReplyTo, options }: Draft, order: number): string {
  const number = String(900_000_000_000_000 + order);
  let root = inReplyTo;
  while (root?.inReplyTo) root = root.inReplyTo;
  const above = root ? root.uri.split('_').at(-1) : (options.page ?? author).id;
  return `${FACEBOOK}${above ?? ''}_${number}`;
}

function openPoll(poll: NonNullable<PostOptions['poll']>, order: number): Poll {
  return {
    id: String(order),
    options: poll.options.map((title) => ({ title, votes: 0 })),
    closesAt: poll.closesAt,
    multiple: poll.multiple ?? false,
  };
}

export function newest(post: Post): Version {
  const version = post.versions.at(-1);
  if (!version) throw new Error(`Post ${post.key} has no version`);
  return version;
}
