import type { ItemBody, ItemRef, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { tagsIn } from '../tags.rules.js';
import { HOME, thingRef } from './facebook-refs.rules.js';
import { mapAuthor } from './map-facebook.js';

/** A conversation as an item of its own, for its messages to stand under: who takes part in it. */
export function mapThread(thread: JsonObject): MappedObject | null {
  const id = idAt(thread, 'id');
  if (id === null) return null;
  const participants = objectAt(thread, 'participants');
  const names = (participants ? objectsAt(participants, 'data') : []).map((one) => textAt(one, 'name'));
  const link = textAt(thread, 'link');
  const count = countAt(thread, 'message_count');
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'entry',
    audience: 'direct',
    nativeId: id,
    title: names.filter((name) => name !== null).join(', '),
    url: link !== null && URL.canParse(link, HOME) ? new URL(link, HOME).href : null,
  };
  return { ref: thingRef('thread', id), body, counts: count === null ? {} : { messages: count }, shown: null };
}

/** A message. `thread`: the conversation it is in, where it was found there. */
export function mapMessage(message: JsonObject, thread: ItemRef | null): MappedObject | null {
  const id = idAt(message, 'id');
  if (id === null) return null;
  const text = textAt(message, 'message') ?? '';
  const attachments = objectAt(message, 'attachments');
  const shares = objectAt(message, 'shares');
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'reply',
    audience: 'direct',
    nativeId: id,
    author: mapAuthor(objectAt(message, 'from')),
    text,
    postedAt: timeAt(message, 'created_time'),
    inReplyTo: thread,
    media: (attachments ? objectsAt(attachments, 'data') : []).flatMap(mediumOf),
    links: (shares ? objectsAt(shares, 'data') : []).flatMap((share) => {
      const url = textAt(share, 'link');
      return url === null ? [] : [{ url, title: textAt(share, 'name') }];
    }),
    tags: tagsIn(text),
  };
  return { ref: thingRef('message', id), body, counts: {}, shown: null };
}

/** recorded: models/message.json (image_data); video_data and file_url: api_specs/specs/UnifiedMessage.json (assumed). */
function mediumOf(attachment: JsonObject): MediumBody[] {
  const id = idAt(attachment, 'id');
  const [image, video] = [objectAt(attachment, 'image_data'), objectAt(attachment, 'video_data')];
  const url = (image && textAt(image, 'url')) ?? (video && textAt(video, 'url')) ?? textAt(attachment, 'file_url');
  return id === null || !url ? [] : [{ key: id, url, mime: textAt(attachment, 'mime_type'), alt: '' }];
}
