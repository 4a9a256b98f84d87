import type { KnownItem } from '../connector.port.js';
import type { ItemRef } from '../observation.types.js';

export const HOME = 'https://www.facebook.com/';

/** Under its id a post, comment or album is found for as long as it stands; addresses with words in them change. */
export function facebookRef(id: string): ItemRef {
  return { platform: 'facebook', canonicalUri: HOME + id, lineage: '' };
}

const FOLDERS = { photo: 'photo/', video: 'video/', story: 'story/', thread: 'thread/', message: 'message/' } as const;
type Foldered = keyof typeof FOLDERS;

export type FacebookThing = Foldered | 'page' | 'post' | 'comment' | 'album';

/** Of what is no post, comment or album, a name of ours: ids of pictures and posts are numbers of one kind. */
export function thingRef(thing: Foldered, id: string): ItemRef {
  return facebookRef(FOLDERS[thing] + encodeURIComponent(id));
}

export function thingOf({ ref, kind }: Pick<KnownItem, 'ref' | 'kind'>): FacebookThing {
  const rest = ref.canonicalUri.slice(HOME.length);
  const things: readonly Foldered[] = ['photo', 'video', 'story', 'thread', 'message'];
  const found = things.find((thing) => rest.startsWith(FOLDERS[thing]));
  if (found !== undefined) return found;
  if (kind === 'profile') return 'page';
  if (kind === 'reply') return 'comment';
  return kind === 'entry' ? 'album' : 'post';
}

/** What people and the page write to each other. */
export function isMessaging(item: Pick<KnownItem, 'ref' | 'kind'>): boolean {
  const thing = thingOf(item);
  return thing === 'thread' || thing === 'message';
}
