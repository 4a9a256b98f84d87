import type { AuthorBody, ItemBody, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { tagsIn } from '../tags.rules.js';
import { facebookRef, HOME, thingRef } from './facebook-refs.rules.js';
import { mapAuthor } from './map-facebook.js';

/**
 * A picture in an album, with the words for those who do not see it: those written by hand, else those the platform made.
 * The album it is in is a link.
 */
export function mapPhoto(photo: JsonObject): MappedObject | null {
  const id = idAt(photo, 'id');
  if (id === null) return null;
  const url = largest(photo);
  const alt = textAt(photo, 'alt_text_custom') ?? textAt(photo, 'alt_text') ?? '';
  const album = objectAt(photo, 'album');
  const albumId = album && idAt(album, 'id');
  return {
    ref: thingRef('photo', id),
    body: {
      ...entry(photo, { id, text: textAt(photo, 'name') ?? '', author: mapAuthor(objectAt(photo, 'from')) }),
      url: textAt(photo, 'link'),
      media: url === null ? [] : [{ key: id, url, mime: null, alt }],
      links: album && albumId ? [{ url: facebookRef(albumId).canonicalUri, title: textAt(album, 'name') }] : [],
    },
    counts: {},
    shown: null,
  };
}

/** Addresses of videos come without a host (recorded: videos_p1.json). */
export function mapVideo(video: JsonObject): MappedObject | null {
  const id = idAt(video, 'id');
  if (id === null) return null;
  const at = textAt(video, 'permalink_url');
  return {
    ref: thingRef('video', id),
    body: {
      ...entry(video, { id, text: textAt(video, 'description') ?? '', author: mapAuthor(objectAt(video, 'from')) }),
      title: textAt(video, 'title'),
      url: at !== null && URL.canParse(at, HOME) ? new URL(at, HOME).href : null,
      media: source(video, id),
    },
    counts: {},
    shown: null,
  };
}

/**
 * A story as far as the list of stories tells: that there was one, when, of what kind. Whether it is still shown changes by
 * itself after a day and makes no version. It says of none whose it is: they are the page's.
 */
export function mapStory(story: JsonObject, author: AuthorBody): MappedObject | null {
  const id = idAt(story, 'post_id');
  if (id === null) return null;
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'entry',
    nativeId: id,
    author,
    title: textAt(story, 'media_type'),
    url: textAt(story, 'url'),
    postedAt: storyTime(story),
  };
  return { ref: thingRef('story', id), body, counts: {}, shown: null };
}

function entry(object: JsonObject, of: { id: string; text: string; author: AuthorBody | null }): ItemBody {
  const { id, text, author } = of;
  const postedAt = timeAt(object, 'created_time');
  return { ...EMPTY_BODY, kind: 'entry', nativeId: id, author, text, postedAt, tags: tagsIn(text) };
}

function largest(photo: JsonObject): string | null {
  const images = objectsAt(photo, 'images').toSorted((a, b) => (countAt(b, 'width') ?? 0) - (countAt(a, 'width') ?? 0));
  return images.map((image) => textAt(image, 'source')).find((url) => url !== null) ?? null;
}

function source(video: JsonObject, id: string): MediumBody[] {
  const url = textAt(video, 'source');
  return url === null ? [] : [{ key: id, url, mime: null, alt: '' }];
}

const MOST_SECONDS = 1e10;

/** A text with seconds (api_specs/specs/Stories.json: string; seconds are assumed), or a time as elsewhere. */
function storyTime(story: JsonObject): string | null {
  const text = textAt(story, 'creation_time') ?? '';
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : countAt(story, 'creation_time');
  if (seconds === null) return timeAt(story, 'creation_time');
  return seconds > 0 && seconds < MOST_SECONDS ? new Date(seconds * 1000).toISOString() : null;
}
