import { type ConnectorContext, ConnectorError, type KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import type { GraphApi } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { objectAt } from '../json.rules.js';
import { ANSWER_FIELDS, LIST, MEDIA_FIELDS, MENTION_FIELDS, MENTIONED, ONE, USER_FIELDS } from './instagram-fields.js';
import { isOfPlatform, mentionId, mentionName } from './known-media.js';
import { mapComment, mapMedia, mapUser } from './map-instagram.js';

/** Look-ups that share one look at the canary, which must not be more than a minute away. */
const SINGLES = 10;
/** Comments asked for as a control look. */
const CONTROLS = '25';

interface Recheck {
  readonly api: GraphApi;
  readonly account: ConnectorContext['account'];
  readonly items: readonly KnownItem[];
  readonly canary: KnownItem | null;
}

/**
 * Asks for known objects one by one, the canary first. A story ends after a day, and what others posted may be shut to
 * the account at any time: that they are not given is no removal, so that they are not asked for. What others wrote under
 * the account's posts counts as not given only where something else by others could be read at the same time: it needs a
 * permission of its own, and the answer is the same without it.
 */
export async function* recheckInstagram(recheck: Recheck): AsyncGenerator<Page> {
  const { api, account, items } = recheck;
  const asked = items.filter((item) => isAsked(item, account));
  const mentions = items.filter((item) => mentionId(item) !== null);
  if (items.some(({ kind }) => kind === 'profile')) {
    const page = new GraphPage();
    const user = await api.node(account.nativeId, USER_FIELDS, ONE);
    if (user.value === null) throw pageRefused(user.exchange);
    page.addOne(user, (object) => mapUser(object, account.nativeId));
    yield page.finish(null, asked.length + mentions.length === 0);
  }
  for (let from = 0; from < asked.length; from += SINGLES) {
    const page = new GraphPage();
    await some(page, recheck, asked.slice(from, from + SINGLES));
    yield page.finish(null, mentions.length === 0 && from + SINGLES >= asked.length);
  }
  for (const [place, mention] of mentions.entries()) {
    const page = new GraphPage();
    await readMention(page, recheck, mention);
    yield page.finish(null, place === mentions.length - 1);
  }
}

function isAsked(item: KnownItem, account: Recheck['account']): boolean {
  if (!isOfPlatform(item)) return false;
  return item.kind === 'reply' || (item.kind === 'post' && !isOthers(item.authorHandle, account));
}

function isOthers(handle: string | undefined, account: Recheck['account']): boolean {
  return handle !== undefined && handle !== account.handle;
}

interface Missing {
  readonly item: KnownItem;
  readonly exchange: RawExchange;
}

async function some(page: GraphPage, recheck: Recheck, items: readonly KnownItem[]): Promise<void> {
  const canary = recheck.canary && isAsked(recheck.canary, recheck.account) ? recheck.canary : null;
  const { missing, seesOthers } = await ask(page, recheck, withCanary(items, canary));
  const comment = missing.find(({ item }) => item.kind === 'reply')?.item;
  const sees =
    seesOthers || (comment && canary ? await readsOthers(page, recheck, { canary, besides: comment }) : false);
  for (const { item, exchange } of missing) {
    const evidence = { exchange: page.addExchange(exchange), range: null };
    if (item.kind === 'reply' && !sees) continue;
    page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
  }
}

async function ask(
  page: GraphPage,
  { api, account }: Recheck,
  items: readonly KnownItem[],
): Promise<{ missing: readonly Missing[]; seesOthers: boolean }> {
  const missing: Missing[] = [];
  let seesOthers = false;
  for (const item of items) {
    const isReply = item.kind === 'reply';
    const answer = await api.node(item.nativeId, isReply ? ANSWER_FIELDS : MEDIA_FIELDS, ONE);
    if (answer.value === null) missing.push({ item, exchange: answer.exchange });
    else {
      const shown = page.addOne(answer, isReply ? (comment) => mapComment(comment, null) : mapMedia);
      seesOthers ||= isReply && isByOthers(shown, account);
    }
  }
  return { missing, seesOthers };
}

/** A control look at what others wrote under another post of the account. */
async function readsOthers(
  page: GraphPage,
  { api, account }: Recheck,
  { canary, besides }: { readonly canary: KnownItem; readonly besides: KnownItem },
): Promise<boolean> {
  try {
    const listed = await api.edge(canary.nativeId, 'comments', { fields: ANSWER_FIELDS, limit: CONTROLS }, LIST);
    if (listed.value === null) {
      page.addExchange(listed.exchange);
      return false;
    }
    const shown = page.addList(listed, (comment) => mapComment(comment, canary.ref));
    return shown.some((one) => one.ref.canonicalUri !== besides.ref.canonicalUri && isByOthers(one, account));
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return false;
    throw error;
  }
}

/** developers.facebook.com, "Mentioned Comment", "Mentioned Media"; recorded: mentioned_comment.json. */
async function readMention(page: GraphPage, { api, account }: Recheck, item: KnownItem): Promise<void> {
  const id = mentionId(item) ?? '';
  const isReply = item.kind === 'reply';
  const name = isReply ? 'mentioned_comment' : 'mentioned_media';
  const field = isReply
    ? `${name}.comment_id(${id}){${MENTION_FIELDS.reply}}`
    : `${name}.media_id(${id}){${MENTION_FIELDS.post}}`;
  const answer = await api.node(account.nativeId, field, MENTIONED);
  const object = answer.value && objectAt(answer.value, name);
  const mapped = object && (isReply ? mapComment(object, null) : mapMedia(object));
  if (answer.value === null || !mapped) page.addExchange(answer.exchange);
  else page.addAt(answer, { ...mapped, body: { ...mapped.body, nativeId: mentionName(id) } }, `/${name}`);
}

function isByOthers({ body }: MappedObject, account: Recheck['account']): boolean {
  return body.author !== null && isOthers(body.author.handle, account);
}

function withCanary(items: readonly KnownItem[], canary: KnownItem | null): readonly KnownItem[] {
  if (!canary) return items;
  return [canary, ...items.filter(({ ref }) => ref.canonicalUri !== canary.ref.canonicalUri)];
}
