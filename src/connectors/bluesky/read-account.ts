import { type ConnectorContext, ConnectorError } from '../connector.port.js';
import type { Cursor, Page, RawExchange } from '../observation.types.js';
import { countAt, textAt } from '../json.rules.js';
import { addIdentity } from './add-identity.js';
import { PROFILE } from './at-uri.rules.js';
import { jsonIn } from './bluesky-api.js';
import {
  backfillCursor,
  incrementalCursor,
  type IncrementalState,
  keepHidden,
  RECENT,
} from './bluesky-cursor.rules.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import { BlueskyPage, provenRecord, readAnswer } from './bluesky-page.js';
import { homesOfAuthors } from './look-at-views.js';
import type { Home } from './read-identity.js';
import { ReadRepo, type RepoPage } from './read-repo.js';
import { FEED_PATHS, isHiddenByLabel, namesOfFeed, viewsOfFeed } from './read-views.rules.js';
import { tidAt } from './tid.rules.js';

/** After a longer pause the whole repository is read, with all of its tree proved. */
const GAP_MS = 24 * 3600_000;
/** A first look begins a little before the account was added: clocks differ. */
const OVERLAP_MS = 10 * 60_000;
/** A list of more pages is taken for a loop. */
const MOST_PAGES = 10_000;

/**
 * What an account says: its repository, whole or since a revision, then the author's list of the network's index for what
 * the repository does not hold: the posts it repeated, quoted and answered, and how often its own were.
 */
export class ReadAccount {
  constructor(
    private readonly network: BlueskyNetwork,
    private readonly context: ConnectorContext,
  ) {}

  /** The whole repository, its signature and every block checked, the newest of it first; then the list, to its end. */
  async *backfill(from: Cursor | null): AsyncGenerator<Page> {
    const { repo, before, feed } = backfillCursor(from);
    if (!repo) yield* this.wholeRepo(before);
    yield* this.wholeFeed(feed);
  }

  private async *wholeRepo(from: string | null): AsyncGenerator<Page> {
    const { home } = await this.network.lookHome();
    for await (const { page, before } of new ReadRepo(this.network).run(home, { since: null, before: from })) {
      const place = before === null ? { repo: true } : { repo: false, before };
      yield page.finish({ v: 1, data: { ...place, feed: null } }, false);
    }
  }

  private async *wholeFeed(from: string | null): AsyncGenerator<Page> {
    let feed = from;
    const visited = new Set<string>();
    for (;;) {
      const { page, older, exchange } = await this.feedPage(feed);
      if (older !== null && (visited.has(older) || visited.size >= MOST_PAGES))
        throw new ConnectorError('protocol', 'The list of the account leads back to itself', { exchange });
      if (older !== null) visited.add(older);
      feed = older;
      yield page.finish(older === null ? null : { v: 1, data: { repo: true, feed } }, older === null);
      if (older === null) return;
    }
  }

  async *incremental(since: Cursor | null): AsyncGenerator<Page> {
    const before = incrementalCursor(since);
    const page = this.page();
    const home = await addIdentity(page, this.network);
    await this.addProfile(page, home);
    let read = before;
    for await (const { page: changes, state } of this.changes(page, home, before)) {
      read = state;
      yield changes.finish({ v: 1, data: { ...state } }, false);
    }
    yield* this.newestOfFeed(read);
  }

  /** Kept by name only at the end of the walk: a run that dies on the way goes through all of it again. */
  private async *newestOfFeed(state: IncrementalState): AsyncGenerator<Page> {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const { page, names, older }: FeedPage = await this.feedPage(cursor);
      seen.push(...names);
      const isKnown = state.recent.length === 0 || names.some((name) => state.recent.includes(name));
      const done = older === null || isKnown || pages >= MOST_PAGES;
      const recent = [...new Set([...seen, ...state.recent])].slice(0, RECENT);
      yield page.finish({ v: 1, data: { ...state, ...(done ? { recent } : {}) } }, done);
      if (done) return;
      cursor = older;
    }
  }

  /** As the account signed it, with the index's own count of what it posted beside it. */
  private async addProfile(page: BlueskyPage, home: Home): Promise<void> {
    const place = { did: home.did, collection: PROFILE, rkey: 'self' };
    const exchange = await this.network.api.record(home.pds, place);
    const record = await provenRecord(exchange, home, place);
    const counted = await this.network.api.profile(home.did);
    page.addExchange(counted);
    if (record) page.addRecord(exchange, home, record, countsIn(counted));
    else page.addExchange(exchange);
  }

  /** Its revision counts as read with the last page: a run that dies on the way reads all of it again. */
  private async *changes(
    page: BlueskyPage,
    home: Home,
    before: IncrementalState,
  ): AsyncGenerator<{ readonly page: BlueskyPage; readonly state: IncrementalState }> {
    const now = this.context.now();
    const paused = before.at !== null && now.getTime() - new Date(before.at).getTime() > GAP_MS;
    const start = before.rev ?? tidAt(new Date(this.context.addedAt.getTime() - OVERLAP_MS));
    const asked = { since: paused ? null : start, before: null };
    let { hidden } = before;
    for await (const part of new ReadRepo(this.network, page).run(home, asked)) {
      tellShownAgain(part, before.hidden);
      hidden = keepHidden(hidden, part.hidden);
      const isRead = part.before === null;
      const state = { ...before, hidden, ...(isRead ? { rev: part.rev ?? before.rev, at: now.toISOString() } : {}) };
      yield { page: part.page, state };
    }
  }

  private async feedPage(cursor: string | null): Promise<FeedPage> {
    const page = this.page();
    const exchange = await this.network.api.authorFeed(this.network.did, cursor);
    const body = readAnswer(exchange, FEED_PATHS);
    const views = viewsOfFeed(body.value);
    page.addViews(exchange, body, views, await homesOfAuthors(this.network, views));
    for (const { view } of views)
      if (isHiddenByLabel(view)) page.addVisibility(textAt(view, 'uri') ?? '', exchange, false, 'by-platform');
    const names = namesOfFeed(body.value);
    const older = names.length === 0 ? null : textAt(body.value, 'cursor');
    return { page, exchange, names, older };
  }

  private page(): BlueskyPage {
    return new BlueskyPage(this.network.known);
  }
}

/** What was hidden before, and is not by what this page says of the same thread. */
function tellShownAgain({ page, exchange, hidden }: RepoPage, before: IncrementalState['hidden']): void {
  for (const [root, uris] of hidden)
    for (const uri of before[root] ?? [])
      if (!uris.includes(uri)) page.addVisibility(uri, exchange, true, 'by-account');
}

interface FeedPage {
  readonly page: BlueskyPage;
  readonly exchange: RawExchange;
  readonly names: readonly string[];
  /** Where the list goes on; null at its end. */
  readonly older: string | null;
}

function countsIn(exchange: RawExchange): Readonly<Record<string, number>> {
  const said = exchange.status === 200 ? jsonIn(exchange) : null;
  if (!said) return {};
  const counted = [
    ['followers', countAt(said, 'followersCount')],
    ['following', countAt(said, 'followsCount')],
    ['posts', countAt(said, 'postsCount')],
  ] as const;
  return Object.fromEntries(counted.flatMap(([name, count]) => (count === null ? [] : [[name, count]])));
}
