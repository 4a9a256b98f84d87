import type { LabAnswer, Visit } from '../http/lab.types.js';
import type { Account, Post } from '../world/world.types.js';
import { graphJson, graphTrouble, refuseGraphToken } from './facebook-answers.js';
import { idOf, pageOfServer, shapeComment, shapePage, shapePost, standsOnPage } from './facebook-shapes.js';
import { listThings, listWithin, thing } from './facebook-things.js';
import { isAskedFor, listed, picked } from './graph-listed.js';
import { serveMedium } from './media.js';

const PATH = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?\/?$/;

/** Graph API of one Facebook Page, as its page token reads it. Each rule names its source where it stands. */
export function facebookFacade(visit: Visit): LabAnswer {
  const [, id, edge] = PATH.exec(visit.request.path) ?? [];
  if (id === undefined || visit.request.method !== 'GET') return serveMedium(visit) ?? graphTrouble('missing');
  const page = pageOfServer(visit);
  const refused = refuseGraphToken(visit);
  if (refused) return refused;
  if (!page || page.suspended || page.deleted) return graphTrouble('missing');
  const name = decodeURIComponent(id);
  return edge === undefined ? node(visit, page, name) : list(visit, page, { name, edge });
}

function node(visit: Visit, page: Account, name: string): LabAnswer {
  if (isPage(page, name)) return graphJson(picked(visit, shapePage(page, visit), 'id,name'));
  const post = visit.world.postWithId(visit.server, name);
  if (!post) return thing(visit, name) ?? graphTrouble('missing');
  if (!standsOnPage(post) || !mayRead(visit, page, post)) return graphTrouble('missing');
  // recorded: models/post.json, comments/comment_info.json.
  const shape = post.inReplyTo ? shapeComment(post, visit) : shapePost(post, visit);
  return graphJson(picked(visit, shape, 'id,message,created_time'));
}

/** What the public wrote needs a permission of its own; without it the answer is that of what is not there (assumed). */
function mayRead({ token }: Visit, page: Account, post: Post): boolean {
  return post.author === page || token?.readsPublic === true;
}

function list(visit: Visit, page: Account, { name, edge }: { name: string; edge: string }): LabAnswer {
  if (edge === 'comments') return listComments(visit, page, name);
  if (!isPage(page, name)) return listWithin(visit, name, edge) ?? graphTrouble('missing');
  if (edge === 'published_posts') return listPosts(visit, (post) => post.author === page);
  // Without the permission visitors' posts are silently left out (assumed: platforms.md 5.2, point 3).
  if (edge === 'visitor_posts')
    return listPosts(visit, (post) => post.author !== page && visit.token?.readsPublic === true);
  return listThings(visit, page, edge) ?? graphTrouble('missing');
}

/** Newest first. */
function listPosts(visit: Visit, wanted: (post: Post) => boolean): LabAnswer {
  const posts = visit.world.posts.filter((post) => {
    if (post.inReplyTo || !wanted(post) || !standsOnPage(post)) return false;
    if (post.author.host !== visit.server.host || post.listedAt > visit.now || post.unlisted) return false;
    return isAskedFor(visit, post.createdAt);
  });
  const newestFirst = posts.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.order - a.order);
  return listed(visit, {
    items: newestFirst,
    idOf: (post) => idOf(post, visit),
    shape: shapePost,
    usual: 'id,message,created_time',
  });
}

/** `filter=stream` lays answers out flat; `toplevel`, which is the default, hides them (platforms.md 1.2). */
function listComments(visit: Visit, page: Account, name: string): LabAnswer {
  const post = visit.world.postWithId(visit.server, name);
  if (!post || !standsOnPage(post) || !mayRead(visit, page, post)) return graphTrouble('missing');
  if (visit.token?.readsPublic !== true) return graphTrouble('not-permitted');
  const isFlat = visit.request.query.get('filter') === 'stream';
  const comments: Post[] = [];
  const walk = (above: Post): void => {
    for (const comment of visit.world.repliesTo(above).filter(standsOnPage)) {
      if (comment.author.host !== visit.server.host) continue;
      if (!comment.unlisted && !comment.author.limited) comments.push(comment);
      if (isFlat) walk(comment);
    }
  };
  walk(post);
  return listed(visit, {
    items: comments.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
    idOf: (comment) => idOf(comment, visit),
    shape: shapeComment,
    usual: 'id,message,created_time',
  });
}

function isPage(page: Account, name: string): boolean {
  return name === page.id || name === page.username || name === 'me';
}
