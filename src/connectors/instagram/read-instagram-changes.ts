import type { AuthorBody, ItemBody, Told } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { idAt, type JsonObject, objectAt, textAt } from '../json.rules.js';
import { type Change, changesOf } from '../graph/read-entries.js';
import { tagsIn } from '../tags.rules.js';
import type { Delivery } from '../webhook.types.js';
import { mentionName } from './known-media.js';
import { HOME, instagramRef, mentionsIn } from './map-instagram.js';

/**
 * What a delivery tells of comments under the account's posts and of mentions of it elsewhere. Nothing else of an item is
 * delivered: no edit of a caption, no removal. The time of a comment is not in it, so that it is asked for.
 */
export function readInstagramChanges(delivery: Pick<Delivery, 'body'>, accountId: string): readonly Told[] {
  return changesOf(delivery, 'instagram', accountId).flatMap((change) => {
    if (change.field === 'mentions') return mentionIn(change);
    return change.field === 'comments' || change.field === 'live_comments' ? commentIn(change) : [];
  });
}

/** recorded: wh-comments-2021.json, wh-livecomments.json; who wrote it and what it answers is not in older ones. */
function commentIn({ value, at, range }: Change): Told[] {
  const id = idAt(value, 'id');
  if (id === null) return [];
  const text = textAt(value, 'text') ?? '';
  const media = objectAt(value, 'media');
  const above = idAt(value, 'parent_id') ?? (media && idAt(media, 'id'));
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'reply',
    nativeId: id,
    author: authorOf(value),
    text,
    postedAt: at,
    inReplyTo: above === null ? null : instagramRef(above),
    tags: tagsIn(text),
    mentions: mentionsIn(text),
  };
  return [{ ref: instagramRef(id), what: 'added', at, range, body, whole: false, by: 'not-said' }];
}

/** recorded: wh-mentions.json. By its number alone: of a comment where one is named, else of a caption. */
function mentionIn({ value, at, range }: Change): Told[] {
  const comment = idAt(value, 'comment_id');
  const id = comment ?? idAt(value, 'media_id');
  if (id === null || !/^\d{1,30}$/.test(id)) return [];
  const asked = { nativeId: mentionName(id), kind: comment === null ? ('post' as const) : ('reply' as const) };
  return [{ ref: instagramRef(id), what: 'added', at, range, body: null, asked, whole: false, by: 'not-said' }];
}

function authorOf(value: JsonObject): AuthorBody | null {
  const from = objectAt(value, 'from');
  const username = from && textAt(from, 'username');
  return username ? { canonicalUri: HOME + username, handle: `@${username}`, displayName: username } : null;
}
