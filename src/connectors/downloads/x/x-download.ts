import { jsonPaths, jsonRanges } from '../../json-ranges.rules.js';
import type { Observation } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { idAt, isObject, type JsonObject, objectAt, textAt, utcTime } from '../../json.rules.js';
import type { Download, DownloadAbout, DownloadReading } from '../download.port.js';
import { fileUrl, type Listed, type Piece, type PlaceInBody } from '../page-of-pieces.js';
import { type Meant, type Part, PiecewiseReader, readJson } from '../piecewise-reader.js';
import { type LongPosts, NO_LONG_POSTS, readLongPosts } from './long-posts.js';
import { type MappedTweet, mapTweet, tweetRef, type TweetSetting } from './map-tweet.js';

/** Lists of posts; an archive in parts numbers them. */
const TWEETS = /^data\/(?:tweets?|community-tweet)(?:-part\d+)?\.js$/;
const DELETED = /^data\/deleted-tweets?(?:-part\d+)?\.js$/;
const DELETED_HEADERS = /^data\/deleted-tweet-headers(?:-part\d+)?\.js$/;
const NOTES = /^data\/note-tweet(?:-part\d+)?\.js$/;
const MEDIA_FOLDERS = ['tweets_media', 'tweet_media', 'community_tweet_media', 'deleted_tweets_media'];

interface Setting extends TweetSetting {
  readonly longPosts: LongPosts;
  readonly profile: JsonObject | null;
  readonly mediumNamed: (file: string) => string | null;
}

/**
 * "Download an archive of your data" of X: a ZIP of scripts that each assign a list. Direct messages are not read: they
 * are not consented to by importing one's posts.
 */
export class XDownload extends PiecewiseReader<Setting> {
  readonly format = 'x';
  readonly platforms = ['x'] as const;

  recognises(names: ReadonlySet<string>): boolean {
    return names.has('data/account.js') && [...names].some((name) => TWEETS.test(name) || DELETED.test(name));
  }

  async about(download: Download): Promise<DownloadAbout> {
    const account = await first(download, 'data/account.js', 'account');
    const manifest = download.members.has('data/manifest.js') ? await readJson(download, 'data/manifest.js') : null;
    const archive = isObject(manifest) ? objectAt(manifest, 'archiveInfo') : null;
    return {
      madeAt: utcTime(archive && textAt(archive, 'generationDate')),
      owner: account && { id: idAt(account, 'accountId'), handle: textAt(account, 'username') },
    };
  }

  /** What was deleted is told after what it said, so that it is known by then. */
  protected parts({ members }: Download): readonly Part[] {
    const names = [...members.keys()].toSorted((a, b) => BY_NAME.compare(stem(a), stem(b)));
    const of = (pattern: RegExp, kind: string): Part[] =>
      names.filter((name) => pattern.test(name)).map((name) => ({ name, kind, path: [] }));
    const headers = of(DELETED_HEADERS, 'gone');
    return [
      ...of(/^data\/profile\.js$/, 'profile'),
      ...of(TWEETS, 'tweet'),
      ...of(DELETED, 'tweet'),
      ...(headers.length > 0 ? headers : of(DELETED, 'gone')),
    ];
  }

  protected async begin({ download, account }: DownloadReading): Promise<Setting> {
    const owner = await first(download, 'data/account.js', 'account');
    const notes = [...download.members.keys()].filter((name) => NOTES.test(name));
    const handle = (owner && textAt(owner, 'username')) ?? account.handle.replace(/^@/, '');
    return {
      handle,
      displayName: (owner && textAt(owner, 'accountDisplayName')) ?? handle,
      accountUri: account.canonicalUri,
      profile: owner,
      mediumAt: (tweetId, file) => memberUrl(download, MEDIA_FOLDERS, `${tweetId}-${file}`),
      mediumNamed: (file) => memberUrl(download, ['profile_media'], file),
      longPosts: notes.length > 0 ? await readLongPosts(download, notes) : NO_LONG_POSTS,
    };
  }

  protected mean({ piece, value }: Listed, { kind }: Part, setting: Setting): Meant | null {
    if (kind === 'profile') return profileOf(piece, objectAt(value, 'profile'), setting);
    const tweet = objectAt(value, 'tweet') ?? value;
    return kind === 'gone' ? goneOf(piece, tweet) : tweetOf(piece, tweet, setting);
  }
}

const BY_NAME = new Intl.Collator('en', { numeric: true });

/** `tweets.js` comes before `tweets-part1.js`. */
function stem(name: string): string {
  return name.replace(/\.js$/, '');
}

function tweetOf(piece: Piece, tweet: JsonObject, setting: Setting): Meant | null {
  const mapped = mapTweet(tweet, setting);
  if (!mapped) return null;
  const long = setting.longPosts.of(mapped.body);
  const body = long ? { ...mapped.body, ...long.body } : mapped.body;
  const place = mapped.chain.indexOf(mapped.id) + 1;
  return {
    pieces: long ? [piece, long.piece] : [piece],
    say: (range) => [observed({ ...mapped, body }, range, place)],
    together: { name: mapped.ref.lineage, of: mapped.chain.length },
  };
}

function observed({ ref, body, counts, chain }: MappedTweet, range: PlaceInBody, place: number): Observation {
  const evidence = { exchange: 0, range };
  if (place === chain.length) return { type: 'snapshot', ref, body, evidence, counts };
  // Which of the versions the download holds is not told beforehand: its history may not be whole.
  return { type: 'version', ref, body, evidence, ordinal: place, total: chain.length, complete: false };
}

const ID_AND_TIME = jsonPaths(['tweet.id_str', 'tweet.id', 'tweet.tweet_id', 'tweet.deleted_at']);

/** Which post, and when: no more of it is kept here, since what it said belongs to the post. */
function goneOf(piece: Piece, tweet: JsonObject): Meant | null {
  const id = idAt(tweet, 'id_str') ?? idAt(tweet, 'id') ?? idAt(tweet, 'tweet_id');
  if (id === null || !/^\d{1,20}$/.test(id)) return null;
  const at = utcTime(textAt(tweet, 'deleted_at'));
  const ranges = [...jsonRanges(piece.bytes, ID_AND_TIME).values()].toSorted((a, b) => a[0] - b[0]);
  return {
    pieces: ranges.map(([start, end]) => ({
      name: piece.name,
      offset: piece.offset + start,
      bytes: piece.bytes.subarray(start, end),
    })),
    say: () => [
      {
        type: 'gone',
        ref: tweetRef(id),
        evidence: { exchange: 0, range: null },
        ground: 'asserted',
        // The file is called so; who deleted it is not told.
        cause: 'unknown',
        ...(at === null ? {} : { at }),
      },
    ],
  };
}

function profileOf(piece: Piece, profile: JsonObject | null, setting: Setting): Meant | null {
  if (!profile) return null;
  const about = objectAt(profile, 'description') ?? {};
  const account = setting.profile ?? {};
  const fields = [
    ['location', textAt(about, 'location')],
    ['website', textAt(about, 'website')],
  ].flatMap(([name, value]) => (name && value ? [{ name, value }] : []));
  const author = { canonicalUri: setting.accountUri, handle: `@${setting.handle}`, displayName: setting.displayName };
  const id = idAt(account, 'accountId') ?? setting.handle;
  const media = (['avatarMediaUrl', 'headerMediaUrl'] as const).flatMap((name) => {
    const address = textAt(profile, name);
    if (address === null) return [];
    const file = address.split('/').at(-1) ?? '';
    return [{ key: `${name}:${file}`, url: setting.mediumNamed(`${id}-${file}`) ?? address, mime: null, alt: '' }];
  });
  const body = {
    ...EMPTY_BODY,
    kind: 'profile' as const,
    nativeId: id,
    url: `https://x.com/${setting.handle}`,
    author,
    media,
    profile: {
      handle: author.handle,
      displayName: author.displayName,
      bio: textAt(about, 'bio') ?? '',
      fields,
      movedTo: null,
    },
  };
  const ref = { platform: 'x' as const, canonicalUri: setting.accountUri, lineage: '' };
  return {
    pieces: [piece],
    say: (range) => [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range }, counts: {} }],
  };
}

async function first(download: Download, name: string, key: string): Promise<JsonObject | null> {
  const list = download.members.has(name) ? await readJson(download, name) : null;
  const entry: unknown = Array.isArray(list) ? list[0] : null;
  return isObject(entry) ? (objectAt(entry, key) ?? entry) : null;
}

function memberUrl({ members }: Download, folders: readonly string[], file: string): string | null {
  const name = folders.map((folder) => `data/${folder}/${file}`).find((one) => members.has(one));
  return name === undefined ? null : fileUrl(name);
}
