import { ConnectorError, type ConnectorContext, type KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import { idAt, isObject, type JsonObject, textAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { askBatch, type CaptureAround } from './capture-around.js';
import { BATCH_SIZE, type MastodonApi } from './mastodon-api.js';
import { MastodonPage, type ReadAnswer, readList, readOne } from './mastodon-page.js';
import { uriOf } from './map-status.js';

/** Single look-ups that share one look at the canary, which must not be more than a minute away. */
const SINGLES = 10;

/** Ids by permanent name, by author. */
type Listings = Map<string, ReadonlyMap<string, string>>;

/**
 * Asks for known items by name. A page's looks share a canary: with one call for many it is in the same answer, else it
 * is asked first. An item counts as not given only when the answer that lacks it was a proper one; a refusal of one item
 * among readable others is reported after the others, so that it cannot keep them from being looked at.
 */
export class RecheckStatuses {
  private refusal: ConnectorError | null = null;

  constructor(
    private readonly context: ConnectorContext,
    private readonly api: MastodonApi,
    private readonly around: CaptureAround,
  ) {}

  async *run(items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    const statuses = items.filter(({ kind }) => kind !== 'profile');
    if (statuses.length < items.length) {
      const page = this.page();
      page.addProfile(await this.api.account());
      yield page.finish(null, statuses.length === 0);
    }
    let left = statuses;
    while (left.length > 0 && !this.onlySingles) {
      const some = left.slice(0, BATCH_SIZE - 1);
      const page = this.page();
      if (!(await this.batch(page, some, canary))) break;
      left = left.slice(some.length);
      yield page.finish(null, left.length === 0);
    }
    while (left.length > 0) {
      const page = this.page();
      await this.singles(page, left.slice(0, SINGLES), canary);
      left = left.slice(SINGLES);
      yield page.finish(null, left.length === 0 && !this.refusal);
    }
    if (this.refusal) throw this.refusal;
  }

  private get onlySingles(): boolean {
    return this.context.account.settings['batch'] === false;
  }

  private page(): MastodonPage {
    return new MastodonPage(this.api);
  }

  /** False where the server has no call for many. */
  private async batch(page: MastodonPage, some: readonly KnownItem[], canary: KnownItem | null): Promise<boolean> {
    const looked = withCanary(some, canary);
    const answer = await askBatch(
      this.api,
      looked.map(({ nativeId }) => nativeId),
    );
    if (!answer) return false;
    await this.add(page, answer);
    const given = namesIn(answer);
    for (const item of looked) if (!given.has(item.ref.canonicalUri)) this.missing(page, item, answer.exchange);
    return true;
  }

  private async singles(page: MastodonPage, some: readonly KnownItem[], canary: KnownItem | null): Promise<void> {
    const listings: Listings = new Map();
    for (const [place, item] of withCanary(some, canary).entries()) {
      try {
        await this.single(page, item, listings);
      } catch (error) {
        const refused = error instanceof ConnectorError && error.fault === 'access-refused';
        if (!refused || place === 0) throw error;
        this.refusal ??= error;
      }
    }
  }

  private async single(page: MastodonPage, item: KnownItem, listings: Listings): Promise<void> {
    const exchange = await this.api.status(item.nativeId);
    if (await this.shows(page, item, exchange)) return;
    const newId = await this.newIdOf(item, listings);
    if (newId !== null && (await this.shows(page, item, await this.api.status(newId)))) return;
    this.missing(page, item, exchange);
  }

  /** Whatever the answer shows is observed, the item asked for or another that has its id now. */
  private async shows(page: MastodonPage, item: KnownItem, exchange: RawExchange): Promise<boolean> {
    page.addExchange(exchange);
    if (exchange.status !== 200) return false;
    const answer = readOne(exchange);
    await this.add(page, answer);
    return namesIn(answer).has(item.ref.canonicalUri);
  }

  private async add(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    await this.around.add(page, answer);
    page.addStatuses(answer);
  }

  private missing(page: MastodonPage, item: KnownItem, exchange: RawExchange): void {
    const evidence = { exchange: page.addExchange(exchange), range: null };
    page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
  }

  /**
   * Some servers give an edited status a new id (snac2; never those that page by `Link`): the name is then looked for in
   * its author's list before anything is said to be missing. The list itself is not kept: it may be a stranger's.
   */
  private async newIdOf(item: KnownItem, listings: Listings): Promise<string | null> {
    if (this.context.account.settings['paging'] === true) return null;
    const author = item.authorHandle ?? this.context.account.handle;
    const ids = listings.get(author) ?? (await this.idsOf(author));
    listings.set(author, ids);
    return ids.get(item.ref.canonicalUri) ?? null;
  }

  private async idsOf(author: string): Promise<ReadonlyMap<string, string>> {
    const { account } = this.context;
    const accountId = author === account.handle ? account.nativeId : await this.accountId(author);
    const listing = accountId === null ? null : await this.listingOf(accountId);
    const named = listing?.statuses.map(({ status }) => [uriOf(status) ?? '', idAt(status, 'id') ?? ''] as const);
    return new Map(named);
  }

  /** Null for a stranger's account that is no more; the account's own is a fault. */
  private async listingOf(accountId: string): Promise<ReadAnswer | null> {
    try {
      return readList((await this.api.listing({}, accountId)).exchange);
    } catch (error) {
      const isOwn = accountId === this.context.account.nativeId;
      if (!isOwn && error instanceof ConnectorError && error.fault === 'account-gone') return null;
      throw error;
    }
  }

  private async accountId(handle: string): Promise<string | null> {
    const exchange = await this.api.lookup(handle);
    if (exchange.status !== 200) return null;
    const account = readJsonBody(exchange, jsonPaths([])).value;
    return isObject(account) && textAt(account, 'acct') !== null ? idAt(account, 'id') : null;
  }
}

function withCanary(some: readonly KnownItem[], canary: KnownItem | null): readonly KnownItem[] {
  if (!canary) return some;
  const isCanary = ({ ref }: KnownItem): boolean => ref.canonicalUri === canary.ref.canonicalUri;
  return [canary, ...some.filter((item) => !isCanary(item))];
}

function namesIn(answer: ReadAnswer): ReadonlySet<string> {
  const named = answer.statuses.map(({ status }: { status: JsonObject }) => uriOf(status));
  return new Set(named.filter((name) => name !== null));
}
