import type { ConnectorContext, KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import type { GraphApi } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { COMMENT_FIELDS, MEDIA_FIELDS, ONE, USER_FIELDS } from './instagram-fields.js';
import { mapComment, mapMedia, mapUser } from './map-instagram.js';

const SINGLES = 10;

interface Recheck {
  readonly api: GraphApi;
  readonly account: ConnectorContext['account'];
  readonly items: readonly KnownItem[];
  readonly canary: KnownItem | null;
}

/**
 * Asks for known objects one by one, the canary first. A story ends after a day: that it is not given then is no removal,
 * so that stories are not asked for again. What others wrote counts as not given only where something else by others
 * could be read at the same time: it needs a permission of its own, and the answer is the same without it.
 */
export async function* recheckInstagram(recheck: Recheck): AsyncGenerator<Page> {
  const { api, account, items } = recheck;
  const asked = items.filter(({ kind }) => kind === 'post' || kind === 'reply');
  if (items.some(({ kind }) => kind === 'profile')) {
    const page = new GraphPage();
    const user = await api.node(account.nativeId, USER_FIELDS, ONE);
    if (user.value === null) throw pageRefused(user.exchange);
    page.addOne(user, mapUser);
    yield page.finish(null, asked.length === 0);
  }
  for (let from = 0; from < asked.length; from += SINGLES) {
    const page = new GraphPage();
    await some(page, recheck, asked.slice(from, from + SINGLES));
    yield page.finish(null, from + SINGLES >= asked.length);
  }
}

async function some(page: GraphPage, { api, account, canary }: Recheck, items: readonly KnownItem[]): Promise<void> {
  const missing: { item: KnownItem; exchange: RawExchange }[] = [];
  let seesOthers = false;
  for (const item of withCanary(items, canary)) {
    const isReply = item.kind === 'reply';
    const answer = await api.node(item.nativeId, isReply ? COMMENT_FIELDS : MEDIA_FIELDS, ONE);
    if (answer.value === null) missing.push({ item, exchange: answer.exchange });
    else {
      const shown = page.addOne(answer, isReply ? (comment) => mapComment(comment, null) : mapMedia);
      seesOthers ||= isReply && isByOthers(shown, account.handle);
    }
  }
  for (const { item, exchange } of missing) {
    const evidence = { exchange: page.addExchange(exchange), range: null };
    if (item.kind === 'reply' && !seesOthers) continue;
    page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
  }
}

function isByOthers({ body }: MappedObject, handle: string): boolean {
  return body.author !== null && body.author.handle !== handle;
}

function withCanary(items: readonly KnownItem[], canary: KnownItem | null): readonly KnownItem[] {
  if (!canary) return items;
  return [canary, ...items.filter(({ ref }) => ref.canonicalUri !== canary.ref.canonicalUri)];
}
