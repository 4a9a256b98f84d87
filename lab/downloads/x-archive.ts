import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/**
 * A download of X as its owner gets it: a ZIP of scripts that each assign a list, written in the order and with the
 * spacing X writes. What the members of a post are was seen in programs that read such downloads; the rest is assumed.
 */
export interface XTweet {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  readonly replyTo?: string;
  /** Ids of all its versions, the oldest first; a post that was never edited has one. */
  readonly chain?: readonly string[];
  readonly media?: readonly { readonly id: string; readonly file: string }[];
  readonly deletedAt?: Date;
}

export interface XArchive {
  readonly handle: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly madeAt: Date;
  readonly tweets: Iterable<XTweet>;
  /** In files of so many posts. */
  readonly perFile?: number;
  readonly deleted?: readonly XTweet[];
  /** Long posts in full, by the second of the post they belong to. */
  readonly notes?: readonly { readonly at: Date; readonly text: string }[];
  /** Other files, by name. */
  readonly files?: Readonly<Record<string, Buffer | string>>;
}

/** Streamed to `path`, however many posts there are. */
export async function writeXArchive(path: string, archive: XArchive): Promise<void> {
  const zip = new ZipFile();
  const done = pipeline(zip.outputStream, createWriteStream(path));
  const { handle, accountId, displayName, madeAt } = archive;
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name);
  const manifest = {
    userInfo: { accountId, userName: handle, displayName },
    archiveInfo: { sizeBytes: '0', generationDate: madeAt.toISOString(), isPartialArchive: false },
  };
  add('data/manifest.js', `window.__THAR_CONFIG = ${JSON.stringify(manifest, null, 2)}`);
  const account = { email: 'office@newford.example', createdVia: 'web', username: handle, accountId };
  add('data/account.js', script('account', [{ account: { ...account, accountDisplayName: displayName } }]));
  const profile = { description: { bio: 'Official account of Newford.', website: '', location: 'Newford' } };
  add('data/profile.js', script('profile', [{ profile }]));
  addTweets(zip, archive);
  const { deleted = [], notes = [], files = {} } = archive;
  if (deleted.length > 0) add('data/deleted-tweets.js', script('deleted_tweets', deleted.map(listed)));
  if (notes.length > 0) add('data/note-tweet.js', script('note_tweet', notes.map(noted)));
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await done;
}

function addTweets(zip: ZipFile, { tweets, perFile }: XArchive): void {
  if (perFile === undefined) {
    zip.addReadStream(Readable.from(fileOf(0, tweets)), 'data/tweets.js');
    return;
  }
  const all = [...tweets];
  for (let part = 0; part === 0 || part * perFile < all.length; part += 1) {
    const text = [...fileOf(part, all.slice(part * perFile, (part + 1) * perFile))].join('');
    zip.addBuffer(Buffer.from(text), part === 0 ? 'data/tweets.js' : `data/tweets-part${part}.js`);
  }
}

function* fileOf(part: number, tweets: Iterable<XTweet>): Generator<string> {
  let held = `window.YTD.tweets.part${part} = [`;
  let comma = '';
  for (const tweet of tweets) {
    held += `${comma}\n  ${spaced(listed(tweet))}`;
    comma = ',';
    if (held.length < 65_536) continue;
    yield held;
    held = '';
  }
  yield `${held}\n]`;
}

/** As X spaces it. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ').replaceAll('": ', '" : ');
}

function script(name: string, list: readonly unknown[]): string {
  return `window.YTD.${name}.part0 = ${JSON.stringify(list, null, 2).replaceAll('": ', '" : ')}`;
}

function noted({ at, text }: { readonly at: Date; readonly text: string }): object {
  const core = { styletags: [], urls: [], text, mentions: [], cashtags: [], hashtags: [] };
  return { noteTweet: { noteTweetId: String(at.getTime()), createdAt: at.toISOString(), core } };
}

function listed({ id, text, at, replyTo, chain = [id], media = [], deletedAt }: XTweet): object {
  const control = {
    editTweetIds: chain,
    editableUntil: new Date(at.getTime() + 3_600_000).toISOString(),
    editsRemaining: '5',
    isEditEligible: true,
  };
  const isEdit = chain.indexOf(id) > 0;
  const shown = media.map((medium) => ({
    expanded_url: `https://twitter.com/newford/status/${id}/photo/1`,
    indices: ['0', '0'],
    url: 'https://t.co/abcdefghij',
    media_url_https: `https://pbs.twimg.com/media/${medium.file}`,
    id_str: medium.id,
    type: 'photo',
  }));
  return {
    tweet: {
      edit_info: isEdit ? { edit: { initialTweetId: chain[0], editControlInitial: control } } : { initial: control },
      retweeted: false,
      source: '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
      entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
      display_text_range: ['0', String(text.length)],
      favorite_count: '3',
      ...(replyTo === undefined
        ? {}
        : { in_reply_to_status_id_str: replyTo, in_reply_to_user_id_str: '99', in_reply_to_screen_name: 'somebody' }),
      id_str: id,
      truncated: false,
      retweet_count: '1',
      id,
      created_at: tweetTime(at),
      favorited: false,
      full_text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      lang: 'en',
      ...(media.length === 0 ? {} : { extended_entities: { media: shown } }),
      ...(deletedAt === undefined ? {} : { deleted_at: deletedAt.toISOString() }),
    },
  };
}

/** `Wed Oct 05 19:49:20 +0000 2022`. */
function tweetTime(at: Date): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = at.toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${time} +0000 ${year}`;
}

/** Ids as X gives them out at this time. */
export function tweetId(at: Date, place = 0): string {
  return String((BigInt(at.getTime() - 1_288_834_974_657) << 22n) + BigInt(place));
}
