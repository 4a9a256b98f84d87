import type { Look } from '../http/lab.types.js';
import { newest } from '../world/make.rules.js';
import type { Account, Post } from '../world/world.types.js';
import { graphTime, idOf, standsOnPage } from './facebook-shapes.js';
import { cutPage } from './graph-list.rules.js';
import { mediumUrl } from './media.js';

type Json = Record<string, unknown>;

const STORY_MS = 24 * 3_600_000;

/** Whether it is there for the account to see now: stories end after a day. */
export function standsNow(post: Post, now: Date): boolean {
  return standsOnPage(post) && !(post.story && now.getTime() >= post.createdAt.getTime() + STORY_MS);
}

/** Of the Page the account hangs on: ids of pages have fifteen digits (recorded). */
export function pageOfUser({ id }: Account): string {
  return `1000${id.slice(-11)}`;
}

/** recorded: instagram/apidata/users/user_fields.json. */
export function shapeUser(user: Account, { world, base }: Look): Json {
  return {
    id: user.id,
    biography: user.note,
    name: user.displayName,
    username: user.username,
    profile_picture_url: `${base}/avatars/original/missing.png`,
    followers_count: 100,
    media_count: world.postsOf(user).filter((post) => !post.inReplyTo && !post.story && standsOnPage(post)).length,
  };
}

/** recorded: users/medias_p1.json, medias/media_default.json, stories/story_info.json; alt_text: api_specs/specs/IGMedia.json. */
export function shapeMedia(post: Post, look: Look): Json {
  const { text, media } = newest(post);
  const [first] = media;
  const id = idOf(post, look);
  const { username } = post.author;
  const children = media.map((shown, place) => ({ id: `${id}${place}`, media_type: 'IMAGE', media_url: mediumUrl(shown, look), alt_text: shown.alt })); // prettier-ignore
  return {
    id,
    ...(text === '' ? {} : { caption: text }),
    comments_count: look.world.repliesTo(post).filter(standsOnPage).length,
    like_count: post.favourites,
    media_type: media.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE',
    media_product_type: post.story ? 'STORY' : 'FEED',
    ...(first ? { media_url: mediumUrl(first, look), alt_text: first.alt } : {}),
    ...(media.length > 1 ? { children: { data: children } } : {}),
    permalink: post.story ? `https://instagram.com/stories/${username}/${id}` : `https://www.instagram.com/p/${id}/`,
    timestamp: graphTime(post.createdAt),
    username,
  };
}

/**
 * recorded: comments/comment_fields.json, restfb comment.json (hidden, replies); parent_id: wh-comments-2021.json; from:
 * api_specs/specs/IGComment.json. The first answers are told with a comment, the rest at an address of their own.
 */
export function shapeComment(comment: Post, look: Look): Json {
  const top = topOf(comment);
  const { id: author, username } = comment.author;
  return {
    id: idOf(comment, look),
    like_count: comment.favourites,
    text: newest(comment).text,
    timestamp: graphTime(comment.createdAt),
    username,
    from: { id: author, username },
    hidden: comment.hidden,
    ...(top === comment ? firstAnswers(comment, look) : { parent_id: idOf(top, look) }),
  };
}

function firstAnswers(comment: Post, look: Look): Json {
  const answers = answersTo(comment, look);
  const cut = cutPage(answers, (answer) => idOf(answer, look), new URLSearchParams());
  if (cut === null || answers.length === 0) return {};
  const next = `${look.base}/v26.0/${idOf(comment, look)}/replies?access_token=&limit=25&after=${cut.after}`;
  const paging = { cursors: { before: cut.before, after: cut.after }, ...(cut.isLast ? {} : { next }) };
  return { replies: { data: cut.items.map((answer) => shapeComment(answer, look)), paging } };
}

/** Answers to answers stand under the same comment (assumed: two levels), the oldest first. */
export function answersTo(comment: Post, look: Look): Post[] {
  const below = look.world.repliesTo(comment).filter((one) => standsOnPage(one) && !one.author.limited);
  return below
    .flatMap((one) => [one, ...answersTo(one, look)])
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** The post under which it stands. */
export function rootOf(post: Post): Post {
  return post.inReplyTo ? rootOf(post.inReplyTo) : post;
}

/** The lab tags whoever is named; on the platform a tag is put on the picture. */
export function names(post: Post, { username }: Account): boolean {
  return new RegExp(`(?<![\\w@])@${username}(?![\\w.])`).test(newest(post).text);
}

function topOf(comment: Post): Post {
  return comment.inReplyTo?.inReplyTo ? topOf(comment.inReplyTo) : comment;
}
