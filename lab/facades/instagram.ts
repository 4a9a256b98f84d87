import type { LabAnswer, Look, Visit } from '../http/lab.types.js';
import { newest } from '../world/make.rules.js';
import type { Account, Post } from '../world/world.types.js';
import { graphJson, graphTrouble, refuseGraphToken } from './facebook-answers.js';
import { graphTime, idOf, pageOfServer, standsOnPage } from './facebook-shapes.js';
import { cutPage, pickFields } from './graph-list.rules.js';
import { mediumUrl, serveMedium } from './media.js';

type Json = Record<string, unknown>;

const PATH = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?\/?$/;
const ABOUT_PAGES = /\b(fan_count|about|cover)\b/;

/** The Instagram API of one professional account, as its own token reads it. */
export function instagramFacade(visit: Visit): LabAnswer {
  const [, id, edge] = PATH.exec(visit.request.path) ?? [];
  if (id === undefined) return serveMedium(visit) ?? graphTrouble('missing');
  return refuseGraphToken(visit) ?? read(visit, id, edge);
}

function read(visit: Visit, id: string, edge: string | undefined): LabAnswer {
  const user = pageOfServer(visit);
  // "(#100) Tried accessing nonexisting field" (assumed), where somebody takes it for a page.
  if (ABOUT_PAGES.test(visit.request.query.get('fields') ?? '')) return graphTrouble('bad-cursor');
  if (!user || user.suspended || user.deleted) return graphTrouble('missing');
  return ['me', user.id, user.username].includes(id) ? ofUser(visit, user, edge) : object(visit, { id, edge, user });
}

function ofUser(visit: Visit, user: Account, edge: string | undefined): LabAnswer {
  if (edge === undefined) return graphJson(picked(visit, shapeUser(user, visit)));
  if (edge === 'media') return listMedia(visit, user);
  return edge === 'stories' ? graphJson({ data: [] }) : graphTrouble('missing');
}

function object(visit: Visit, { id, edge, user }: { id: string; edge: string | undefined; user: Account }): LabAnswer {
  const post = visit.world.postWithId(visit.server, id);
  const mayRead = post && (post.author === user || visit.token?.readsPublic === true);
  if (!post || !standsOnPage(post) || !mayRead) return graphTrouble('missing');
  if (edge === 'comments') return listComments(visit, post);
  return graphJson(picked(visit, post.inReplyTo ? shapeComment(post, visit) : shapeMedia(post, visit)));
}

/** recorded: instagram/apidata/users/user_fields.json. */
function shapeUser(user: Account, { world, base }: Look): Json {
  return {
    id: user.id,
    biography: user.note,
    name: user.displayName,
    username: user.username,
    profile_picture_url: `${base}/avatars/original/missing.png`,
    followers_count: 100,
    media_count: world.postsOf(user).filter((post) => !post.inReplyTo && standsOnPage(post)).length,
  };
}

/** recorded: instagram/apidata/users/medias_p1.json, medias/media_default.json; alt_text: api_specs/specs/IGMedia.json. */
function shapeMedia(post: Post, look: Look): Json {
  const { text, media } = newest(post);
  const [first] = media;
  const id = idOf(post, look);
  const children = media.map((shown, place) => ({ id: `${id}${place}`, media_type: 'IMAGE', media_url: mediumUrl(shown, look), alt_text: shown.alt })); // prettier-ignore
  return {
    id,
    caption: text,
    comments_count: look.world.repliesTo(post).filter(standsOnPage).length,
    like_count: post.favourites,
    media_type: media.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE',
    media_product_type: 'FEED',
    ...(first ? { media_url: mediumUrl(first, look), alt_text: first.alt } : {}),
    ...(media.length > 1 ? { children: { data: children } } : {}),
    permalink: `https://www.instagram.com/p/${id}/`,
    timestamp: graphTime(post.createdAt),
    username: post.author.username,
  };
}

/** recorded: comments/comment_fields.json, restfb comment.json (hidden, replies); parent_id: wh-comments-2021.json. */
function shapeComment(comment: Post, look: Look): Json {
  const above = comment.inReplyTo;
  const answers = look.world.repliesTo(comment).filter(standsOnPage);
  return {
    id: idOf(comment, look),
    like_count: comment.favourites,
    text: newest(comment).text,
    timestamp: graphTime(comment.createdAt),
    username: comment.author.username,
    hidden: comment.hidden,
    ...(above?.inReplyTo ? { parent_id: idOf(above, look) } : {}),
    ...(answers.length > 0 ? { replies: { data: answers.map((answer) => shapeComment(answer, look)) } } : {}),
  };
}

function listMedia(visit: Visit, user: Account): LabAnswer {
  const { query } = visit.request;
  const [since, until] = ['since', 'until'].map((at) => (query.has(at) ? Number(query.get(at)) * 1000 : null));
  const posts = visit.world.postsOf(user).filter((post) => {
    const at = Math.floor(post.createdAt.getTime() / 1000) * 1000;
    if (post.inReplyTo || !standsOnPage(post) || post.listedAt > visit.now || post.unlisted) return false;
    return (since == null || at >= since) && (until == null || at <= until);
  });
  return listed(visit, posts.toReversed(), shapeMedia);
}

function listComments(visit: Visit, post: Post): LabAnswer {
  if (visit.token?.readsPublic !== true) return graphTrouble('not-permitted');
  const comments = visit.world.repliesTo(post).filter((one) => standsOnPage(one) && !one.author.limited);
  return listed(visit, comments.toReversed(), shapeComment);
}

function listed(visit: Visit, posts: readonly Post[], shape: (post: Post, visit: Visit) => Json): LabAnswer {
  const { query, path } = visit.request;
  const cut = cutPage(posts, (post) => idOf(post, visit), query);
  if (cut === null) return graphTrouble('bad-cursor');
  const next = new URLSearchParams([...query].filter(([name]) => name !== 'after'));
  next.set('after', cut.after);
  const data = cut.items.map((post) => picked(visit, shape(post, visit)));
  const cursors = { before: cut.before, after: cut.after };
  return graphJson({
    data,
    paging: { cursors, ...(cut.isLast ? {} : { next: `${visit.base}${path}?${next.toString()}` }) },
  });
}

function picked({ request }: Visit, shape: Json): Json {
  return pickFields(shape, request.query.get('fields') ?? 'id');
}
