import type { ItemBody, ItemRef, MediumBody } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { idAt, type JsonObject, objectAt, objectsAt, textAt, utcTime } from '../../json.rules.js';
import { defined, mimeOf } from '../../mastodon/map-status.js';

/**
 * Posts as the download of X writes them (`data/tweets.js`). Which members there are was seen in programs that read such
 * downloads; what X means by each is not documented: assumed.
 */
export interface TweetSetting {
  /** Of the account, without the @. */
  readonly handle: string;
  readonly displayName: string;
  readonly accountUri: string;
  /** Where the bytes of a medium can be had; null where the download does not hold them. */
  readonly mediumAt: (tweetId: string, file: string) => string | null;
}

export interface MappedTweet {
  readonly id: string;
  readonly ref: ItemRef;
  readonly body: ItemBody;
  readonly counts: Readonly<Record<string, number>>;
  /** Ids of all versions there have been, the oldest first. */
  readonly chain: readonly string[];
}

/** Whichever of its versions is named, a post is known by the first (X API, edit posts: each edit is a post with an id of its own). */
export function tweetRef(initialId: string): ItemRef {
  return { platform: 'x', canonicalUri: `https://x.com/i/web/status/${initialId}`, lineage: initialId };
}

/** Null when it has no id: it is no post then. */
export function mapTweet(tweet: JsonObject, setting: TweetSetting): MappedTweet | null {
  const id = digitsAt(tweet, 'id_str', 'id');
  if (id === null) return null;
  const chain = chainOf(tweet, id);
  const entities = objectAt(tweet, 'entities') ?? {};
  const reply = digitsAt(tweet, 'in_reply_to_status_id_str', 'in_reply_to_status_id');
  const text = unescaped(textAt(tweet, 'full_text') ?? textAt(tweet, 'text') ?? '');
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: kindOf(tweet, text, reply),
    nativeId: id,
    url: `https://x.com/${setting.handle}/status/${id}`,
    author: { canonicalUri: setting.accountUri, handle: `@${setting.handle}`, displayName: setting.displayName },
    text,
    lang: languageOf(tweet),
    ...timesOf(tweet, chain, id),
    inReplyTo: reply === null ? null : tweetRef(reply),
    media: mediaOf(tweet, id, setting),
    links: linksIn(entities),
    tags: texts(entities, 'hashtags', 'text'),
    mentions: texts(entities, 'user_mentions', 'screen_name').map((name) => `@${name}`),
  };
  const counts = defined([
    ['favourites', whole(idAt(tweet, 'favorite_count'))],
    ['reblogs', whole(idAt(tweet, 'retweet_count'))],
  ]);
  return { id, ref: tweetRef(chain[0] ?? id), body, counts, chain };
}

/** A version was posted when its post was, and made when it says. */
function timesOf(tweet: JsonObject, chain: readonly string[], id: string): Pick<ItemBody, 'postedAt' | 'editedAt'> {
  const at = tweetTime(textAt(tweet, 'created_at'));
  const [initial = id] = chain;
  return initial === id ? { postedAt: at, editedAt: null } : { postedAt: snowflakeTime(initial) ?? at, editedAt: at };
}

function linksIn(entities: JsonObject): ItemBody['links'] {
  return objectsAt(entities, 'urls').flatMap((url) => {
    const expanded = textAt(url, 'expanded_url') ?? textAt(url, 'url');
    return expanded === null ? [] : [{ url: expanded, title: null }];
  });
}

/** `edit_info.initial` of a first version, `edit_info.edit` of a later one. */
function chainOf(tweet: JsonObject, id: string): readonly string[] {
  const info = objectAt(tweet, 'edit_info') ?? {};
  const edit = objectAt(info, 'edit');
  const control = edit ? objectAt(edit, 'editControlInitial') : objectAt(info, 'initial');
  const listed = control?.['editTweetIds'];
  const ids = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string' && /^\d{1,20}$/.test(one)) : [];
  const initial = edit && digits(idAt(edit, 'initialTweetId'));
  const all = ids.includes(id) ? ids : [...ids, id];
  return initial !== null && initial !== undefined && all[0] !== initial ? [initial, ...all] : all;
}

function kindOf(tweet: JsonObject, text: string, reply: string | null): ItemBody['kind'] {
  // A repost is a post that begins so; which post it repeats is not in the download.
  if (text.startsWith('RT @')) return 'repost';
  const answers = reply !== null || idAt(tweet, 'in_reply_to_user_id_str') !== null;
  return answers ? 'reply' : 'post';
}

/** `zxx`, `und` and codes of X's own (`qme`, `qht`, …) are no languages. */
function languageOf(tweet: JsonObject): string | null {
  const lang = textAt(tweet, 'lang');
  return lang === null || /^(?:zxx|und|q\w\w|art)$/.test(lang) ? null : lang;
}

function mediaOf(tweet: JsonObject, id: string, { mediumAt }: TweetSetting): readonly MediumBody[] {
  const source = objectAt(tweet, 'extended_entities') ?? objectAt(tweet, 'entities') ?? {};
  return objectsAt(source, 'media').flatMap((medium) => {
    const address = bestVariant(medium) ?? textAt(medium, 'media_url_https') ?? textAt(medium, 'media_url');
    const key = idAt(medium, 'id_str') ?? address;
    if (address === null || key === null) return [];
    const file = address.split('?')[0]?.split('/').at(-1) ?? '';
    return { key, url: mediumAt(id, file) ?? address, mime: mimeOf(file), alt: textAt(medium, 'ext_alt_text') ?? '' };
  });
}

/** The download holds the variant of a video with the highest rate. */
function bestVariant(medium: JsonObject): string | null {
  const info = objectAt(medium, 'video_info');
  const rates = objectsAt(info ?? {}, 'variants').flatMap((variant) => {
    const url = textAt(variant, 'url');
    return url === null || textAt(variant, 'content_type') !== 'video/mp4'
      ? []
      : [{ url, rate: whole(idAt(variant, 'bitrate')) ?? 0 }];
  });
  return rates.toSorted((a, b) => b.rate - a.rate)[0]?.url ?? null;
}

/** `Wed Oct 05 19:49:20 +0000 2022`. */
export function tweetTime(text: string | null): string | null {
  return utcTime(text);
}

/** Ids tell when they were given out, in milliseconds since 2010-11-04T01:42:54.657Z; those from before do not. */
export function snowflakeTime(id: string): string | null {
  if (!/^\d{15,19}$/.test(id)) return null;
  return new Date(Number((BigInt(id) >> 22n) + 1_288_834_974_657n)).toISOString();
}

/** The three characters X writes as entities in texts. */
export function unescaped(text: string): string {
  return text.includes('&') ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text;
}

function texts(entities: JsonObject, list: string, name: string): string[] {
  return objectsAt(entities, list).flatMap((one) => textAt(one, name) ?? []);
}

function digitsAt(tweet: JsonObject, ...names: readonly string[]): string | null {
  return digits(names.map((name) => idAt(tweet, name)).find((one) => one !== null) ?? null);
}

function digits(id: string | null): string | null {
  return id !== null && /^\d{1,20}$/.test(id) ? id : null;
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
