import type { AuthorBody, ItemBody, Told } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, type JsonObject, objectAt, textAt } from '../json.rules.js';
import { type Change, changesOf } from '../graph/read-entries.js';
import { tagsIn } from '../tags.rules.js';
import type { Delivery } from '../webhook.types.js';
import { facebookRef } from './facebook-refs.rules.js';
import { mapAuthor } from './map-facebook.js';

/**
 * recorded (restfb, feed-*.json): "edited", and "edit" where a visitor's post was edited; block and mute are the
 * platform's own acts on a video.
 */
const VERBS: Readonly<Record<string, Told['what']>> = {
  add: 'added',
  edited: 'edited',
  edit: 'edited',
  remove: 'removed',
  hide: 'hidden',
  unhide: 'shown',
};
const POSTS = new Set(['post', 'status', 'photo', 'video', 'share', 'link']);

/** What a delivery of the field `feed` tells of posts and comments; reactions, albums and events are not items. */
export function readFeedChanges(delivery: Pick<Delivery, 'body'>, pageId: string): readonly Told[] {
  return changesOf(delivery, 'page', pageId).flatMap((change) => (change.field === 'feed' ? toldBy(change) : []));
}

function toldBy({ value, at, range }: Change): Told[] {
  const what = VERBS[textAt(value, 'verb') ?? ''];
  const item = textAt(value, 'item') ?? '';
  const isComment = item === 'comment';
  const id = idAt(value, isComment ? 'comment_id' : 'post_id');
  if (what === undefined || id === null || !(isComment || POSTS.has(item))) return [];
  const body = what === 'removed' ? null : bodyOf(value, { id, isComment, isNew: what === 'added' });
  // It names the author of what was hidden, never who hid it (recorded: feed-post-add and feed-post-hide name one person).
  return [{ ref: facebookRef(id), what, at, range, body, whole: isComment && isWhole(value), by: 'not-said' }];
}

/** Null where it does not say what stands there: an edited photo comes without its words. */
function bodyOf(value: JsonObject, of: { id: string; isComment: boolean; isNew: boolean }): ItemBody | null {
  const text = textAt(value, 'message');
  if (text === null && !of.isNew) return null;
  const created = of.isNew ? countAt(value, 'created_time') : null;
  return {
    ...EMPTY_BODY,
    kind: of.isComment ? 'reply' : 'post',
    nativeId: of.id,
    author: authorOf(value),
    text: text ?? '',
    // The time of an edit stands in the same place (recorded: feed-comment-edited-25), so that only an addition dates.
    postedAt: created === null ? null : new Date(created * 1000).toISOString(),
    inReplyTo: of.isComment ? parentOf(value) : null,
    tags: tagsIn(text ?? ''),
  };
}

function authorOf(value: JsonObject): AuthorBody | null {
  const from = objectAt(value, 'from');
  if (from) return mapAuthor(from);
  return mapAuthor({ id: value['sender_id'], name: value['sender_name'] });
}

function parentOf(value: JsonObject): ItemBody['inReplyTo'] {
  const id = idAt(value, 'parent_id') ?? idAt(value, 'post_id');
  return id === null ? null : facebookRef(id);
}

/** A comment that shows nothing but its words; an address in them brings a preview along. */
function isWhole(value: JsonObject): boolean {
  const shows = ['photo', 'video', 'link', 'photos'].some((name) => Object.hasOwn(value, name));
  return !shows && !/https?:|www\./i.test(textAt(value, 'message') ?? '');
}
