import type { LabAnswer, Visit } from '../http/lab.types.js';
import type { Account, Post } from '../world/world.types.js';
import { graphJson, graphTrouble, refuseGraphToken } from './facebook-answers.js';
import { idOf, pageOfServer } from './facebook-shapes.js';
import { cutPage, pickFields } from './graph-list.rules.js';
import {
  answersTo,
  names,
  pageOfUser,
  rootOf,
  shapeComment,
  shapeMedia,
  shapeUser,
  standsNow,
} from './instagram-shapes.js';
import { serveMedium } from './media.js';

type Json = Record<string, unknown>;

const PATH = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?\/?$/;
/** Fields of a page, and of an account of Instagram, that the other does not have. */
const OF_PAGES = /\b(fan_count|about|cover|instagram_business_account)\b/;
const OF_USERS = /^(?!instagram_business_account).*\b(biography|media_count)\b/;
const MENTIONED = /^mentioned_(comment|media)\.(?:comment|media)_id\((\d+)\)\{([^}]*)\}$/;

/**
 * The Instagram API of one professional account, as its own token reads it or that of the Page it hangs on
 * (developers.facebook.com, "Instagram API with Facebook Login": what `me` is depends on the token).
 */
export function instagramFacade(visit: Visit): LabAnswer {
  const [, id, edge] = PATH.exec(visit.request.path) ?? [];
  if (id === undefined) return serveMedium(visit) ?? graphTrouble('missing');
  return refuseGraphToken(visit) ?? read(visit, id, edge);
}

function read(visit: Visit, id: string, edge: string | undefined): LabAnswer {
  const user = pageOfServer(visit);
  if (!user || user.suspended || user.deleted) return graphTrouble('missing');
  const fields = fieldsOf(visit);
  if (id === 'me' && visit.token?.ofPage) return ofPage(visit, user, fields);
  // "(#100) Tried accessing nonexisting field" (assumed), where somebody takes it for a page.
  if (OF_PAGES.test(fields)) return graphTrouble('bad-cursor');
  return ['me', user.id, user.username].includes(id) ? ofUser(visit, user, edge) : object(visit, { id, edge, user });
}

/** developers.facebook.com, Page: `instagram_business_account`. */
function ofPage(visit: Visit, user: Account, fields: string): LabAnswer {
  if (OF_USERS.test(fields)) return graphTrouble('bad-cursor');
  const wanted = /^instagram_business_account\{(.*)\}$/.exec(fields)?.[1] ?? 'id';
  const account = pickFields(shapeUser(user, visit), wanted);
  return graphJson({ id: pageOfUser(user), ...(visit.server.noRole ? {} : { instagram_business_account: account }) });
}

function ofUser(visit: Visit, user: Account, edge: string | undefined): LabAnswer {
  const mentioned = MENTIONED.exec(fieldsOf(visit));
  if (edge === undefined && mentioned) return mention(visit, user, mentioned);
  if (edge === undefined) return graphJson(picked(visit, shapeUser(user, visit)));
  const own = visit.world.postsOf(user).filter((post) => !post.inReplyTo);
  if (edge === 'media')
    return listMedia(
      visit,
      own.filter(({ story }) => !story),
    );
  if (edge === 'stories')
    return listMedia(
      visit,
      own.filter(({ story }) => story),
    );
  return edge === 'tags' ? listTags(visit, user) : graphTrouble('missing');
}

/** recorded: mentioned_comment.json, mentioned_media.json. Only what names the account (assumed: else as what is not there). */
function mention(visit: Visit, user: Account, [, what = '', id = '', fields = '']: RegExpExecArray): LabAnswer {
  if (!readsPublic(visit)) return graphTrouble('not-permitted');
  const post = standing(visit, id);
  if (!post || !names(post, user) || isComment(post) !== (what === 'comment')) return graphTrouble('missing');
  return graphJson({ [`mentioned_${what}`]: pickFields(shapeOf(post, visit), fields), id: user.id });
}

/** By its number only what is the account's own, and what stands under that. */
function object(visit: Visit, { id, edge, user }: { id: string; edge: string | undefined; user: Account }): LabAnswer {
  const post = standing(visit, id);
  const mayRead = post && rootOf(post).author === user && (!isComment(post) || readsPublic(visit));
  if (!post || !mayRead) return graphTrouble('missing');
  if (edge === 'comments') return listComments(visit, post);
  if (edge === 'replies') return listed(visit, answersTo(post, visit), shapeComment);
  return graphJson(picked(visit, shapeOf(post, visit)));
}

function standing({ world, server, now }: Visit, id: string): Post | null {
  const post = world.postWithId(server, id);
  return post && standsNow(post, now) ? post : null;
}

function isComment({ inReplyTo }: Post): boolean {
  return inReplyTo !== null;
}

function shapeOf(post: Post, visit: Visit): Json {
  return isComment(post) ? shapeComment(post, visit) : shapeMedia(post, visit);
}

function readsPublic({ token }: Visit): boolean {
  return token?.readsPublic === true;
}

function listMedia(visit: Visit, own: readonly Post[]): LabAnswer {
  const { query } = visit.request;
  const [since, until] = ['since', 'until'].map((at) => (query.has(at) ? Number(query.get(at)) * 1000 : null));
  const posts = own.filter((post) => {
    const at = Math.floor(post.createdAt.getTime() / 1000) * 1000;
    if (!standsNow(post, visit.now) || post.listedAt > visit.now || post.unlisted) return false;
    return (since == null || at >= since) && (until == null || at <= until);
  });
  return listed(visit, posts.toReversed(), shapeMedia);
}

/** What others posted and tagged the account in: a permission of its own (developers.facebook.com, IG User `tags`). */
function listTags(visit: Visit, user: Account): LabAnswer {
  if (!readsPublic(visit)) return graphTrouble('not-permitted');
  const posts = visit.world.posts.filter(
    (post) =>
      !post.inReplyTo &&
      !post.story &&
      post.author.host === visit.server.host &&
      names(post, user) &&
      standsNow(post, visit.now),
  );
  return listed(visit, posts.toReversed(), shapeMedia);
}

function listComments(visit: Visit, post: Post): LabAnswer {
  if (!readsPublic(visit)) return graphTrouble('not-permitted');
  const comments = visit.world.repliesTo(post).filter((one) => standsNow(one, visit.now) && !one.author.limited);
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

function fieldsOf({ request }: Visit): string {
  return request.query.get('fields') ?? 'id';
}

function picked(visit: Visit, shape: Json): Json {
  return pickFields(shape, fieldsOf(visit));
}
