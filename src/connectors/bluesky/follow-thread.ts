import type { KnownItem } from '../connector.port.js';
import type { Page } from '../observation.types.js';
import { textAt } from '../json.rules.js';
import { parseAtUri, POST, THREADGATE } from './at-uri.rules.js';
import { THREAD_DEPTH } from './bluesky-api.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import { BlueskyPage, hiddenReplies, provenRecord, readAnswer } from './bluesky-page.js';
import { homesOfAuthors } from './look-at-views.js';
import { type FoundView, isHiddenByLabel, threadPaths, viewsOfThread } from './read-views.rules.js';
import { decodeRecord } from './repo.rules.js';

const PATHS = threadPaths(THREAD_DEPTH);
/** Answers one thread may take; what lies deeper still comes with the next look. */
const MOST_ANSWERS = 50;

/** The replies to one post, to any depth, and which of them its author has hidden. */
export class FollowThread {
  constructor(private readonly network: BlueskyNetwork) {}

  async run(root: KnownItem, done: boolean): Promise<Page> {
    const { api, known } = this.network;
    const page = new BlueskyPage(known);
    const wanted = [root.ref.canonicalUri];
    const replies = new Map<string, FoundView>();
    for (let asked = 0; asked < MOST_ANSWERS; asked += 1) {
      const uri = wanted[asked];
      if (uri === undefined) break;
      const exchange = await api.thread(uri);
      page.addExchange(exchange);
      if (exchange.status !== 200) continue;
      const body = readAnswer(exchange, PATHS);
      const { views, deeper } = viewsOfThread(body.value);
      const fresh = views.filter(({ view }) => asked === 0 || textAt(view, 'uri') !== uri);
      page.addViews(exchange, body, fresh, await homesOfAuthors(this.network, fresh));
      for (const found of fresh)
        if (found.pointer.endsWith('/post')) replies.set(textAt(found.view, 'uri') ?? '', found);
      wanted.push(...deeper.filter((one) => !wanted.includes(one)));
    }
    replies.delete(root.ref.canonicalUri);
    if (replies.size > 0) await this.observeHidden(page, root, replies);
    return page.finish(null, done);
  }

  /** What hides a reply is a record of the root's own repository, signed like the root itself, or a service's label. */
  private async observeHidden(
    page: BlueskyPage,
    root: KnownItem,
    replies: ReadonlyMap<string, FoundView>,
  ): Promise<void> {
    const at = parseAtUri(root.ref.canonicalUri);
    if (at?.did !== this.network.did || at.collection !== POST) return;
    const home = await this.network.ownHome();
    const place = { did: at.did, collection: THREADGATE, rkey: at.rkey };
    const exchange = await this.network.api.record(home.pds, place);
    const gate = await provenRecord(exchange, home, place);
    const hidden = new Set(gate?.block ? hiddenReplies(decodeRecord(gate.block)) : []);
    for (const [uri, { view }] of replies) {
      const byAccount = hidden.has(uri);
      page.addVisibility(
        uri,
        exchange,
        !byAccount && !isHiddenByLabel(view),
        isHiddenByLabel(view) && !byAccount ? 'by-platform' : 'by-account',
      );
    }
  }
}
