import type { AuthorBody, ItemBody, ItemKind, ItemRef, MediumBody, PollBody } from '../observation.types.js';
import {
  countAt,
  idAt,
  isObject,
  isTrueAt,
  type JsonObject,
  objectAt,
  objectsAt,
  textAt,
  timeAt,
} from '../json.rules.js';
import { readMarkup } from '../read-markup.js';

/** Everything of a status but its nested originals. Shapes: docs.joinmastodon.org/entities/Status and kin. */
export interface MappedStatus {
  readonly ref: ItemRef;
  readonly body: ItemBody;
  readonly counts: Readonly<Record<string, number>>;
}

/** What a status alone does not say. */
export interface StatusSetting {
  /** Host part of the handles of this server's own accounts. */
  readonly domain: string;
  /** Permanent names of statuses by this server's ids, as far as the answers at hand tell. */
  readonly uris: ReadonlyMap<string, string>;
}

export function mastodonRef(canonicalUri: string): ItemRef {
  return { platform: 'mastodon', canonicalUri, lineage: '' };
}

/** The name a status keeps when its id, its text or its server's address of it changes. */
export function uriOf(status: JsonObject): string | null {
  return textAt(status, 'uri') ?? textAt(status, 'url');
}

/** The status a quoting one shows: Mastodon 4.4 wraps it (`quoted_status`), Pleroma's kin nest it bare. */
export function quotedStatus(status: JsonObject): { readonly status: JsonObject; readonly path: string } | null {
  const quote = objectAt(status, 'quote');
  if (!quote) return null;
  const wrapped = objectAt(quote, 'quoted_status');
  if (wrapped) return { status: wrapped, path: '/quote/quoted_status' };
  return uriOf(quote) !== null && idAt(quote, 'id') !== null ? { status: quote, path: '/quote' } : null;
}

/** Null when the object has no id, name or author: it is no status then. */
export function mapStatus(status: JsonObject, setting: StatusSetting): MappedStatus | null {
  const uri = uriOf(status);
  const nativeId = idAt(status, 'id');
  const account = objectAt(status, 'account');
  if (uri === null || nativeId === null || !account) return null;
  const original = objectAt(status, 'reblog');
  const poll = original ? null : objectAt(status, 'poll');
  const pointed = pointersOf(status, original, setting);
  const body: ItemBody = {
    ...written(original ? {} : status),
    kind: kindOf(status),
    nativeId,
    url: textAt(status, 'url'),
    author: mapAuthor(account, setting.domain),
    lang: textAt(status, 'language'),
    title: null,
    postedAt: timeAt(status, 'created_at'),
    editedAt: timeAt(status, 'edited_at'),
    audience: audienceOf(status),
    ...pointed,
    poll: poll && mapPoll(poll),
    profile: null,
  };
  return { ref: mastodonRef(uri), body, counts: { ...statusCounts(status), ...pollCounts(poll) } };
}

function pointersOf(
  status: JsonObject,
  original: JsonObject | null,
  { uris }: StatusSetting,
): Pick<ItemBody, 'inReplyTo' | 'quoted' | 'reposted'> {
  const quoted = original ? null : quotedStatus(status);
  return {
    inReplyTo: refOf(uris.get(idAt(status, 'in_reply_to_id') ?? '') ?? null),
    quoted: refOf(quoted && uriOf(quoted.status)),
    reposted: refOf(original && uriOf(original)),
  };
}

/**
 * The versions of a status by `GET /api/v1/statuses/:id/history`, oldest first. An entry holds only what can be edited;
 * the rest is the present status's. The last entry is the present version exactly when its time is the `edited_at` of
 * the status (checked on recordings of Mastodon and GoToSocial): otherwise the history is not complete.
 */
export function mapHistory(
  present: MappedStatus,
  entries: readonly JsonObject[],
): { readonly complete: boolean; readonly versions: readonly ItemBody[] } {
  const { body } = present;
  const last = entries.at(-1);
  const complete = last !== undefined && timeAt(last, 'created_at') === (body.editedAt ?? body.postedAt);
  const versions = entries.map((entry, index): ItemBody => {
    const isPresent = complete && index === entries.length - 1;
    const poll = objectAt(entry, 'poll');
    return {
      ...body,
      ...written(entry),
      editedAt: index === 0 ? null : timeAt(entry, 'created_at'),
      poll: isPresent
        ? body.poll
        : poll && { ...mapPoll({ options: poll['options'] }), closesAt: body.poll?.closesAt ?? null },
    };
  });
  return { complete, versions };
}

/** What its author wrote: the part a status and an entry of its history have in common. */
function written(
  source: JsonObject,
): Pick<ItemBody, 'text' | 'contentWarning' | 'links' | 'tags' | 'mentions' | 'media' | 'emoji'> {
  const markup = readMarkup(textAt(source, 'content') ?? '');
  return {
    ...markup,
    contentWarning: textAt(source, 'spoiler_text'),
    media: objectsAt(source, 'media_attachments').map(mapMedium),
    emoji: mapEmoji(source),
  };
}

export function mapEmoji(source: JsonObject): ItemBody['emoji'] {
  return objectsAt(source, 'emojis').flatMap((emoji) => {
    const shortcode = textAt(emoji, 'shortcode');
    return shortcode === null ? [] : [{ shortcode, url: textAt(emoji, 'url') ?? '' }];
  });
}

export function mapAuthor(account: JsonObject, domain: string): AuthorBody {
  const acct = textAt(account, 'acct') ?? textAt(account, 'username') ?? '';
  return {
    canonicalUri: uriOf(account) ?? `acct:${acct}@${domain}`,
    handle: acct.includes('@') ? `@${acct}` : `@${acct}@${domain}`,
    displayName: textAt(account, 'display_name') ?? acct,
  };
}

/** `url` is null while the server still works on the file; then the author's server or the preview has to do. */
function mapMedium(attachment: JsonObject): MediumBody {
  const url = textAt(attachment, 'url') ?? textAt(attachment, 'remote_url') ?? textAt(attachment, 'preview_url') ?? '';
  return {
    key: idAt(attachment, 'id') ?? url.split('?')[0] ?? '',
    url,
    mime: mimeOf(url),
    alt: textAt(attachment, 'description') ?? '',
  };
}

const MIMES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
};

/** By the ending of the address: the API tells only "image" or "video". The bytes, once fetched, have the last word. */
export function mimeOf(url: string): string | null {
  const ending = /\.([a-z0-9]{2,4})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase();
  return (ending !== undefined && MIMES[ending]) || null;
}

function mapPoll(poll: JsonObject): PollBody {
  const closed = isTrueAt(poll, 'expired');
  return {
    options: objectsAt(poll, 'options').map((option) => ({
      title: textAt(option, 'title') ?? '',
      votes: closed ? countAt(option, 'votes_count') : null,
    })),
    closesAt: timeAt(poll, 'expires_at'),
    closed,
    votes: closed ? countAt(poll, 'votes_count') : null,
  };
}

function statusCounts(status: JsonObject): Record<string, number> {
  const names = {
    replies: 'replies_count',
    reblogs: 'reblogs_count',
    favourites: 'favourites_count',
    quotes: 'quotes_count',
  };
  return defined(Object.entries(names).map(([name, key]) => [name, countAt(status, key)]));
}

/** The running tally: a side series, since each vote would else be a version. Options are `poll.1`, `poll.2` … */
function pollCounts(poll: JsonObject | null): Record<string, number> {
  if (!poll || isTrueAt(poll, 'expired')) return {};
  const options = objectsAt(poll, 'options').map(
    (option, i) => [`poll.${i + 1}`, countAt(option, 'votes_count')] as const,
  );
  return defined([...options, ['poll.votes', countAt(poll, 'votes_count')]]);
}

export function defined(pairs: readonly (readonly [string, number | null])[]): Record<string, number> {
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, number] => pair[1] !== null));
}

/** A reply stays one when its parent is gone: Mastodon then empties `in_reply_to_id` and keeps the parent's account. */
function kindOf(status: JsonObject): ItemKind {
  if (isObject(status['reblog'])) return 'repost';
  return idAt(status, 'in_reply_to_id') !== null || idAt(status, 'in_reply_to_account_id') !== null ? 'reply' : 'post';
}

/** A word we do not know is read as the narrower audience: a mistake must not make anything public. */
function audienceOf(status: JsonObject): ItemBody['audience'] {
  const visibility = textAt(status, 'visibility');
  if (visibility === 'public' || visibility === 'unlisted' || visibility === 'direct') return visibility;
  return 'followers';
}

function refOf(uri: string | null): ItemRef | null {
  return uri === null ? null : mastodonRef(uri);
}
