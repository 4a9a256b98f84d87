import { Injectable } from '@nestjs/common';
import {
  Connector,
  type ConnectorContext,
  ConnectorError,
  type KnownItem,
  type Probe,
  type Recognised,
  type ProbeInput,
} from '../connector.port.js';
import type { Cursor, MediumBody, Page } from '../observation.types.js';
import { newestSeen, sinceOf } from '../graph/graph-cursor.rules.js';
import { type GraphApi, type GraphList, unlike } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import { isObject } from '../json.rules.js';
import { deliveryAbout } from '../graph/read-entries.js';
import { verifyDelivery } from '../graph/verify-delivery.js';
import { FORM_DICTIONARY } from '../unpolled/form.dictionary.js';
import type { Delivery } from '../webhook.types.js';
import { INSTAGRAM_DICTIONARY } from './instagram.dictionary.js';
import { type BackState, backState, type Edge, goneBack, stateAfter, untilQuery } from './instagram-cursor.rules.js';
import { AT_ONCE, LIST, MEDIA_FIELDS, ONE, TAG_FIELDS, USER_FIELDS } from './instagram-fields.js';
import { apiOf, isOfPlatform } from './known-media.js';
import { mapMedia, mapStory, mapUser } from './map-instagram.js';
import { probeInstagram } from './probe-instagram.js';
import { readComments } from './read-comments.js';
import { readInstagramChanges } from './read-instagram-changes.js';
import { instagramBase, recogniseInstagram } from './recognise-instagram.rules.js';
import { recheckInstagram } from './recheck-instagram.js';

/**
 * Professional Instagram accounts, by the Instagram API with a token of the account or of the Page it hangs on. Without
 * one nothing is captured by itself.
 */
@Injectable()
export class InstagramConnector extends Connector {
  readonly platform = 'instagram';
  readonly version = 2;
  readonly dictionary = INSTAGRAM_DICTIONARY;
  override readonly needsToken = true;
  /** Of the first version, which read nothing but what was brought. */
  override readonly olderDictionaries = { 1: FORM_DICTIONARY };
  override readonly webhook = {
    verify: verifyDelivery,
    about: (delivery: Delivery) => deliveryAbout(delivery, 'instagram'),
    read: readInstagramChanges,
  };

  recognise(input: string, token?: string): Recognised | null {
    return recogniseInstagram(input, token);
  }

  override apiBase(known: unknown, token: string): string {
    return instagramBase(known, token);
  }

  probe(input: ProbeInput): Promise<Probe> {
    return probeInstagram(input);
  }

  /** From the newest back: within a run by the platform's cursors, after a stop from the time it had come to. */
  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    let state = backState(from);
    let next: NextPage = null;
    for (;;) {
      const listed = await list(api, context, state.edge, next ?? untilQuery(state));
      const page = new GraphPage();
      const shown = listed ? add(page, listed, { edge: state.edge, own: context.account.handle }) : [];
      next = listed?.next ?? null;
      const after: BackState | null = next === null ? stateAfter(state) : goneBack(state, timesOf(shown));
      yield page.finish(after ? { v: 1, data: { ...after } } : null, !after);
      if (!after) return;
      state = after;
    }
  }

  /**
   * What is new, the stories that stand, and the newest posts in which others tag the account. Stories end after a day:
   * they are looked at with each run, which is minutes apart. The cursor moves with the last page alone.
   */
  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    const from = String(sinceOf(since, context.addedAt));
    const times: (string | null)[] = [];
    let page = new GraphPage();
    const user = await api.node(context.account.nativeId, USER_FIELDS, ONE);
    if (user.value === null) throw pageRefused(user.exchange);
    page.addOne(user, (object) => mapUser(object, context.account.nativeId));
    for await (const { edge, listed } of recent(api, context, from)) {
      if (listed === null) {
        yield page.finish(since, false);
        page = new GraphPage();
        continue;
      }
      const mapped = add(page, listed, { edge, own: context.account.handle });
      if (edge === 'media') times.push(...timesOf(mapped));
    }
    const newest = newestSeen(since, times, context.now());
    yield page.finish({ v: 1, data: newest === null ? {} : { since: newest } }, true);
  }

  replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    return readComments(apiOf(context), roots.filter(isOfPlatform));
  }

  recheck(context: ConnectorContext, items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    return recheckInstagram({ api: apiOf(context), account: context.account, items, canary });
  }

  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    if (!isOfPlatform(item)) return null;
    const isUser = item.kind === 'profile';
    const answer = await apiOf(context).node(item.nativeId, isUser ? USER_FIELDS : MEDIA_FIELDS, ONE);
    const mapped = answer.value && (isUser ? mapUser(answer.value, item.nativeId) : mapMedia(answer.value));
    return mapped?.body.media.find(({ key }) => key === medium.key)?.url ?? null;
  }
}

/** The lists of what is new, page by page; `listed` null between two pages of one. */
async function* recent(
  api: GraphApi,
  context: ConnectorContext,
  from: string,
): AsyncGenerator<{ readonly edge: Edge; readonly listed: GraphList | null }> {
  for (const edge of ['stories', 'media', 'tags'] as const) {
    let next: NextPage = null;
    do {
      const listed = await list(api, context, edge, next ?? (edge === 'media' ? { since: from } : {}));
      if (listed) yield { edge, listed };
      // Of the posts of others the newest page is enough: the way back in time goes through all of them.
      next = edge === 'tags' ? null : (listed?.next ?? null);
      if (next !== null) yield { edge, listed: null };
    } while (next !== null);
  }
}

/** Null: those in which others tag the account need a permission of their own, and the limits say that it is lacking. */
async function list(
  api: GraphApi,
  { account }: ConnectorContext,
  edge: Edge,
  query: Readonly<Record<string, string>>,
): Promise<GraphList | null> {
  const fields = edge === 'tags' ? TAG_FIELDS : MEDIA_FIELDS;
  try {
    const listed = await api.edge(account.nativeId, edge, { fields, limit: AT_ONCE, ...query }, LIST);
    if (listed.value !== null) return listed;
    if (edge !== 'tags') throw pageRefused(listed.exchange);
  } catch (error) {
    const isRefused = error instanceof ConnectorError && error.fault === 'access-refused';
    if (edge !== 'tags' || !isRefused) throw error;
  }
  return null;
}

/** Of its own media an account tags itself in, the list of tags tells less than the list of media. */
function add(
  page: GraphPage,
  listed: GraphList,
  { edge, own }: { readonly edge: Edge; readonly own: string },
): readonly MappedObject[] {
  if (edge !== 'tags') return page.addList(listed, edge === 'stories' ? mapStory : mapMedia);
  const data = listed.value['data'];
  page.addExchange(listed.exchange);
  return (Array.isArray(data) ? data : []).flatMap((object: unknown, place) => {
    const mapped = isObject(object) ? mapMedia(object) : null;
    if (!mapped) throw unlike(listed.exchange);
    return mapped.body.author?.handle === own ? [] : [page.addAt(listed, mapped, `/data/${place}`)];
  });
}

function timesOf(mapped: readonly MappedObject[]): (string | null)[] {
  return mapped.map(({ body }) => body.postedAt);
}
