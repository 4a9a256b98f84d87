import { newest } from '../world/make.rules.js';
import type { Account, DiaryLine, Post } from '../world/world.types.js';
import type { World } from '../world/world.js';
import { idOf } from './facebook-shapes.js';
import { names, rootOf } from './instagram-shapes.js';

type Json = Record<string, unknown>;

/**
 * What Instagram delivers of a line of the diary to whoever subscribed to `comments` and `mentions`; null: nothing, as
 * of every edit and removal. Shapes are those recorded (restfb, wh-comments-2021.json, wh-mentions.json).
 */
export function instagramDelivery(world: World, line: DiaryLine): string | null {
  const server = world.servers.get(line.host);
  const user = world.accounts.find(({ host }) => host === line.host);
  const post = line.post === null ? null : world.postNamed(line.post);
  if (server?.software !== 'instagram' || !user || !post || post.author === user) return null;
  if (line.what !== 'replied' && line.what !== 'posted') return null;
  const change = changeOf(post, user, (one) => idOf(one, { world, server, base: '' }));
  if (!change) return null;
  const time = Math.floor(line.at.getTime() / 1000);
  return JSON.stringify({ object: 'instagram', entry: [{ id: user.id, time, changes: [change] }] });
}

function changeOf(post: Post, user: Account, nameOf: (post: Post) => string): Json | null {
  const root = rootOf(post);
  if (post.inReplyTo && root.author === user) return { field: 'comments', value: commentValue(post, nameOf) };
  if (!names(post, user)) return null;
  const comment = post.inReplyTo ? { comment_id: nameOf(post) } : {};
  return { field: 'mentions', value: { ...comment, media_id: nameOf(root) } };
}

function commentValue(comment: Post, nameOf: (post: Post) => string): Json {
  const { id, username } = comment.author;
  let above = comment.inReplyTo;
  while (above?.inReplyTo?.inReplyTo) above = above.inReplyTo;
  return {
    from: { id, username },
    media: { id: nameOf(rootOf(comment)), media_product_type: 'FEED' },
    id: nameOf(comment),
    text: newest(comment).text,
    ...(above?.inReplyTo ? { parent_id: nameOf(above) } : {}),
  };
}
