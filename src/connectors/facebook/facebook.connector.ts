import { Injectable } from '@nestjs/common';
import {
  Connector,
  type ConnectorContext,
  type KnownItem,
  type Probe,
  type ProbeInput,
  type Recognised,
} from '../connector.port.js';
import type { Cursor, MediumBody, Page } from '../observation.types.js';
import { deliveryAbout } from '../graph/read-entries.js';
import { verifyDelivery } from '../graph/verify-delivery.js';
import type { Delivery } from '../webhook.types.js';
import { readFeedChanges } from './read-feed-changes.js';
import { GraphApi } from '../graph/graph-api.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import { FACEBOOK_DICTIONARY } from './facebook.dictionary.js';
import { CaptureMessages, keepsMessages } from './capture-messages.js';
import {
  areThingsDue,
  backfillState,
  type BackfillState,
  edgeAfter,
  goneBack,
  isThing,
  messagesSince,
  POSTS,
  THINGS,
  thingsSince,
} from './facebook-cursor.rules.js';
import { newestSeen, sinceOf } from '../graph/graph-cursor.rules.js';
import {
  COMMENT_FIELDS,
  COMMENTS_AT_ONCE,
  LIST,
  ONE,
  PAGE_FIELDS,
  POST_FIELDS,
  POSTS_AT_ONCE,
} from './facebook-fields.js';
import { isMessaging } from './facebook-refs.rules.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { askedOf } from './known-object.js';
import { ListThings } from './list-things.js';
import { mapComment, mapPost } from './map-facebook.js';
import { mapPage } from './map-page.js';
import { probeFacebook } from './probe-facebook.js';
import { RecheckObjects } from './recheck-objects.js';
import { GRAPH, recogniseFacebook } from './recognise-facebook.rules.js';

/** Facebook Pages by the Graph API, with a token of the page. */
@Injectable()
export class FacebookConnector extends Connector {
  readonly platform = 'facebook';
  readonly version = 1;
  readonly dictionary = FACEBOOK_DICTIONARY;
  override readonly webhook = {
    verify: verifyDelivery,
    about: (delivery: Delivery) => deliveryAbout(delivery, 'page'),
    read: readFeedChanges,
  };

  recognise(input: string): Recognised | null {
    return recogniseFacebook(input);
  }

  probe(input: ProbeInput): Promise<Probe> {
    return probeFacebook(input);
  }

  /** Each list from the newest back. Within a run by the platform's cursors, after a stop from the time it had come to. */
  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    let state: BackfillState | null = backfillState(from);
    while (state !== null) {
      const { edge }: BackfillState = state;
      if (isThing(edge)) {
        for await (const page of new ListThings(context, api).pages(edge, null))
          yield page.finish(asCursor(state), false);
      } else {
        for await (const { page, mapped } of posts(api, context, { edge, query: untilOf(state) })) {
          state = goneBack(state, timesOf(mapped));
          yield page.finish(asCursor(state), false);
        }
      }
      const next = edgeAfter(edge);
      state = next === null ? null : { edge: next, until: null };
      yield new GraphPage().finish(state && asCursor(state), state === null);
    }
  }

  /**
   * Everything since a little before the newest known post. The cursor moves with the last page alone: a run that broke
   * off is run again from where it began.
   */
  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    const startedAt = context.now();
    const messages = new CaptureMessages(context, api);
    const news = { since, times: [], messages, withThings: areThingsDue(since, startedAt) };
    const profile = await api.node(context.account.nativeId, PAGE_FIELDS, ONE);
    if (profile.value === null) throw pageRefused(profile.exchange);
    let page = new GraphPage();
    page.addOne(profile, mapPage);
    for await (const next of newsPages(api, context, news)) {
      yield page.finish(since, false);
      page = next;
    }
    yield page.finish({ v: 1, data: movedOn(news, { startedAt, now: context.now() }) }, true);
  }

  /** All comments under each post, answers to comments among them: `filter=stream` lays them out flat. */
  async *replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    const api = apiOf(context);
    for (const [place, root] of roots.entries()) {
      const isLastRoot = place === roots.length - 1;
      let next: NextPage = null;
      do {
        const listed = await api.edge(root.nativeId, 'comments', commentsQuery(next), LIST);
        const page = new GraphPage({ keepsMessages: keepsMessages(context) });
        if (listed.value === null) page.addExchange(listed.exchange);
        else page.addList(listed, (comment) => mapComment(comment, root.ref));
        next = listed.value === null ? null : listed.next;
        yield page.finish(null, isLastRoot && next === null);
      } while (next !== null);
    }
  }

  recheck(context: ConnectorContext, items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    return new RecheckObjects(context, apiOf(context)).run(items, canary);
  }

  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    if (isMessaging(item) && !keepsMessages(context)) return null;
    const { fields, map } = askedOf(item);
    const answer = await apiOf(context).node(item.nativeId, fields, ONE);
    return (answer.value && map(answer.value))?.body.media.find(({ key }) => key === medium.key)?.url ?? null;
  }
}

export function apiOf(context: ConnectorContext): GraphApi {
  const { apiBase } = context.account.settings;
  return new GraphApi(typeof apiBase === 'string' ? apiBase : GRAPH, context);
}

interface News {
  readonly since: Cursor | null;
  /** Of the page's own posts. */
  readonly times: (string | null)[];
  readonly messages: CaptureMessages;
  readonly withThings: boolean;
}

async function* newsPages(api: GraphApi, context: ConnectorContext, news: News): AsyncGenerator<GraphPage> {
  const { since, times, messages, withThings } = news;
  const query = { since: String(sinceOf(since, context.addedAt)) };
  for (const edge of POSTS) {
    for await (const { page, mapped } of posts(api, context, { edge, query })) {
      if (edge === 'published_posts') times.push(...timesOf(mapped));
      yield page;
    }
  }
  yield* messages.pages(messagesSince(since));
  const things = new ListThings(context, api);
  for (const thing of withThings ? THINGS : []) yield* things.pages(thing, thingsSince(since, context.addedAt));
}

interface Listed {
  readonly page: GraphPage;
  readonly mapped: readonly MappedObject[];
}

/** @throws {ConnectorError} also where the page does not list its posts */
async function* posts(
  api: GraphApi,
  { account }: ConnectorContext,
  { edge, query }: { edge: string; query: Readonly<Record<string, string>> },
): AsyncGenerator<Listed> {
  let next: NextPage = null;
  do {
    const asked = { fields: POST_FIELDS, limit: POSTS_AT_ONCE, ...(next ?? query) };
    const listed = await api.edge(account.nativeId, edge, asked, LIST);
    if (listed.value === null) throw pageRefused(listed.exchange);
    const page = new GraphPage();
    const mapped = page.addList(listed, mapPost);
    ({ next } = listed);
    yield { page, mapped };
  } while (next !== null);
}

function asCursor(state: BackfillState): Cursor {
  return { v: 1, data: { ...state } };
}

function untilOf({ until }: BackfillState): Readonly<Record<string, string>> {
  return until === null ? {} : { until: String(until) };
}

function commentsQuery(next: NextPage): Readonly<Record<string, string>> {
  return { filter: 'stream', order: 'chronological', fields: COMMENT_FIELDS, limit: COMMENTS_AT_ONCE, ...next };
}

function timesOf(mapped: readonly MappedObject[]): (string | null)[] {
  return mapped.map(({ body }) => body.postedAt);
}

/** Where messages are not kept, or could not be looked at, nothing is remembered of having looked at them. */
function movedOn(
  { since, times, messages, withThings }: News,
  { startedAt, now }: { startedAt: Date; now: Date },
): Record<string, unknown> {
  const newest = newestSeen(since, times, now);
  const albumsAt = withThings ? now.toISOString() : (since?.data['albumsAt'] ?? null);
  const messagesAt = messages.isOpen ? { messagesAt: startedAt.toISOString() } : {};
  return { ...(newest === null ? {} : { since: newest }), albumsAt, ...messagesAt };
}
