import type { ItemBody, ItemRef, MediumBody } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { isObject, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../../json.rules.js';
import { mastodonRef, mimeOf } from '../../mastodon/map-status.js';
import { readMarkup } from '../../read-markup.js';
import type { Download, DownloadAbout, DownloadReading } from '../download.port.js';
import { fileUrl, type Listed } from '../page-of-pieces.js';
import { type Meant, type Part, PiecewiseReader, readJson } from '../piecewise-reader.js';

const PUBLIC = new Set(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public']);

interface Setting {
  readonly accountUri: string;
  readonly handle: string;
  readonly displayName: string;
  readonly members: Download['members'];
}

/**
 * "Request your archive" of Mastodon: `outbox.json`, an ActivityStreams collection of what the account posted and boosted
 * (docs.joinmastodon.org, user/moving), with `actor.json` and the media. Each is known by its ActivityPub id, as the API
 * names it. Direct messages are not read.
 */
export class MastodonDownload extends PiecewiseReader<Setting> {
  readonly format = 'mastodon';
  readonly platforms = ['mastodon'] as const;

  recognises(names: ReadonlySet<string>): boolean {
    return names.has('outbox.json');
  }

  async about(download: Download): Promise<DownloadAbout> {
    const actor = await actorIn(download);
    return {
      madeAt: null,
      owner: actor && { id: textAt(actor, 'id'), handle: textAt(actor, 'preferredUsername') },
    };
  }

  protected parts(): readonly Part[] {
    return [{ name: 'outbox.json', kind: 'activity', path: ['orderedItems'] }];
  }

  protected async begin({ download, account }: DownloadReading): Promise<Setting> {
    const actor = await actorIn(download);
    return {
      accountUri: account.canonicalUri,
      handle: account.handle,
      displayName: (actor && textAt(actor, 'name')) ?? account.handle,
      members: download.members,
    };
  }

  protected mean({ piece, value }: Listed, _part: Part, setting: Setting): Meant | null {
    const read = textAt(value, 'type') === 'Announce' ? boostOf(value, setting) : noteOf(value, setting);
    if (!read || read.body.audience === 'direct') return null;
    const { ref, body } = read;
    return {
      pieces: [piece],
      say: (range) => [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range }, counts: {} }],
    };
  }
}

interface Read {
  readonly ref: ItemRef;
  readonly body: ItemBody;
}

function noteOf(activity: JsonObject, setting: Setting): Read | null {
  const note = textAt(activity, 'type') === 'Create' ? objectAt(activity, 'object') : null;
  const id = note && textAt(note, 'id');
  if (!note || !id) return null;
  const reply = textAt(note, 'inReplyTo');
  const body: ItemBody = {
    ...bodyOf(id, setting),
    ...readMarkup(textAt(note, 'content') ?? ''),
    kind: reply === null ? 'post' : 'reply',
    url: textAt(note, 'url') ?? id,
    contentWarning: textAt(note, 'summary'),
    lang: languageOf(note),
    ...timesOf(note),
    audience: audienceOf(note),
    inReplyTo: reply === null ? null : mastodonRef(reply),
    media: objectsAt(note, 'attachment').flatMap((one) => mediumOf(one, setting)),
  };
  return { ref: mastodonRef(id), body };
}

function languageOf(note: JsonObject): string | null {
  return Object.keys(objectAt(note, 'contentMap') ?? {})[0] ?? null;
}

function timesOf(note: JsonObject): Pick<ItemBody, 'postedAt' | 'editedAt'> {
  const [postedAt, updated] = [timeAt(note, 'published'), timeAt(note, 'updated')];
  return { postedAt, editedAt: updated === postedAt ? null : updated };
}

/** Of what is boosted only the address is in the download. */
function boostOf(activity: JsonObject, setting: Setting): Read | null {
  const [id, object] = [textAt(activity, 'id'), textAt(activity, 'object')];
  if (id === null || object === null) return null;
  const body: ItemBody = {
    ...bodyOf(id.replace(/\/activity$/, ''), setting),
    kind: 'repost',
    url: id,
    postedAt: timeAt(activity, 'published'),
    audience: audienceOf(activity),
    reposted: mastodonRef(object),
  };
  return { ref: mastodonRef(id), body };
}

function bodyOf(id: string, { accountUri, handle, displayName }: Setting): ItemBody {
  return {
    ...EMPTY_BODY,
    nativeId: id.split('/').at(-1) ?? id,
    author: { canonicalUri: accountUri, handle, displayName },
  };
}

/** A mistake must not make anything public: whom we do not know is narrower. */
function audienceOf(object: JsonObject): ItemBody['audience'] {
  const [to, cc] = [addressed(object, 'to'), addressed(object, 'cc')];
  if (to.some((one) => PUBLIC.has(one))) return 'public';
  if (cc.some((one) => PUBLIC.has(one))) return 'unlisted';
  return [...to, ...cc].some((one) => one.endsWith('/followers')) ? 'followers' : 'direct';
}

function addressed(object: JsonObject, name: string): readonly string[] {
  const value = object[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The address in a download is a path in it. */
function mediumOf(attachment: JsonObject, { members }: Setting): readonly MediumBody[] {
  const url = textAt(attachment, 'url');
  if (url === null) return [];
  const path = url.replace(/^\/+/, '');
  const name = [path, path.replace(/^.*?media_attachments\//, 'media_attachments/')].find((one) => members.has(one));
  return [
    {
      key: path.split('/').at(-1) ?? path,
      url: name === undefined ? url : fileUrl(name),
      mime: textAt(attachment, 'mediaType') ?? mimeOf(url),
      alt: textAt(attachment, 'name') ?? '',
    },
  ];
}

async function actorIn(download: Download): Promise<JsonObject | null> {
  const read = download.members.has('actor.json') ? await readJson(download, 'actor.json') : null;
  return isObject(read) ? read : null;
}
