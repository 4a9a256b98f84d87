import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../json.rules.js';
import { type JsonPaths, jsonPaths } from '../json-ranges.rules.js';

/** A post as the network's index shows it (`app.bsky.feed.defs#postView`, `app.bsky.embed.record#viewRecord`). */
export interface FoundView {
  readonly view: JsonObject;
  readonly record: JsonObject;
  readonly pointer: string;
}

const QUOTED = ['', '.embed.record', '.embed.record.record'];
const paths = (heads: readonly string[]): JsonPaths =>
  jsonPaths(heads.flatMap((head) => QUOTED.map((tail) => head + tail)));

export const FEED_PATHS = paths(['feed[*].post', 'feed[*].reply.root', 'feed[*].reply.parent']);
export const POSTS_PATHS = paths(['posts[*]']);

export function threadPaths(depth: number): JsonPaths {
  const levels = Array.from({ length: depth + 1 }, (_, level) => `thread${'.replies[*]'.repeat(level)}.post`);
  return paths(levels);
}

/** The posts of an author's list, each with those it answers. What is not found or blocked has no record. */
export function viewsOfFeed(answer: JsonObject): readonly FoundView[] {
  return objectsAt(answer, 'feed').flatMap((entry, place) => {
    const reply = objectAt(entry, 'reply') ?? {};
    return [
      ...viewAt(entry, 'post', `/feed/${place}`),
      ...viewAt(reply, 'root', `/feed/${place}/reply`),
      ...viewAt(reply, 'parent', `/feed/${place}/reply`),
    ];
  });
}

export function viewsOfPosts(answer: JsonObject): readonly FoundView[] {
  return objectsAt(answer, 'posts').flatMap((view, place) => withQuoted(view, `/posts/${place}`));
}

/** The posts of a thread, and the names of those whose own answers lie deeper than was asked. */
export function viewsOfThread(answer: JsonObject): {
  readonly views: readonly FoundView[];
  readonly deeper: readonly string[];
} {
  const views: FoundView[] = [];
  const deeper: string[] = [];
  const walk = (node: JsonObject, pointer: string): void => {
    views.push(...viewAt(node, 'post', pointer));
    const replies = objectsAt(node, 'replies');
    const post = objectAt(node, 'post');
    const count = post?.['replyCount'];
    const uri = post && textAt(post, 'uri');
    if (replies.length === 0 && uri !== null && typeof count === 'number' && count > 0) deeper.push(uri);
    for (const [place, reply] of replies.entries()) walk(reply, `${pointer}/replies/${place}`);
  };
  const thread = objectAt(answer, 'thread');
  if (thread) walk(thread, '/thread');
  return { views, deeper };
}

/** What names an entry of an author's list: a repost is another entry than the post it shows. */
export function namesOfFeed(answer: JsonObject): readonly string[] {
  return objectsAt(answer, 'feed').flatMap((entry) => {
    const reason = objectAt(entry, 'reason');
    const post = objectAt(entry, 'post');
    const uri = post && textAt(post, 'uri');
    if (!reason) return uri ?? [];
    return textAt(reason, 'uri') ?? `repost ${uri ?? ''}`;
  });
}

/** Labels of services that take a post out of everybody's sight; atproto.com/specs/label. Self-labels only warn. */
const HIDING = new Set(['!hide', '!takedown', '!suspend']);

export function isHiddenByLabel(view: JsonObject): boolean {
  const author = objectAt(view, 'author');
  const did = author && textAt(author, 'did');
  return objectsAt(view, 'labels').some(
    (label) => HIDING.has(textAt(label, 'val') ?? '') && label['neg'] !== true && textAt(label, 'src') !== did,
  );
}

function viewAt(holder: JsonObject, key: string, pointer: string): readonly FoundView[] {
  const view = objectAt(holder, key);
  return view ? withQuoted(view, `${pointer}/${key}`) : [];
}

function withQuoted(view: JsonObject, pointer: string): readonly FoundView[] {
  const record = objectAt(view, 'record') ?? objectAt(view, 'value');
  if (!record) return [];
  const embed = objectAt(view, 'embed');
  const quoted = embed && objectAt(embed, 'record');
  const inner = quoted && objectAt(quoted, 'record');
  return [
    { view, record, pointer },
    ...(quoted && isQuote(quoted) ? [quotedView(quoted, `${pointer}/embed/record`)] : []),
    ...(inner && isQuote(inner) ? [quotedView(inner, `${pointer}/embed/record/record`)] : []),
  ];
}

function isQuote(view: JsonObject): boolean {
  return isObject(view['value']) && isObject(view['author']) && textAt(view, 'cid') !== null;
}

function quotedView(view: JsonObject, pointer: string): FoundView {
  return { view, record: objectAt(view, 'value') ?? {}, pointer };
}
