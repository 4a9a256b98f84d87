import { Injectable } from '@nestjs/common';
import { Connector, type ConnectorContext, type KnownItem, type Probe, type Recognised } from '../connector.port.js';
import type { Cursor, MediumBody, Page } from '../observation.types.js';
import { deliveryAbout } from '../graph/read-entries.js';
import { verifyDelivery } from '../graph/verify-delivery.js';
import type { Delivery } from '../webhook.types.js';
import { readFeedChanges } from './read-feed-changes.js';
import { GraphApi, type GraphList } from '../graph/graph-api.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import type { Outbound } from '../../platform/index.js';
import { FACEBOOK_DICTIONARY } from './facebook.dictionary.js';
import {
  backfillState,
  type BackfillState,
  type Edge,
  edgeAfter,
  EDGES,
  goneBack,
  isAlbumsDue,
} from './facebook-cursor.rules.js';
import { newestSeen, sinceOf } from '../graph/graph-cursor.rules.js';
import {
  ALBUM_FIELDS,
  COMMENT_FIELDS,
  COMMENTS_AT_ONCE,
  LIST,
  ONE,
  PAGE_FIELDS,
  POST_FIELDS,
  POSTS_AT_ONCE,
} from './facebook-fields.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { fieldsOf, mapKnown } from './known-object.js';
import { mapAlbum, mapComment, mapPost } from './map-facebook.js';
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

  probe(input: { url: string; handle: string; http: Outbound; signal: AbortSignal }): Promise<Probe> {
    return probeFacebook(input);
  }

  /** Each list from the newest back. Within a run by the platform's cursors, after a stop from the time it had come to. */
  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    let state: BackfillState = backfillState(from);
    let next: NextPage = null;
    for (;;) {
      const listed = await this.list(api, context, state.edge, next ?? untilOf(state));
      const page = new GraphPage();
      const mapped = this.add(page, listed, state.edge);
      state = goneBack(state, timesOf(mapped));
      next = listed.next;
      const edge = next === null ? edgeAfter(state.edge) : state.edge;
      if (next === null && edge !== null) state = { edge, until: null };
      yield page.finish(edge === null ? null : { v: 1, data: { ...state } }, edge === null);
      if (edge === null) return;
    }
  }

  /**
   * Everything since a little before the newest known post. The cursor moves with the last page alone: a run that broke
   * off is run again from where it began.
   */
  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    const from = sinceOf(since, context.addedAt);
    const withAlbums = isAlbumsDue(since, context.now());
    const edges = EDGES.filter((edge) => edge !== 'albums' || withAlbums);
    const times: (string | null)[] = [];
    let page = new GraphPage();
    const profile = await api.node(context.account.nativeId, PAGE_FIELDS, ONE);
    if (profile.value === null) throw pageRefused(profile.exchange);
    page.addOne(profile, mapPage);
    for (const edge of edges) {
      let next: NextPage = null;
      do {
        const listed = await this.list(api, context, edge, next ?? sinceQuery(edge, from));
        const mapped = this.add(page, listed, edge);
        if (edge === 'published_posts') times.push(...timesOf(mapped));
        next = listed.next;
        const isLast = next === null && edge === edges.at(-1);
        if (isLast) break;
        yield page.finish(since, false);
        page = new GraphPage();
      } while (next !== null);
    }
    yield page.finish({ v: 1, data: movedOn(since, times, { now: context.now(), withAlbums }) }, true);
  }

  /** All comments under each post, answers to comments among them: `filter=stream` lays them out flat. */
  async *replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    const api = apiOf(context);
    for (const [place, root] of roots.entries()) {
      const isLastRoot = place === roots.length - 1;
      let next: NextPage = null;
      do {
        const listed = await api.edge(root.nativeId, 'comments', commentsQuery(next), LIST);
        const page = new GraphPage();
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
    const answer = await apiOf(context).node(item.nativeId, fieldsOf(item), ONE);
    const mapped = answer.value && mapKnown(item)(answer.value);
    return mapped?.body.media.find(({ key }) => key === medium.key)?.url ?? null;
  }

  private async list(
    api: GraphApi,
    { account }: ConnectorContext,
    edge: Edge,
    query: Readonly<Record<string, string>>,
  ): Promise<GraphList> {
    const fields = edge === 'albums' ? ALBUM_FIELDS : POST_FIELDS;
    const listed = await api.edge(account.nativeId, edge, { fields, limit: POSTS_AT_ONCE, ...query }, LIST);
    if (listed.value === null) throw pageRefused(listed.exchange);
    return listed;
  }

  private add(page: GraphPage, listed: GraphList, edge: Edge): readonly MappedObject[] {
    return page.addList(listed, edge === 'albums' ? mapAlbum : mapPost);
  }
}

export function apiOf(context: ConnectorContext): GraphApi {
  const { apiBase } = context.account.settings;
  return new GraphApi(typeof apiBase === 'string' ? apiBase : GRAPH, context);
}

function untilOf({ until, edge }: BackfillState): Readonly<Record<string, string>> {
  return until === null || edge === 'albums' ? {} : { until: String(until) };
}

function sinceQuery(edge: Edge, from: number): Readonly<Record<string, string>> {
  return edge === 'albums' ? {} : { since: String(from) };
}

function commentsQuery(next: NextPage): Readonly<Record<string, string>> {
  return { filter: 'stream', order: 'chronological', fields: COMMENT_FIELDS, limit: COMMENTS_AT_ONCE, ...next };
}

function timesOf(mapped: readonly MappedObject[]): (string | null)[] {
  return mapped.map(({ body }) => body.postedAt);
}

function movedOn(
  since: Cursor | null,
  times: readonly (string | null)[],
  { now, withAlbums }: { now: Date; withAlbums: boolean },
): Record<string, unknown> {
  const newest = newestSeen(since, times, now);
  const albumsAt = withAlbums ? now.toISOString() : (since?.data['albumsAt'] ?? null);
  return { ...(newest === null ? {} : { since: newest }), albumsAt };
}
