import type { Look, Stage } from '../http/lab.types.js';
import { newest } from '../world/make.rules.js';
import type { Account, Post, ShownMedium } from '../world/world.types.js';
import { mediumUrl } from './media.js';

type Json = Record<string, unknown>;

/** The page is who was there first; everybody else on its host is the public. */
export function pageOfServer({ world, server }: Stage): Account | undefined {
  return world.accounts.find(({ host }) => host === server.host);
}

/** Whether it is there for the page to see: what is hidden is. With a post go its comments, with a comment its answers. */
export function standsOnPage(post: Post): boolean {
  for (let at: Post | null = post; at; at = at.inReplyTo)
    if (at.removedAt !== null || at.author.deleted || at.author.suspended) return false;
  return true;
}

/** recorded: `2021-07-04T19:50:58+0000`, whole seconds. */
export function graphTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+0000`;
}

/** recorded: base/object_data.json, pages/single_fields_page.json. */
export function shapePage(page: Account, look: Look): Json {
  const posts = look.world.postsOf(page);
  return {
    id: page.id,
    name: page.displayName,
    username: page.username,
    about: page.note,
    category: 'Government organization',
    link: `https://www.facebook.com/${page.username}`,
    picture: { data: { url: `${look.base}/avatars/original/missing.png`, is_silhouette: false } },
    verification_status: 'not_verified',
    fan_count: 100 + posts.length,
    followers_count: 100,
  };
}

/** api_specs/specs/PagePost.json; id, message, created_time recorded. `updated_time` moves with comments (platforms.md 1.2). */
export function shapePost(post: Post, look: Look): Json {
  const { text, media } = newest(post);
  const number = idOf(post, look).split('_')[1] ?? '';
  return {
    id: idOf(post, look),
    ...(text === '' ? {} : { message: text }),
    created_time: graphTime(post.createdAt),
    updated_time: graphTime(updatedAt(post, look)),
    permalink_url: `https://www.facebook.com/${idOf(post, look).split('_')[0] ?? ''}/posts/${number}`,
    from: shapeFrom(post.author),
    status_type: media.length > 0 ? 'added_photos' : 'mobile_status_update',
    is_hidden: post.hidden,
    is_published: true,
    ...(media.length > 0 ? { attachments: { data: shapeAttachments(media, look) } } : {}),
  };
}

/** recorded: comments/comments_p1.json; from, parent, is_hidden, is_private: api_specs/specs/Comment.json. */
export function shapeComment(comment: Post, look: Look): Json {
  const { text, media } = newest(comment);
  const [post = '', number = ''] = idOf(comment, look).split('_');
  const above = answered(comment);
  const answers = look.world.repliesTo(comment).filter(standsOnPage);
  const [attachment] = shapeAttachments(media, look);
  return {
    id: idOf(comment, look),
    message: text,
    created_time: graphTime(comment.createdAt),
    from: shapeFrom(comment.author),
    ...(above ? { parent: { id: idOf(above, look) } } : {}),
    ...(attachment ? { attachment } : {}),
    is_hidden: comment.hidden,
    is_private: comment.isPrivate,
    like_count: comment.favourites,
    comment_count: answers.length,
    permalink_url: `https://www.facebook.com/${pageOfServer(look)?.id ?? ''}/posts/${post}/?comment_id=${number}`,
  };
}

/** Answers to answers stand under the same comment (assumed: two levels). Null: it stands right under the post. */
function answered(comment: Post): Post | null {
  let above = comment.inReplyTo;
  if (!above?.inReplyTo) return null;
  while (above.inReplyTo?.inReplyTo) above = above.inReplyTo;
  return above;
}

function shapeFrom({ id, displayName }: Account): Json {
  return { name: displayName, id };
}

/** recorded by others: models/post.json; one picture is an attachment, several are an album with subattachments. */
function shapeAttachments(media: readonly ShownMedium[], look: Look): Json[] {
  const photos = media.map((shown) => ({
    type: 'photo',
    media: { image: { height: 720, src: mediumUrl(shown, look), width: 720 } },
    target: { id: BigInt(`0x${shown.medium.key.slice(0, 12)}`).toString() },
  }));
  return photos.length > 1 ? [{ type: 'album', subattachments: { data: photos } }] : photos;
}

export function idOf(post: Post, { world, server }: Stage): string {
  return world.idOn(server, post);
}

function updatedAt(post: Post, look: Look): Date {
  const below = look.world.posts
    .filter((other) => other.inReplyTo && rootIs(other, post))
    .map(({ createdAt }) => createdAt);
  return [newest(post).at, ...below].reduce((last, at) => (at > last ? at : last));
}

function rootIs(post: Post, root: Post): boolean {
  let at: Post | null = post;
  while (at?.inReplyTo) at = at.inReplyTo;
  return at === root;
}
