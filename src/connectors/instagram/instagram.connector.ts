import { Injectable } from '@nestjs/common';
import type { Outbound } from '../../platform/index.js';
import {
  Connector,
  type ConnectorContext,
  ConnectorError,
  type KnownItem,
  type Probe,
  type Recognised,
} from '../connector.port.js';
import type { Cursor, ItemRef, MediumBody, Page } from '../observation.types.js';
import { newestSeen, sinceOf } from '../graph/graph-cursor.rules.js';
import { GraphApi, type GraphAnswer, type GraphList } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import { isObject, type JsonObject, objectAt } from '../json.rules.js';
import { INSTAGRAM_DICTIONARY } from './instagram.dictionary.js';
import { AT_ONCE, COMMENT_FIELDS, COMMENTS, LIST, MEDIA_FIELDS, ONE, USER_FIELDS } from './instagram-fields.js';
import { instagramRef, mapComment, mapMedia, mapUser } from './map-instagram.js';
import { probeInstagram } from './probe-instagram.js';
import { INSTAGRAM_GRAPH, recogniseInstagram } from './recognise-instagram.rules.js';
import { recheckInstagram } from './recheck-instagram.js';

/** Professional Instagram accounts, by the Instagram API with a token of the account. */
@Injectable()
export class InstagramConnector extends Connector {
  readonly platform = 'instagram';
  readonly version = 1;
  readonly dictionary = INSTAGRAM_DICTIONARY;

  recognise(input: string): Recognised | null {
    return recogniseInstagram(input);
  }

  probe(input: { url: string; handle: string; http: Outbound; signal: AbortSignal }): Promise<Probe> {
    return probeInstagram(input);
  }

  /** From the newest back: within a run by the platform's cursors, after a stop from the time it had come to. */
  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    let until = typeof from?.data['until'] === 'number' ? from.data['until'] : null;
    let next: NextPage = null;
    do {
      const query: Readonly<Record<string, string>> = next ?? (until === null ? {} : { until: String(until) });
      const listed = await this.list(api, context, 'media', query);
      const page = new GraphPage();
      const times = page.addList(listed, mapMedia).flatMap(({ body }) => body.postedAt ?? []);
      const oldest = times.map((time) => Math.floor(new Date(time).getTime() / 1000));
      until = oldest.length === 0 ? until : Math.min(...oldest) + 1;
      next = listed.next;
      yield page.finish(next === null ? null : { v: 1, data: { until } }, next === null);
    } while (next !== null);
  }

  /** What is new, and the stories that stand: they end after a day, and are then no longer told of. */
  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const api = apiOf(context);
    const from = String(sinceOf(since, context.addedAt));
    let page = new GraphPage();
    const user = await api.node(context.account.nativeId, USER_FIELDS, ONE);
    if (user.value === null) throw pageRefused(user.exchange);
    page.addOne(user, mapUser);
    page.addList(await this.list(api, context, 'stories', {}), (story) => asStory(mapMedia(story)));
    const times: (string | null)[] = [];
    let next: NextPage = null;
    for (;;) {
      const listed = await this.list(api, context, 'media', next ?? { since: from });
      times.push(...page.addList(listed, mapMedia).map(({ body }) => body.postedAt));
      next = listed.next;
      if (next === null) break;
      yield page.finish(since, false);
      page = new GraphPage();
    }
    const newest = newestSeen(since, times, context.now());
    yield page.finish({ v: 1, data: newest === null ? {} : { since: newest } }, true);
  }

  async *replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    const api = apiOf(context);
    for (const [place, root] of roots.entries()) {
      let next: NextPage = null;
      do {
        const query = { fields: COMMENT_FIELDS, limit: AT_ONCE, ...next };
        const listed = await api.edge(root.nativeId, 'comments', query, COMMENTS);
        const page = new GraphPage();
        if (listed.value === null) page.addExchange(listed.exchange);
        else addComments(page, listed, root.ref);
        next = listed.value === null ? null : listed.next;
        yield page.finish(null, place === roots.length - 1 && next === null);
      } while (next !== null);
    }
  }

  recheck(context: ConnectorContext, items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    return recheckInstagram({ api: apiOf(context), account: context.account, items, canary });
  }

  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    const isUser = item.kind === 'profile';
    const answer = await apiOf(context).node(item.nativeId, isUser ? USER_FIELDS : MEDIA_FIELDS, ONE);
    const mapped = answer.value && (isUser ? mapUser : mapMedia)(answer.value);
    return mapped?.body.media.find(({ key }) => key === medium.key)?.url ?? null;
  }

  private async list(
    api: GraphApi,
    { account }: ConnectorContext,
    edge: 'media' | 'stories',
    query: Readonly<Record<string, string>>,
  ): Promise<GraphList> {
    const listed = await api.edge(account.nativeId, edge, { fields: MEDIA_FIELDS, limit: AT_ONCE, ...query }, LIST);
    if (listed.value === null) throw pageRefused(listed.exchange);
    return listed;
  }
}

export function apiOf(context: ConnectorContext): GraphApi {
  const { apiBase } = context.account.settings;
  return new GraphApi(typeof apiBase === 'string' ? apiBase : INSTAGRAM_GRAPH, context);
}

function asStory(mapped: MappedObject | null): MappedObject | null {
  return mapped && { ...mapped, body: { ...mapped.body, kind: 'entry' } };
}

/** Each comment with the answers nested in it. @throws {ConnectorError} where the list is not one of comments */
function addComments(page: GraphPage, listed: GraphList, post: ItemRef): void {
  page.addList(listed, (comment) => mapComment(comment, post));
  const data = listed.value['data'];
  for (const [place, comment] of (Array.isArray(data) ? data : []).entries()) {
    const replies = isObject(comment) ? objectAt(comment, 'replies') : null;
    if (replies && isObject(comment)) addAnswers(page, listed, { replies, place, comment });
  }
}

function addAnswers(
  page: GraphPage,
  answer: GraphAnswer,
  { replies, place, comment }: { replies: JsonObject; place: number; comment: JsonObject },
): void {
  const list = replies['data'];
  const above = instagramRef(String(comment['id']));
  for (const [index, reply] of (Array.isArray(list) ? list : []).entries()) {
    const mapped = isObject(reply) ? mapComment(reply, above) : null;
    if (!mapped) throw new ConnectorError('protocol', 'The platform answered with a comment of another shape');
    page.addAt(answer, mapped, `/data/${place}/replies/data/${index}`);
  }
}
