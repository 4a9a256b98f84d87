import { Injectable } from '@nestjs/common';
import {
  Connector,
  type ConnectorContext,
  ConnectorError,
  type KnownItem,
  type LiveContext,
  type Probe,
  type ProbeInput,
  type Recognised,
} from '../connector.port.js';
import type { Cursor, MediumBody, Observation, Page, RawExchange } from '../observation.types.js';
import { idAt } from '../json.rules.js';
import { CaptureConversations } from './capture-conversations.js';
import { CaptureAround } from './capture-around.js';
import { MASTODON_DICTIONARY } from './mastodon.dictionary.js';
import { ListenMastodon } from './listen-mastodon.js';
import { MastodonApi } from './mastodon-api.js';
import { MastodonPage, type ReadAnswer, readList, readOne, readThread } from './mastodon-page.js';
import {
  advance,
  backfillCursor,
  goBack,
  incrementalCursor,
  type IncrementalState,
  OVERLAP,
  windowPassed,
} from './mastodon-cursor.rules.js';
import type { PagingLinks } from './link-header.rules.js';
import { mapProfile } from './map-profile.js';
import { probeMastodon } from './probe-mastodon.js';
import { RecentMemory } from './recent-memory.js';
import { recogniseMastodon } from './recognise-mastodon.rules.js';
import { RecheckStatuses } from './recheck-statuses.js';

/** A page this short is the newest there is: no server's own default is less. */
const SHORT_PAGE = 20;

interface Listed {
  readonly exchange: RawExchange;
  readonly links: PagingLinks;
  readonly answer: ReadAnswer;
}

interface Run {
  readonly api: MastodonApi;
  readonly around: CaptureAround;
}

/** Mastodon and the servers that speak its client API: GoToSocial, snac2, Pleroma and kin. */
@Injectable()
export class MastodonConnector extends Connector {
  readonly platform = 'mastodon';
  readonly version = 1;
  readonly dictionary = MASTODON_DICTIONARY;
  override readonly counter = 'statuses';
  private readonly histories = new RecentMemory(20_000);
  private readonly parents = new RecentMemory(20_000);
  private readonly names = new RecentMemory(20_000);
  private readonly conversations = new RecentMemory(5_000);

  recognise(input: string): Recognised | null {
    return recogniseMastodon(input);
  }

  probe(input: ProbeInput): Promise<Probe> {
    return probeMastodon(input);
  }

  async *backfill(context: ConnectorContext, from: Cursor | null): AsyncGenerator<Page> {
    const { api, around } = this.run(context);
    let maxId = backfillCursor(from);
    let ahead = listAfter(api, maxId);
    for (;;) {
      const { answer, exchange, links } = await ahead;
      const page = new MastodonPage(api);
      await around.add(page, answer);
      page.addStatuses(answer);
      if (links.older !== null && links.older === maxId)
        throw new ConnectorError('protocol', 'The listing points to the page it is on', { exchange });
      maxId = answer.statuses.length > 0 ? links.older : null;
      // Asked for while this page is made durable; what stands in the way is thrown when its turn comes.
      if (maxId !== null) (ahead = listAfter(api, maxId)).catch(() => undefined);
      yield page.finish(maxId === null ? null : { v: 1, data: { maxId } }, maxId === null);
      if (maxId === null) return;
    }
  }

  /**
   * The first look goes back to when the account was added. From then on forward from a little behind the newest known
   * status, where the server pages by `Link`; where it does not, its
   * newest window again, and a gap when that no longer reaches back to what was seen.
   */
  async *incremental(context: ConnectorContext, since: Cursor | null): AsyncGenerator<Page> {
    const { api, around } = this.run(context);
    yield* new CaptureConversations(api, around, this.conversations).pages();
    let state = incrementalCursor(since);
    for (let first = true, done = false; !done; first = false) {
      const page = new MastodonPage(api);
      if (first) page.addProfile(await api.account());
      const isFirstLook = state.recent.length === 0 || state.back !== null;
      const anchor = state.paging && !isFirstLook ? anchorOf(state, first) : undefined;
      const { exchange, links } = await api.listing(whereFrom(state, anchor));
      const answer = readList(exchange);
      await around.add(page, answer);
      const times = page.addStatuses(answer).map(({ body }) => body.postedAt);
      const ids = answer.statuses.map(({ status }) => idAt(status, 'id')).filter((id) => id !== null);
      const seen = { paging: links.present, now: context.now() };
      if (isFirstLook) {
        state = goBack(state, ids, { ...seen, addedAt: context.addedAt, older: links.older, times });
        done = state.back === null;
      } else {
        const next = advance(state, ids, seen);
        if (windowPassed(state, ids, next.paging)) page.observe(gapUntil(times, state));
        done = anchor === undefined || ids.length < SHORT_PAGE || ids.every((id) => state.recent.includes(id));
        state = next;
      }
      yield page.finish({ v: 1, data: { ...state } }, done);
    }
  }

  async *replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    const { api, around } = this.run(context);
    for (const [place, root] of roots.entries()) {
      const page = new MastodonPage(api);
      page.know(root.nativeId, root.ref.canonicalUri);
      const exchange = await api.thread(root.nativeId);
      if (exchange.status === 200) {
        const answer = readThread(exchange);
        await around.add(page, answer);
        page.addStatuses(answer);
      } else page.addExchange(exchange);
      yield page.finish(null, place === roots.length - 1);
    }
  }

  recheck(context: ConnectorContext, items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    const { api, around } = this.run(context);
    return new RecheckStatuses(context, api, around).run(items, canary);
  }

  override live(context: LiveContext): AsyncGenerator<Page> {
    const { api, around } = this.run(context);
    return new ListenMastodon(context, api, around, this.names).run();
  }

  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    const { api } = this.run(context);
    const exchange = item.kind === 'profile' ? await api.account() : await api.status(item.nativeId);
    if (exchange.status !== 200) return null;
    const { status } = readOne(exchange).statuses[0] ?? { status: {} };
    const mapped = item.kind === 'profile' ? mapProfile(status, api.domain) : new MastodonPage(api).map(status);
    return mapped?.body.media.find(({ key }) => key === medium.key)?.url ?? null;
  }

  private run(context: ConnectorContext): Run {
    const api = new MastodonApi(context);
    return { api, around: new CaptureAround(api, this.histories, this.parents) };
  }
}

/** A little behind the newest known status when a run begins, then from page to page. */
function anchorOf({ recent }: IncrementalState, first: boolean): string | undefined {
  return recent[first ? Math.min(OVERLAP, recent.length - 1) : 0];
}

function whereFrom({ back }: IncrementalState, anchor: string | undefined): Parameters<MastodonApi['listing']>[0] {
  if (back !== null) return { max_id: back };
  return anchor === undefined ? {} : { min_id: anchor };
}

async function listAfter(api: MastodonApi, maxId: string | null): Promise<Listed> {
  const { exchange, links } = await api.listing(maxId === null ? {} : { max_id: maxId });
  return { exchange, links, answer: readList(exchange) };
}

function gapUntil(times: readonly (string | null)[], state: IncrementalState): Observation {
  const oldest = times.filter((time) => time !== null).toSorted()[0] ?? null;
  return { type: 'gap', from: state.at, to: oldest, reason: 'window-exceeded' };
}
