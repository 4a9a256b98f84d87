import type { LabAnswer, Visit } from '../http/lab.types.js';
import { ancestorsOf, canBeReadBy, canBeSeen, descendantsOf, pageOf } from '../world/look.rules.js';
import { newest } from '../world/make.rules.js';
import type { Account, Post } from '../world/world.types.js';
import { serveFeed } from './feed.js';
import { json, linkHeader, refuseToken, trouble, unknownPage } from './mastodon-answers.js';
import { mastodonOAuth } from './mastodon-oauth.js';
import { nodeinfo, nodeinfoLinks, serverV1, serverV2 } from './mastodon-instance.js';
import { shapeAccount, shapeHistory, shapePoll, shapeStatus } from './mastodon-shapes.js';
import { serveMedium } from './media.js';

type Handler = (visit: Visit, id: string) => LabAnswer;

const OPEN: readonly (readonly [RegExp, Handler])[] = [
  [/^\/api\/v2\/instance\/?$/, (visit) => (visit.server.software === 'snac2' ? unknownPage() : json(serverV2(visit)))],
  [/^\/api\/v1\/instance\/?$/, (visit) => json(serverV1(visit))],
  [/^\/\.well-known\/nodeinfo$/, (visit) => json(nodeinfoLinks(visit))],
  [/^\/nodeinfo\/2\.[01]$|^\/nodeinfo_2_0$/, (visit) => json(nodeinfo(visit))],
  [/^\/@([^/]+)\.rss$/, (visit, name) => feedOf(visit, name)],
];

const CLOSED: readonly (readonly [RegExp, Handler])[] = [
  [/^\/api\/v1\/accounts\/lookup$/, lookUpAccount],
  [/^\/api\/v1\/accounts\/verify_credentials$/, verifyCredentials],
  [/^\/api\/v1\/accounts\/([^/]+)$/, showAccount],
  [/^\/api\/v1\/accounts\/([^/]+)\/statuses$/, listStatuses],
  [/^\/api\/v1\/statuses$/, showStatuses],
  [/^\/api\/v1\/conversations$/, listConversations],
  [/^\/api\/v1\/statuses\/([^/]+)$/, (visit, id) => withStatus(visit, id, (post) => json(shapeStatus(post, visit)))],
  [/^\/api\/v1\/statuses\/([^/]+)\/context$/, showContext],
  [/^\/api\/v1\/statuses\/([^/]+)\/history$/, showHistory],
  [/^\/api\/v1\/statuses\/([^/]+)\/source$/, showSource],
  [/^\/api\/v1\/polls\/([^/]+)$/, showPoll],
  [/^\/api\/v1\/custom_emojis$/, (visit) => json(visit.server.emojis.map(({ shortcode }) => ({ shortcode })))],
];

/** A server that speaks the Mastodon client API, read side. */
export function mastodonFacade(visit: Visit): LabAnswer {
  const granted = mastodonOAuth(visit);
  if (granted) return granted;
  if (visit.request.method !== 'GET' && visit.request.method !== 'HEAD') return trouble('not-found', visit);
  const open = route(OPEN, visit);
  if (open) return open;
  if (!visit.request.path.startsWith('/api/')) return serveMedium(visit) ?? unknownPage();
  return refuseToken(visit) ?? route(CLOSED, visit) ?? trouble('not-found', visit);
}

function route(routes: readonly (readonly [RegExp, Handler])[], visit: Visit): LabAnswer | null {
  for (const [pattern, handle] of routes) {
    const match = pattern.exec(visit.request.path);
    if (match) return handle(visit, decodeURIComponent(match[1] ?? ''));
  }
  return null;
}

/** recorded: test_account_lookup, with and without the server's own name behind the @. */
function lookUpAccount(visit: Visit): LabAnswer {
  const [name = '', host = visit.server.host] = (visit.request.query.get('acct') ?? '').replace(/^@/, '').split('@');
  const local = `127.0.0.1:${new URL(visit.base).port}`;
  const account = visit.world.findAccount(`${name}@${host === local ? visit.server.host : host}`);
  return account && !account.deleted && !account.suspended
    ? json(shapeAccount(account, visit))
    : trouble('not-found', visit);
}

function verifyCredentials(visit: Visit): LabAnswer {
  const account = visit.token?.account;
  return account ? json(shapeAccount(account, visit)) : trouble('no-token', visit);
}

function showAccount(visit: Visit, id: string): LabAnswer {
  return withAccount(visit, id, (account) => json(shapeAccount(account, visit)));
}

/**
 * `limit` is 20 and at most 40 (documentation, methods/accounts). A suspended account's list is empty, not 404
 * (assumed). snac2 ignores every parameter (platforms.md 3.2 [V]) and gives its newest 256 (assumed).
 */
function listStatuses(visit: Visit, id: string): LabAnswer {
  return withAccount(visit, id, (account) => {
    const { query } = visit.request;
    const listed = visit.world.postsOf(account).filter((post) => isListed(post, visit));
    const newestFirst = listed.toReversed();
    if (visit.server.software === 'snac2')
      return json(newestFirst.slice(0, 256).map((post) => shapeStatus(post, visit)));
    const limit = Math.min(40, Math.max(1, Number(query.get('limit') ?? 20) || 20));
    const page = { limit, maxId: query.get('max_id'), minId: query.get('min_id'), sinceId: query.get('since_id') };
    const idOf = (post: Post): string => visit.world.idOn(visit.server, post);
    const posts = pageOf(newestFirst, idOf, page);
    const ends = { first: posts.at(0), last: posts.at(-1) };
    const link = linkHeader(visit, {
      first: ends.first && idOf(ends.first),
      last: ends.last && idOf(ends.last),
      full: posts.length === limit,
    });
    return json(
      posts.map((post) => shapeStatus(post, visit)),
      link,
    );
  });
}

function isListed(post: Post, visit: Visit): boolean {
  const { request, now } = visit;
  const { query } = request;
  if (!canBeReadBy(post, readerOf(visit, post.author)) || post.listedAt > now || query.get('pinned') === 'true')
    return false;
  if (isOn(query.get('exclude_reblogs')) && post.repostOf) return false;
  if (isOn(query.get('exclude_replies')) && post.inReplyTo && post.inReplyTo.author !== post.author) return false;
  return !(isOn(query.get('only_media')) && newest(post).media.length === 0);
}

/** Its author's own list shows also what is not public (Mastodon, account_statuses_filter.rb; assumed). */
function readerOf({ token }: Visit, author: Account): Account | null {
  return token?.account === author ? author : null;
}

/**
 * Entities of methods/conversations: who talks, and the last direct status of each. A conversation is here a thread
 * (assumed); paging is not played.
 */
function listConversations(visit: Visit): LabAnswer {
  const reader = visit.token?.account;
  if (!reader) return trouble('no-token', visit);
  const direct = visit.world.posts.filter((post) => post.audience === 'direct' && canBeReadBy(post, reader));
  const last = new Map(direct.map((post) => [topOf(post), post]));
  return json(
    [...last].toReversed().map(([top, post]) => ({
      id: String(top.order),
      unread: false,
      accounts: [...new Set([top.author, post.author])]
        .filter((one) => one !== reader)
        .map((one) => shapeAccount(one, visit)),
      last_status: shapeStatus(post, visit),
    })),
  );
}

function topOf(post: Post): Post {
  return post.inReplyTo ? topOf(post.inReplyTo) : post;
}

function isOn(value: string | null): boolean {
  return value !== null && !['false', '0', 'f', 'off', ''].includes(value);
}

/** Up to 20 ids (assumed from the default page); what is not there is left out (platforms.md 1.10). Mastodon ≥ 4.3 only. */
function showStatuses(visit: Visit): LabAnswer {
  if (visit.server.software !== 'mastodon') return trouble('not-found', visit);
  const ids = new Set([...visit.request.query.getAll('id[]'), ...visit.request.query.getAll('id')]);
  if (ids.size > 20) return trouble('too-many-ids', visit);
  const reader = visit.token?.account ?? null;
  const found = [...ids].flatMap((id) => visit.world.postWithId(visit.server, id) ?? []);
  const posts = found.filter((post) => canBeReadBy(post, reader));
  return json(posts.map((post) => shapeStatus(post, visit)));
}

/** Without a token 40 ancestors and 60 descendants, 20 deep; with one 4,096 (documentation, methods/statuses#context). */
function showContext(visit: Visit, id: string): LabAnswer {
  const reader = visit.token?.account ?? null;
  const most = visit.token ? { limit: 4096, depth: 4096, up: 4096, reader } : { limit: 60, depth: 20, up: 40, reader };
  return withStatus(visit, id, (post) =>
    json({
      ancestors: ancestorsOf(post, most.up, reader).map((other) => shapeStatus(other, visit)),
      descendants: descendantsOf(post, (of) => visit.world.repliesTo(of), most).map((other) =>
        shapeStatus(other, visit),
      ),
    }),
  );
}

/** snac2 has no history: 404 with a page of HTML (platforms.md 3.2 [V]). */
function showHistory(visit: Visit, id: string): LabAnswer {
  if (visit.server.software === 'snac2') return unknownPage();
  return withStatus(visit, id, (post) => json(shapeHistory(post, visit)));
}

/** For the author's token only (recorded: test_status_edit). */
function showSource(visit: Visit, id: string): LabAnswer {
  return withStatus(visit, id, (post) => {
    if (visit.token?.account !== post.author) return trouble(visit.token ? 'not-found' : 'no-token', visit);
    const { text, contentWarning } = newest(post);
    return json({ id, text, spoiler_text: contentWarning });
  });
}

function showPoll(visit: Visit, id: string): LabAnswer {
  const post = visit.world.posts.find(({ poll }) => poll?.id === id);
  return post?.poll && canBeSeen(post) ? json(shapePoll(post.poll, visit)) : trouble('not-found', visit);
}

function feedOf(visit: Visit, name: string): LabAnswer {
  const account = visit.world.findAccount(`${name}@${visit.server.host}`);
  return account ? serveFeed(visit, account, 'rss') : unknownPage();
}

function withStatus(visit: Visit, id: string, answer: (post: Post) => LabAnswer): LabAnswer {
  const post = visit.world.postWithId(visit.server, id);
  return post && canBeReadBy(post, visit.token?.account ?? null) ? answer(post) : trouble('not-found', visit);
}

function withAccount(visit: Visit, id: string, answer: (account: Account) => LabAnswer): LabAnswer {
  const account = visit.world.accounts.find((one) => one.id === id);
  return account && !account.deleted ? answer(account) : trouble('not-found', visit);
}
