import type { KnownItem } from '../connector.port.js';
import type { JsonObject } from '../json.rules.js';
import { ALBUM_FIELDS, COMMENT_FIELDS, PAGE_FIELDS, POST_FIELDS } from './facebook-fields.js';
import type { MappedObject } from '../graph/graph-page.js';
import { mapAlbum, mapComment, mapPost } from './map-facebook.js';
import { mapPage } from './map-page.js';

/** What is asked of an object that is known, by its kind. */
export function fieldsOf({ kind }: KnownItem): string {
  if (kind === 'profile') return PAGE_FIELDS;
  if (kind === 'reply') return COMMENT_FIELDS;
  return kind === 'entry' ? ALBUM_FIELDS : POST_FIELDS;
}

export function mapKnown({ kind }: KnownItem): (object: JsonObject) => MappedObject | null {
  if (kind === 'profile') return mapPage;
  if (kind === 'reply') return (comment) => mapComment(comment, null);
  return kind === 'entry' ? mapAlbum : mapPost;
}
