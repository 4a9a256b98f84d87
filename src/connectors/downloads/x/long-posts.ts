import type { ItemBody } from '../../observation.types.js';
import { type JsonObject, objectAt, objectsAt, textAt, utcTime } from '../../json.rules.js';
import { DownloadFault } from '../download-fault.types.js';
import type { Download } from '../download.port.js';
import type { Piece } from '../page-of-pieces.js';
import { parsed } from '../piecewise-reader.js';
import { splitElements } from '../split-elements.js';
import { unescaped } from './map-tweet.js';

/** All long posts are in memory while the posts are read: a post is found among them by the second in which it was posted. */
const MOST_BYTES = 64 * 1024 * 1024;
/** So much of a long post its post shows at least; compared where links have been shortened neither here nor there. */
const COMPARED = 40;

export interface LongPosts {
  /** What a post that is cut off says in full; null where it is not among them. */
  of(body: ItemBody): { readonly piece: Piece; readonly body: Pick<ItemBody, 'text' | 'links'> } | null;
}

export const NO_LONG_POSTS: LongPosts = { of: () => null };

/**
 * Posts of more than 280 characters are cut off in the list of posts and stand whole in a list of their own, under ids of
 * their own: the same second and the same beginning tell which is which (assumed: no id joins them).
 */
export async function readLongPosts(download: Download, names: readonly string[]): Promise<LongPosts> {
  const bySecond = new Map<string, Piece[]>();
  let bytes = 0;
  for (const name of names) {
    for await (const { offset, bytes: found } of splitElements(download.read(name), { name, path: [] })) {
      bytes += found.length;
      if (bytes > MOST_BYTES)
        throw new DownloadFault(
          'unknown',
          `The long posts in ${name} are more than can be held. Nothing of it was imported.`,
        );
      const note = noteIn(parsed(found, name, offset));
      const second = note && secondOf(utcTime(textAt(note, 'createdAt')));
      if (!second) continue;
      const there = bySecond.get(second);
      const piece = { name, offset, bytes: Buffer.from(found) };
      if (there) there.push(piece);
      else bySecond.set(second, [piece]);
    }
  }
  return { of: (body) => find(bySecond, body) };
}

function find(bySecond: ReadonlyMap<string, readonly Piece[]>, body: ItemBody): ReturnType<LongPosts['of']> {
  const second = secondOf(body.editedAt ?? body.postedAt);
  for (const piece of (second && bySecond.get(second)) || []) {
    const core = coreOf(piece);
    const text = unescaped(textAt(core, 'text') ?? '');
    if (text === '' || !beginsAlike(text, body.text)) continue;
    const links = linksIn(core);
    return { piece, body: { text, links: links.length > 0 ? links : body.links } };
  }
  return null;
}

function coreOf({ bytes, name, offset }: Piece): JsonObject {
  return objectAt(noteIn(parsed(bytes, name, offset)) ?? {}, 'core') ?? {};
}

function linksIn(core: JsonObject): ItemBody['links'] {
  return objectsAt(core, 'urls').flatMap((url) => {
    const expanded = textAt(url, 'expandedUrl') ?? textAt(url, 'shortUrl');
    return expanded === null ? [] : [{ url: expanded, title: null }];
  });
}

/** The post may begin with the names it answers, which the long one does not repeat. */
function beginsAlike(long: string, post: string): boolean {
  const start = long.slice(0, COMPARED).split('http')[0]?.trim() ?? '';
  return start === '' ? long.length > post.length : post.includes(start);
}

function noteIn(entry: JsonObject | null): JsonObject | null {
  return entry && (objectAt(entry, 'noteTweet') ?? entry);
}

function secondOf(time: string | null): string | null {
  return time === null ? null : time.slice(0, 19);
}
