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
};

export function makeServer(host: string, settings: Partial<ServerSettings> & { readonly software: Software }): Server {
  const { software } = settings;
  return {
    host,
    version: VERSIONS[software],
    locale: 'en',
    strict: software === 'gotosocial', // platforms.md 1.10 [V]
    changeIdsOnEdit: software === 'snac2', // platforms.md 3.2 [V]
    mediaTtlMs: null,
    // 300 per 5 minutes: platforms.md 1.10 [V]; snac2 has no limit: 3.2 [V].
    rateLimit: software === 'mastodon' || software === 'gotosocial' ? { limit: 300, windowMs: 300_000 } : null,
    emojis: [],
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
    id: nativeId(ids, { at: filled.createdAt, order: of.order, uri: of.username }),
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
    uri: uriOf(author, { ...of, repost: repostOf !== null }),
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
    favourites: 0,
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
  if (of.software === 'feed') return `tag:${host},${of.at.toISOString().slice(0, 10)}:${username}/${String(of.order)}`;
  if (of.software === 'snac2') return `https://${host}/${username}/p/${id}`;
  return `https://${host}/users/${username}/statuses/${id}${of.repost ? '/activity' : ''}`;
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
