import { ConnectorError, type ConnectorContext, type KnownItem, type Page } from '../connector.port.js';
import { idAt, isObject, type JsonObject, textAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { askBatch, type CaptureAround } from './capture-around.js';
import { BATCH_SIZE, type MastodonApi } from './mastodon-api.js';
import { MastodonPage, type ReadAnswer, readList, readOne } from './mastodon-page.js';
import { uriOf } from './map-status.js';

/** Single look-ups that share one look at the canary, which must not be more than a minute away. */
const SINGLES = 10;

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
      this.around.done();
    }
    while (left.length > 0) {
      const page = this.page();
      await this.singles(page, left.slice(0, SINGLES), canary);
      left = left.slice(SINGLES);
      yield page.finish(null, left.length === 0 && !this.refusal);
      this.around.done();
    }
    if (this.refusal) throw this.refusal;
  }

  private get onlySingles(): boolean {
    return this.context.account.settings['batch'] === false;
  }

  private page(): MastodonPage {
    return new MastodonPage(this.api.domain);
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
    const listings = new Map<string, ReadAnswer | null>();
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

  private async single(page: MastodonPage, item: KnownItem, listings: Map<string, ReadAnswer | null>): Promise<void> {
    const exchange = await this.api.status(item.nativeId);
    const answer = exchange.status === 200 ? readOne(exchange) : null;
    page.addExchange(exchange);
    if (answer) await this.add(page, answer);
    if (answer && namesIn(answer).has(item.ref.canonicalUri)) return;
    if (!(await this.underNewId(page, item, listings))) this.missing(page, item, exchange);
  }

  private async add(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    await this.around.add(page, answer);
    page.addStatuses(answer);
  }

  private missing(page: MastodonPage, item: KnownItem, exchange: Page['exchanges'][number]): void {
    const evidence = { exchange: page.addExchange(exchange), range: null };
    page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
  }

  /**
   * Some servers give an edited status a new id (snac2): the name is then looked for in its author's list before anything
   * is said to be missing. A list once fetched is observed whole.
   */
  private async underNewId(
    page: MastodonPage,
    item: KnownItem,
    listings: Map<string, ReadAnswer | null>,
  ): Promise<boolean> {
    const author = item.authorHandle ?? this.context.account.handle;
    let listing = listings.get(author);
    if (listing === undefined) {
      listing = await this.listingOf(author);
      listings.set(author, listing);
      if (listing) await this.add(page, listing);
    }
    return listing !== null && namesIn(listing).has(item.ref.canonicalUri);
  }

  private async listingOf(author: string): Promise<ReadAnswer | null> {
    const { account } = this.context;
    const id = author === account.handle ? account.nativeId : await this.accountId(author);
    return id === null ? null : readList((await this.api.listing({}, id)).exchange);
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
