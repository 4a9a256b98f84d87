import type { Look } from '../http/lab.types.js';
import { canBeSeen } from '../world/look.rules.js';
import type { Account, Poll, Post, Version } from '../world/world.types.js';
import { newest } from '../world/make.rules.js';
import { mentionsOf, quoteHtml, statusHtml, tagsOf } from './html.rules.js';
import { shapeMedium } from './media.js';

type Json = Record<string, unknown>;

/** reference: entities/Account; recorded: test_account_lookup, gotosocial-session "lookup". */
export function shapeAccount(account: Account, look: Look): Json {
  const { server, base } = look;
  const local = account.host === server.host;
  const posts = look.world.postsOf(account).filter(canBeSeen);
  const closed = account.suspended;
  const common = {
    id: account.id,
    username: account.username,
    acct: local ? account.username : `${account.username}@${account.host}`,
    display_name: closed ? '' : account.displayName,
    locked: false,
    bot: account.bot,
    discoverable: true,
    group: false,
    created_at: `${account.createdAt.toISOString().slice(0, 10)}T00:00:00.000Z`,
    note: closed ? '' : statusHtml(account.note, server, () => false),
    url: `https://${account.host}/@${account.username}`,
    avatar: `${base}/avatars/original/missing.png`,
    avatar_static: `${base}/avatars/original/missing.png`,
    avatar_description: '',
    header: `${base}/headers/original/missing.png`,
    header_static: `${base}/headers/original/missing.png`,
    header_description: '',
    followers_count: 0,
    following_count: 0,
    statuses_count: posts.length,
    last_status_at: posts.at(-1)?.createdAt.toISOString().slice(0, 10) ?? null,
    emojis: emojisIn(`${account.displayName} ${account.note}`, look),
    fields: closed ? [] : account.fields.map(({ name, value }) => ({ name, value, verified_at: null })),
  };
  if (server.software === 'gotosocial') return common;
  return {
    ...common,
    uri: `https://${account.host}/users/${account.username}`,
    indexable: true,
    hide_collections: null,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    noindex: false,
    feature_approval: { automatic: ['public'], manual: [], current_user: 'denied' },
    roles: [],
    // entities/Account: "returned only when suspended", "… if it has moved".
    ...(closed ? { suspended: true } : {}),
    ...(account.movedTo ? { moved: shapeAccount({ ...account.movedTo, movedTo: null }, look) } : {}),
  };
}

/** reference: entities/Status; recorded: test_status, test_status_reblog_unreblog, test_status_post_with_quote. */
export function shapeStatus(post: Post, look: Look): Json {
  const version = newest(post);
  return {
    ...shapeIdentity(post, look),
    ...shapeThread(post, look),
    ...shapeText(post, version, look),
    ...shapeCounts(post, look),
    ...(look.token ? shapeRelation(post, look) : {}),
    account: shapeAccount(post.author, look),
    application: look.server.software === 'gotosocial' ? { name: 'lab' } : null,
    reblog: post.repostOf ? shapeStatus(post.repostOf, look) : null,
    card: null,
    poll: post.poll ? shapePoll(post.poll, look) : null,
    ...(look.server.software === 'gotosocial' ? gotosocialExtras(version) : mastodonExtras(post, look)),
  };
}

function shapeIdentity(post: Post, { world, server }: Look): Json {
  const id = world.idOn(server, post);
  const edited = post.versions.length > 1 ? newest(post).at.toISOString() : null;
  return {
    id,
    created_at: post.createdAt.toISOString(),
    edited_at: edited,
    visibility: post.audience,
    language: post.repostOf && server.software === 'mastodon' ? null : post.language,
    uri: post.uri,
    url: statusUrl(post, id),
  };
}

function statusUrl(post: Post, id: string): string {
  if (post.repostOf) return `https://${post.author.host}/users/${post.author.username}/statuses/${id}/activity`;
  return `https://${post.author.host}/@${post.author.username}/${id}`;
}

/**
 * When a parent is removed Mastodon empties `in_reply_to_id` of its replies (its schema: foreign key on
 * in_reply_to_id, ON DELETE SET NULL); GoToSocial leaves it on the orphan (platforms.md 1.10 [V]).
 */
function shapeThread(post: Post, { world, server }: Look): Json {
  const parent = post.inReplyTo;
  const lost = parent?.removedAt !== null && server.software !== 'gotosocial';
  return {
    in_reply_to_id: parent && !lost ? world.idOn(server, parent) : null,
    in_reply_to_account_id: parent ? parent.author.id : null,
  };
}

function shapeText(post: Post, version: Version, look: Look): Json {
  const { world, server } = look;
  const known = mentionsOf(version.text, server.host).flatMap(
    ({ username, host }) => world.findAccount(`${username}@${host}`) ?? [],
  );
  return {
    sensitive: version.contentWarning !== '',
    spoiler_text: version.contentWarning,
    content: contentOf(post, version, look),
    media_attachments: version.media.map((shown) => shapeMedium(shown, look)),
    mentions: [...new Set(known)].map((account) => ({
      id: account.id,
      username: account.username,
      url: `https://${account.host}/@${account.username}`,
      acct: account.host === server.host ? account.username : `${account.username}@${account.host}`,
    })),
    tags: tagsOf(version.text).map((name) => ({
      name,
      url: `https://${server.host}/tags/${encodeURIComponent(name)}`,
    })),
    emojis: emojisIn(`${version.text} ${version.contentWarning}`, look),
  };
}

function contentOf(post: Post, version: Version, { world, server }: Look): string {
  const text = statusHtml(
    version.text,
    server,
    ({ username, host }) => world.findAccount(`${username}@${host}`) !== undefined,
  );
  const { quotes } = post;
  return quotes ? quoteHtml(quotes, statusUrl(quotes, world.idOn(server, quotes))) + text : text;
}

function shapeCounts(post: Post, { world }: Look): Json {
  return {
    replies_count: world.repliesTo(post).filter(canBeSeen).length,
    reblogs_count: world.repostsOf(post).filter(canBeSeen).length,
    favourites_count: post.favourites,
  };
}

/** "If the current token has an authorized user" (entities/Status): what a stranger is not told. */
function shapeRelation(post: Post, { token, server }: Look): Json {
  const pinnable = server.software === 'gotosocial' || (token?.account === post.author && !post.repostOf);
  return {
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    ...(pinnable ? { pinned: false } : {}),
  };
}

/** recorded: test_status_post_with_quote (accepted); a quote whose original went is "deleted" (entities/Quote). */
function mastodonExtras(post: Post, look: Look): Json {
  const { quotes } = post;
  const shown = quotes && canBeSeen(quotes);
  return {
    quotes_count: look.world.quotesOf(post).filter(canBeSeen).length,
    ...(look.token ? { filtered: [] } : {}),
    tagged_collections: [],
    quote: quotes
      ? { state: shown ? 'accepted' : 'deleted', quoted_status: shown ? shapeStatus(quotes, look) : null }
      : null,
    quote_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  };
}

/** recorded: gotosocial-session "status after edit". */
function gotosocialExtras(version: Version): Json {
  const rule = {
    automatic_approval: ['public', 'me'],
    manual_approval: [],
    always: ['public', 'me'],
    with_approval: [],
  };
  return {
    text: version.text,
    content_type: 'text/plain',
    interaction_policy: { can_favourite: rule, can_reply: rule, can_reblog: rule },
  };
}

/** recorded: test_polls. Votes are public while it runs, as with `hide_totals: false`. */
export function shapePoll(poll: Poll, { now, token }: Look): Json {
  const votes = poll.options.reduce((sum, option) => sum + option.votes, 0);
  return {
    id: poll.id,
    expires_at: poll.closesAt.toISOString(),
    expired: poll.closesAt <= now,
    multiple: poll.multiple,
    votes_count: votes,
    voters_count: votes,
    ...(token ? { voted: false, own_votes: [] } : {}),
    options: poll.options.map(({ title, votes: count }) => ({ title, votes_count: count })),
    emojis: [],
  };
}

/**
 * All versions, oldest first; an unedited status has one, and the last `created_at` equals `edited_at` (recorded:
 * test_status_edit). The poll of a past version has titles only (entities/StatusEdit).
 */
export function shapeHistory(post: Post, look: Look): Json[] {
  return post.versions.map((version) => ({
    content: contentOf(post, version, look),
    spoiler_text: version.contentWarning,
    sensitive: version.contentWarning !== '',
    created_at: version.at.toISOString(),
    account: shapeAccount(post.author, look),
    ...pollOfEdit(post, look),
    media_attachments: version.media.map((shown) => shapeMedium(shown, look)),
    emojis: emojisIn(version.text, look),
  }));
}

function pollOfEdit({ poll }: Post, { server }: Look): Json {
  if (poll) return { poll: { options: poll.options.map(({ title }) => ({ title })) } };
  return server.software === 'gotosocial' ? { poll: null } : {};
}

function emojisIn(text: string, { server, base }: Look): Json[] {
  return server.emojis
    .filter(({ shortcode }) => text.includes(`:${shortcode}:`))
    .map(({ shortcode }) => {
      const url = `${base}/system/custom_emojis/images/original/${shortcode}.png`;
      return { shortcode, url, static_url: url, visible_in_picker: true };
    });
}
