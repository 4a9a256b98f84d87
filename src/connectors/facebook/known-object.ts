import type { KnownItem } from '../connector.port.js';
import type { JsonObject } from '../json.rules.js';
import {
  ALBUM_FIELDS,
  COMMENT_FIELDS,
  MESSAGE_FIELDS,
  PAGE_FIELDS,
  PHOTO_FIELDS,
  POST_FIELDS,
  THREAD_FIELDS,
  VIDEO_FIELDS,
} from './facebook-fields.js';
import { type FacebookThing, thingOf } from './facebook-refs.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { mapAlbum, mapComment, mapPost } from './map-facebook.js';
import { mapPhoto, mapVideo } from './map-media.js';
import { mapMessage, mapThread } from './map-message.js';
import { mapPage } from './map-page.js';

interface Asked {
  readonly fields: string;
  readonly map: (object: JsonObject) => MappedObject | null;
}

const POST: Asked = { fields: POST_FIELDS, map: mapPost };

/** What is asked for by its id; a story never is. */
const ASKED: Readonly<Record<Exclude<FacebookThing, 'story'>, Asked>> = {
  page: { fields: PAGE_FIELDS, map: mapPage },
  post: POST,
  comment: { fields: COMMENT_FIELDS, map: (comment) => mapComment(comment, null) },
  album: { fields: ALBUM_FIELDS, map: mapAlbum },
  photo: { fields: PHOTO_FIELDS, map: mapPhoto },
  video: { fields: VIDEO_FIELDS, map: mapVideo },
  thread: { fields: THREAD_FIELDS, map: mapThread },
  message: { fields: MESSAGE_FIELDS, map: (message) => mapMessage(message, null) },
};

/** What is asked of an object that is known, by what it is, and how the answer is read. */
export function askedOf(item: Pick<KnownItem, 'ref' | 'kind'>): Asked {
  const thing = thingOf(item);
  return thing === 'story' ? POST : ASKED[thing];
}
