import type { LabAnswer, Look, Visit } from '../http/lab.types.js';
import type { LabAlbum, LabMessage, LabPhoto, LabStory, LabThread, LabVideo } from '../world/page-things.js';
import type { Account } from '../world/world.types.js';
import { graphJson, graphTrouble } from './facebook-answers.js';
import { graphTime } from './facebook-shapes.js';
import { isAskedFor, listed, picked } from './graph-listed.js';
import { mediumUrl } from './media.js';

type Json = Record<string, unknown>;

const STORY_MS = 24 * 3_600_000;

/** Lists of a page beside its posts; null: no such list. */
export function listThings(visit: Visit, page: Account, edge: string): LabAnswer | null {
  const { albums, videos } = visit.world.things;
  if (edge === 'albums') {
    // recorded: apidata/albums/albums_list_p1.json.
    const items = newestFirst(albums.filter((album) => album.page === page));
    return listed(visit, { items, idOf, shape: shapeAlbum, usual: 'id,name,created_time' });
  }
  if (edge === 'videos') {
    const items = newestFirst(videos.filter((video) => video.page === page && stands(video)));
    const asked = items.filter(({ createdAt }) => isAskedFor(visit, createdAt));
    return listed(visit, { items: asked, idOf, shape: shapeVideo, usual: 'id,description,updated_time' });
  }
  if (edge === 'stories') return listStories(visit, page);
  return edge === 'conversations' ? listThreads(visit, page) : null;
}

/** What hangs on an album or a conversation; null: no such thing, or no such list of it. */
export function listWithin(visit: Visit, name: string, edge: string): LabAnswer | null {
  const { albums, threads } = visit.world.things;
  const album = edge === 'photos' ? albums.find(({ id }) => id === name) : undefined;
  if (album) {
    const items = newestFirst(album.photos.filter(stands));
    return listed(visit, { items, idOf, shape: (photo) => shapePhoto(photo, visit, album), usual: 'id,created_time' });
  }
  const thread = edge === 'messages' ? threads.find(({ id }) => id === name) : undefined;
  if (!thread) return null;
  if (visit.token?.readsMessages !== true) return graphTrouble('no-messaging');
  const items = newestFirst(thread.messages.filter(stands));
  return listed(visit, { items, idOf, shape: shapeMessage, usual: 'id,created_time' });
}

/** An album, picture, video, conversation or message by its id. Stories are read as a list alone (assumed). */
export function thing(visit: Visit, name: string): LabAnswer | null {
  const { albums, videos, threads } = visit.world.things;
  const isNamed = ({ id }: { readonly id: string }): boolean => id === name;
  const album = albums.find(isNamed);
  if (album) return graphJson(picked(visit, shapeAlbum(album, visit), 'id,name,created_time'));
  const holder = albums.find(({ photos }) => photos.some(isNamed));
  const photo = holder?.photos.find(isNamed);
  if (holder && photo) return orMissing(photo, picked(visit, shapePhoto(photo, visit, holder), 'id,created_time'));
  const video = videos.find(isNamed);
  if (video) return orMissing(video, picked(visit, shapeVideo(video, visit), 'id,description,updated_time'));
  const thread = threads.find(({ id, messages }) => id === name || messages.some(isNamed));
  if (!thread) return null;
  // As with what the public wrote: by its id the answer is that of what is not there (assumed).
  if (visit.token?.readsMessages !== true) return graphTrouble('missing');
  const message = thread.messages.find(isNamed);
  if (message) return orMissing(message, picked(visit, shapeMessage(message, visit), 'id,created_time'));
  return graphJson(picked(visit, shapeThread(thread), 'id,updated_time'));
}

/**
 * developers.facebook.com/docs/page-stories-api: published ones, and archived ones where the page keeps an archive (here it
 * does). Fields and their types: api_specs/specs/Stories.json; that a time is in seconds is assumed.
 */
function listStories(visit: Visit, page: Account): LabAnswer {
  if (visit.token?.readsStories !== true) return graphTrouble('not-permitted');
  const items = newestFirst(visit.world.things.stories.filter((story) => story.page === page));
  const asked = items.filter(({ createdAt }) => isAskedFor(visit, createdAt));
  return listed(visit, { items: asked, idOf, shape: shapeStory, usual: STORY });
}

const STORY = 'post_id,status,creation_time,media_type,media_id,url';

/** The one that moved last goes first (assumed). */
function listThreads(visit: Visit, page: Account): LabAnswer {
  if (visit.token?.readsMessages !== true) return graphTrouble('no-messaging');
  const threads = visit.world.things.threads.filter((thread) => thread.page === page);
  const items = threads.toSorted((a, b) => movedAt(b).getTime() - movedAt(a).getTime());
  return listed(visit, { items, idOf, shape: shapeThread, usual: 'id,updated_time' });
}

/** recorded: models/album.json. */
function shapeAlbum({ id, name, description, createdAt, updatedAt, photos, page }: LabAlbum, look: Look): Json {
  return {
    id,
    name,
    ...(description === '' ? {} : { description }),
    created_time: graphTime(createdAt),
    updated_time: graphTime(updatedAt),
    count: photos.filter(stands).length,
    link: `${look.base}/${page.username}/photos/a.${id}`,
    type: 'normal',
    from: { name: page.displayName, id: page.id },
  };
}

/** recorded: models/photo.json; alt_text_custom: api_specs/specs/Photo.json. `alt_text` is what is shown (assumed). */
function shapePhoto({ id, name, alt, createdAt, medium }: LabPhoto, look: Look, album: LabAlbum): Json {
  const source = mediumUrl({ medium, alt }, look);
  const small = source.replace('/original.', '/small.');
  return {
    id,
    ...(name === '' ? {} : { name }),
    alt_text: alt === '' ? 'No photo description available.' : alt,
    ...(alt === '' ? {} : { alt_text_custom: alt }),
    created_time: graphTime(createdAt),
    updated_time: graphTime(createdAt),
    album: { created_time: graphTime(album.createdAt), name: album.name, id: album.id },
    from: { name: album.page.displayName, id: album.page.id },
    images: [
      { height: 360, source: small, width: 360 },
      { height: 720, source, width: 720 },
    ],
    link: `${look.base}/${album.page.username}/photos/${id}`,
  };
}

/** recorded: models/video.json, apidata/videos/videos_p1.json; source: api_specs/specs/AdVideo.json. */
function shapeVideo({ id, title, description, createdAt, page, medium }: LabVideo, look: Look): Json {
  return {
    id,
    title,
    ...(description === '' ? {} : { description }),
    created_time: graphTime(createdAt),
    updated_time: graphTime(createdAt),
    permalink_url: `/${page.username}/videos/${id}/`,
    source: mediumUrl({ medium, alt: '' }, look),
    length: 12.5,
    published: true,
    from: { name: page.displayName, id: page.id },
  };
}

function shapeStory({ id, page, createdAt, mediaType, mediaId }: LabStory, { now }: Look): Json {
  return {
    post_id: id,
    status: now.getTime() - createdAt.getTime() < STORY_MS ? 'PUBLISHED' : 'ARCHIVED',
    creation_time: String(Math.floor(createdAt.getTime() / 1000)),
    media_type: mediaType,
    media_id: mediaId,
    url: `https://facebook.com/stories/${page.id}/${id}`,
  };
}

/** recorded: models/conversation.json. */
function shapeThread(thread: LabThread): Json {
  const { id, page, person, messages } = thread;
  return {
    id,
    link: `/${page.id}/inbox/${id.slice(2)}/`,
    updated_time: graphTime(movedAt(thread)),
    message_count: messages.filter(stands).length,
    participants: { data: [person, page].map(personIn) },
  };
}

/** recorded: models/message.json. */
function shapeMessage({ id, from, to, createdAt, text, media }: LabMessage, look: Look): Json {
  const attachments = media.map((medium) => ({
    id: BigInt(`0x${medium.key.slice(0, 12)}`).toString(),
    mime_type: 'image/png',
    name: `image-${medium.key}`,
    size: 54_542,
    image_data: { width: 720, height: 720, url: mediumUrl({ medium, alt: '' }, look), image_type: 1 },
  }));
  return {
    id,
    created_time: graphTime(createdAt),
    from: personIn(from),
    to: { data: [personIn(to)] },
    message: text,
    ...(attachments.length > 0 ? { attachments: { data: attachments } } : {}),
  };
}

function personIn({ id, displayName: name }: Account): Json {
  return { name, email: `${id}@facebook.com`, id };
}

function movedAt({ messages }: LabThread): Date {
  return messages.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), new Date(0));
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

function stands({ removedAt }: { readonly removedAt: Date | null }): boolean {
  return removedAt === null;
}

function orMissing(one: { readonly removedAt: Date | null }, shape: Json): LabAnswer {
  return stands(one) ? graphJson(shape) : graphTrouble('missing');
}

function newestFirst<T extends { readonly createdAt: Date }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}
