import type { AuthorBody, ItemBody, ItemKind, ItemRef, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, isTrueAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { tagsIn } from '../tags.rules.js';
import { facebookRef, HOME } from './facebook-refs.rules.js';

/** A post of the page or of a visitor on it. Null where the object has no id: it is no post then. */
export function mapPost(post: JsonObject): MappedObject | null {
  const id = idAt(post, 'id');
  if (id === null) return null;
  const shares = objectAt(post, 'shares');
  const attachments = attachmentsOf(post, 'attachments');
  const counts = { shares: shares && countAt(shares, 'count') };
  return mapped(post, { id, kind: 'post', attachments, counts, title: textAt(post, 'story') });
}

/**
 * A comment, or an answer to one. `post`: the post it stands under, where the answer itself names only a comment it
 * answers, or nothing.
 */
export function mapComment(comment: JsonObject, post: ItemRef | null): MappedObject | null {
  const id = idAt(comment, 'id');
  if (id === null) return null;
  const parent = objectAt(comment, 'parent');
  const parentId = parent && idAt(parent, 'id');
  const attachment = objectAt(comment, 'attachment');
  const counts = { likes: countAt(comment, 'like_count'), replies: countAt(comment, 'comment_count') };
  const made = mapped(comment, { id, kind: 'reply', attachments: attachment ? [attachment] : [], counts, title: null });
  return {
    ...made,
    body: {
      ...made.body,
      audience: isTrueAt(comment, 'is_private') ? 'direct' : 'public',
      inReplyTo: parentId ? facebookRef(parentId) : post,
    },
  };
}

/** An album as an item of its own: what it is called and said to hold. Its pictures are items too. */
export function mapAlbum(album: JsonObject): MappedObject | null {
  const id = idAt(album, 'id');
  if (id === null) return null;
  const counts = { photos: countAt(album, 'count') };
  const made = mapped(album, { id, kind: 'entry', attachments: [], counts, title: textAt(album, 'name') });
  const text = textAt(album, 'description') ?? '';
  return { ...made, body: { ...made.body, text, tags: tagsIn(text), url: textAt(album, 'link') } };
}

interface Parts {
  readonly id: string;
  readonly kind: ItemKind;
  readonly attachments: readonly JsonObject[];
  readonly counts: Readonly<Record<string, number | null>>;
  readonly title: string | null;
}

/**
 * `editedAt` stays null: the platform does not date edits, and `updated_time` moves with each new comment. Hashtags are
 * read from the text, as they are where a delivery brings nothing but the text; what a link previews is the platform's,
 * and changes when it looks there again.
 */
function mapped(object: JsonObject, { id, kind, attachments, counts, title }: Parts): MappedObject {
  const text = textAt(object, 'message') ?? '';
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind,
    nativeId: id,
    url: textAt(object, 'permalink_url'),
    author: mapAuthor(objectAt(object, 'from')),
    text,
    title,
    postedAt: timeAt(object, 'created_time'),
    media: attachments.flatMap(mediumOf),
    links: attachments.flatMap(linkOf),
    tags: tagsIn(text),
  };
  const known = Object.entries(counts).filter((entry): entry is [string, number] => entry[1] !== null);
  return { ref: facebookRef(id), body, counts: Object.fromEntries(known), shown: shownBy(object) };
}

function shownBy(object: JsonObject): boolean | null {
  const hidden = Object.hasOwn(object, 'is_hidden') ? object['is_hidden'] : null;
  return typeof hidden === 'boolean' ? !hidden : null;
}

export function mapAuthor(from: JsonObject | null): AuthorBody | null {
  const id = from && idAt(from, 'id');
  if (!from || id === null) return null;
  const name = textAt(from, 'name') ?? '';
  return { canonicalUri: HOME + id, handle: name, displayName: name };
}

/** Attachments with those inside them, the outermost first; an album's cover is its first picture again. */
function attachmentsOf(object: JsonObject, name: string): readonly JsonObject[] {
  const list = objectAt(object, name);
  return (list ? objectsAt(list, 'data') : []).flatMap((one) => {
    const inside = attachmentsOf(one, 'subattachments');
    return inside.length > 0 ? inside : [one];
  });
}

function mediumOf(attachment: JsonObject): readonly MediumBody[] {
  const media = objectAt(attachment, 'media');
  const image = media && objectAt(media, 'image');
  const url = (media && textAt(media, 'source')) ?? (image && textAt(image, 'src'));
  if (!url || isLink(attachment)) return [];
  const target = objectAt(attachment, 'target');
  return [{ key: mediumKey(target && idAt(target, 'id'), url), url, mime: null, alt: '' }];
}

/** The id of the photo or video where it has one; else its address without the signature. */
export function mediumKey(id: string | null, url: string): string {
  return id ?? url.split('?')[0] ?? url;
}

function linkOf(attachment: JsonObject): ItemBody['links'] {
  const url = textAt(attachment, 'unshimmed_url') ?? textAt(attachment, 'url');
  return url && isLink(attachment) ? [{ url, title: null }] : [];
}

function isLink(attachment: JsonObject): boolean {
  const type = textAt(attachment, 'type');
  return type === 'share' || type === 'fallback';
}
