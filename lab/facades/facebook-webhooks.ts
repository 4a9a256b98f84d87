import { createHmac } from 'node:crypto';
import { newest } from '../world/make.rules.js';
import type { Account, DiaryLine, Happening, Post } from '../world/world.types.js';
import type { World } from '../world/world.js';
import { idOf } from './facebook-shapes.js';

type Json = Record<string, unknown>;

const VERBS: Partial<Record<Happening, string>> = {
  posted: 'add',
  replied: 'add',
  edited: 'edited',
  removed: 'remove',
  restored: 'add',
  hidden: 'hide',
  shown: 'unhide',
};

/**
 * What Facebook delivers of a line of the diary to whoever subscribed to `feed` of the page; null: nothing. Shapes are
 * those recorded (restfb, webhooks/feed-*.json): ids of people as texts, times in whole seconds, `edit` instead of
 * `edited` for a visitor's post. What a delivery says was so when the line was written: call it then.
 */
export function feedDelivery(world: World, line: DiaryLine): string | null {
  const verb = VERBS[line.what];
  const server = world.servers.get(line.host);
  const page = world.accounts.find(({ host }) => host === line.host);
  const post = line.post === null ? null : world.postNamed(line.post);
  if (verb === undefined || server?.software !== 'facebook' || !page || !post) return null;
  const time = Math.floor(line.at.getTime() / 1000);
  const stage = { world, server, base: '' };
  const ids = post.inReplyTo ? commentIds(post, page, (one) => idOf(one, stage)) : { post_id: idOf(post, stage) };
  const value = { ...itemOf(post, page, verb), ...ids, from: { id: post.author.id, name: post.author.displayName } };
  return JSON.stringify({
    object: 'page',
    entry: [{ id: page.id, time, changes: [{ field: 'feed', value: { ...value, ...saidBy(post, verb, time) } }] }],
  });
}

/** Header field and value that prove a delivery (developers.facebook.com/docs/graph-api/webhooks/getting-started). */
export function signDelivery(body: string, appSecret: string): readonly [string, string] {
  return ['X-Hub-Signature-256', `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`];
}

function itemOf(post: Post, page: Account, verb: string): Json {
  if (post.inReplyTo) return { item: 'comment', verb };
  if (newest(post).media.length > 0) return { item: 'photo', verb };
  const isVisitors = post.author !== page;
  return { item: isVisitors ? 'post' : 'status', verb: isVisitors && verb === 'edited' ? 'edit' : verb };
}

/** recorded: a comment names the post with the page's id before it, and the same as its parent unless it answers one. */
function commentIds(comment: Post, page: Account, nameOf: (post: Post) => string): Json {
  const [root = ''] = nameOf(comment).split('_');
  const post = `${page.id}_${root}`;
  const above = comment.inReplyTo;
  return { comment_id: nameOf(comment), post_id: post, parent_id: above?.inReplyTo ? nameOf(above) : post };
}

function saidBy(post: Post, verb: string, time: number): Json {
  const { text, media } = newest(post);
  if (verb === 'remove') return post.inReplyTo ? {} : { created_time: time };
  const created = verb === 'add' ? Math.floor(post.createdAt.getTime() / 1000) : time;
  return {
    created_time: created,
    ...(text === '' ? {} : { message: text }),
    ...(media.length > 0 ? { published: 1 } : {}),
  };
}
