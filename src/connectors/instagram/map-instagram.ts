import type { AuthorBody, ItemBody, ItemRef, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { countAt, idAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import { tagsIn } from '../tags.rules.js';

export const HOME = 'https://www.instagram.com/';

/** By the platform's id: the address of a post has another name in it, and comments have none. */
export function instagramRef(id: string): ItemRef {
  return { platform: 'instagram', canonicalUri: HOME + id, lineage: '' };
}

/** A photo, video, album or story. Shapes: api_specs/specs/IGMedia.json; recorded in python-facebook. */
export function mapMedia(media: JsonObject): MappedObject | null {
  const id = idAt(media, 'id');
  if (id === null) return null;
  const text = textAt(media, 'caption') ?? '';
  const isStory = textAt(media, 'media_product_type') === 'STORY';
  const children = objectAt(media, 'children');
  const shown = children ? objectsAt(children, 'data') : [media];
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: isStory ? 'entry' : 'post',
    nativeId: id,
    url: textAt(media, 'permalink'),
    author: ownerOf(media),
    text,
    postedAt: timeAt(media, 'timestamp'),
    media: shown.flatMap(mediumOf),
    tags: tagsIn(text),
    mentions: mentionsIn(text),
  };
  return { ref: instagramRef(id), body, counts: countsOf(media), shown: null };
}

/** Of the account's stories, which bear no sign of it in older answers (recorded: stories_fields_p1.json). */
export function mapStory(story: JsonObject): MappedObject | null {
  const mapped = mapMedia(story);
  return mapped && { ...mapped, body: { ...mapped.body, kind: 'entry' } };
}

/** A comment, or an answer to one. `above`: the comment it answers, else the post. */
export function mapComment(comment: JsonObject, above: ItemRef | null): MappedObject | null {
  const id = idAt(comment, 'id');
  if (id === null) return null;
  const parent = idAt(comment, 'parent_id');
  const text = textAt(comment, 'text') ?? '';
  const hidden = Object.hasOwn(comment, 'hidden') ? comment['hidden'] : null;
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'reply',
    nativeId: id,
    author: ownerOf(comment),
    text,
    postedAt: timeAt(comment, 'timestamp'),
    inReplyTo: parent === null ? above : instagramRef(parent),
    tags: tagsIn(text),
    mentions: mentionsIn(text),
  };
  const shown = typeof hidden === 'boolean' ? !hidden : null;
  return { ref: instagramRef(id), body, counts: countsOf(comment), shown };
}

/** `id`: of the account; with Instagram Login an answer calls it otherwise than deliveries and pages do (platforms.md 1.3). */
export function mapUser(user: JsonObject, id: string): MappedObject | null {
  const username = textAt(user, 'username');
  if (idAt(user, 'id') === null || username === null) return null;
  const picture = textAt(user, 'profile_picture_url');
  const website = textAt(user, 'website');
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId: id,
    url: `${HOME}${username}/`,
    author: { canonicalUri: HOME + username, handle: `@${username}`, displayName: textAt(user, 'name') ?? username },
    media: picture === null ? [] : [{ key: `picture:${fileOf(picture)}`, url: picture, mime: null, alt: '' }],
    profile: {
      handle: `@${username}`,
      displayName: textAt(user, 'name') ?? username,
      bio: textAt(user, 'biography') ?? '',
      fields: website === null ? [] : [{ name: 'website', value: website }],
      movedTo: null,
    },
  };
  const counts = { followers: countAt(user, 'followers_count'), media: countAt(user, 'media_count') };
  return { ref: instagramRef(id), body, counts: known(counts), shown: null };
}

/** People are told by name alone: their ids differ from app to app. */
function ownerOf(object: JsonObject): AuthorBody | null {
  const from = objectAt(object, 'from');
  const username = textAt(object, 'username') ?? (from && textAt(from, 'username'));
  return username ? { canonicalUri: HOME + username, handle: `@${username}`, displayName: username } : null;
}

/** Left out by the platform where a sound is somebody's property: then the preview has to do. */
function mediumOf(media: JsonObject): readonly MediumBody[] {
  const url = textAt(media, 'media_url') ?? textAt(media, 'thumbnail_url');
  const id = idAt(media, 'id');
  return url && id ? [{ key: id, url, mime: null, alt: textAt(media, 'alt_text') ?? '' }] : [];
}

export function mentionsIn(text: string): readonly string[] {
  return [
    ...new Set([...text.matchAll(/(?<![\w@])@([A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?)/g)].map(([at]) => at)),
  ];
}

function countsOf(object: JsonObject): Readonly<Record<string, number>> {
  return known({ likes: countAt(object, 'like_count'), comments: countAt(object, 'comments_count') });
}

function known(counts: Readonly<Record<string, number | null>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter((entry): entry is [string, number] => entry[1] !== null));
}

function fileOf(url: string): string {
  return URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : url;
}
