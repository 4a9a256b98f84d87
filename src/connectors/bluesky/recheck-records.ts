import { ConnectorError, type KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import { type JsonObject, objectAt, textAt } from '../json.rules.js';
import { addIdentity } from './add-identity.js';
import { type AtUri, parseAtUri, POST, PROFILE, THREADGATE } from './at-uri.rules.js';
import { POSTS_AT_ONCE } from './bluesky-api.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import { BlueskyPage, hiddenReplies, provenRecord, readAnswer } from './bluesky-page.js';
import { homesOfAuthors } from './look-at-views.js';
import { type FoundView, isHiddenByLabel, POSTS_PATHS, viewsOfPosts } from './read-views.rules.js';
import { decodeRecord } from './repo.rules.js';

/** Look-ups that share one look at the canary, which must not be more than a minute away. */
const SINGLES = 10;

interface Asked {
  readonly item: KnownItem;
  readonly at: AtUri;
}

/** What a thread's root hides, with the answer that proves it. */
interface Gate {
  readonly exchange: RawExchange;
  readonly hidden: ReadonlySet<string>;
}

/**
 * Asks for known items by name. The account's own are asked for in its signed repository: what is there is shown with
 * its proof, and that something is not there is proved by the same signature. Others' are asked for in the network's
 * index first, and where that does not show them, in the repository of their author.
 */
export class RecheckRecords {
  private readonly gates = new Map<string, Gate>();

  constructor(private readonly network: BlueskyNetwork) {}

  async *run(items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    const asked = items.flatMap((item) => {
      const at = parseAtUri(item.ref.canonicalUri);
      return at ? [{ item, at }] : [];
    });
    const own = asked.filter(({ at }) => at.did === this.network.did);
    const others = asked.filter(({ at }) => at.did !== this.network.did && at.collection === POST);
    const steps = [
      ...(asked.length < items.length ? [() => this.account()] : []),
      ...chunks(own, SINGLES).map((some) => () => this.own(some, canary)),
      ...chunks(others, POSTS_AT_ONCE).map((some) => () => this.others(some, canary)),
    ];
    for (const [place, step] of steps.entries()) yield (await step()).finish(null, place === steps.length - 1);
  }

  /** The account itself: its profile, and the identity behind it. */
  private async account(): Promise<BlueskyPage> {
    const page = this.page();
    const home = await addIdentity(page, this.network);
    const place = { did: home.did, collection: PROFILE, rkey: 'self' };
    const exchange = await this.network.api.record(home.pds, place);
    const record = await provenRecord(exchange, home, place);
    if (record) page.addRecord(exchange, home, record);
    return page;
  }

  private async own(some: readonly Asked[], canary: KnownItem | null): Promise<BlueskyPage> {
    const page = this.page();
    await this.addCanary(page, some, canary);
    for (const each of some) await this.prove(page, each);
    return page;
  }

  private async addCanary(page: BlueskyPage, some: readonly Asked[], canary: KnownItem | null): Promise<void> {
    const at = canary && parseAtUri(canary.ref.canonicalUri);
    if (!canary || !at || some.some(({ item }) => item.ref.canonicalUri === canary.ref.canonicalUri)) return;
    await this.prove(page, { item: canary, at });
  }

  /** Shown with its proof, or proved to be no longer there. */
  private async prove(page: BlueskyPage, { item, at }: Asked): Promise<boolean> {
    const home = await this.network.homeOf(at.did);
    const exchange = await this.network.api.record(home.pds, at);
    const record = await provenRecord(exchange, home, at);
    const index = page.addExchange(exchange);
    if (record) return page.addRecord(exchange, home, record);
    const evidence = { exchange: index, range: null };
    page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'asserted', cause: 'unknown' });
    return false;
  }

  private async others(some: readonly Asked[], canary: KnownItem | null): Promise<BlueskyPage> {
    const page = this.page();
    await this.addCanary(page, some, canary);
    const exchange = await this.network.api.posts(some.map(uriOf));
    page.addExchange(exchange);
    const body = readAnswer(exchange, POSTS_PATHS);
    const views = viewsOfPosts(body.value);
    page.addViews(exchange, body, views, await homesOfAuthors(this.network, views));
    const given = new Map(views.map((found) => [textAt(found.view, 'uri') ?? '', found] as const));
    for (const each of some) {
      const found = given.get(uriOf(each));
      if (found) await this.observeShown(page, found);
      else await this.askAuthor(page, each, exchange);
    }
    return page;
  }

  /** Not in the index: gone from its author's repository, closed with its author's account, or only not shown. */
  private async askAuthor(page: BlueskyPage, each: Asked, index: RawExchange): Promise<void> {
    try {
      if (await this.prove(page, each)) page.addVisibility(uriOf(each), index, false, 'by-platform');
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const { exchange } = error.details;
      if (!exchange || (error.fault !== 'account-gone' && error.fault !== 'access-refused')) return;
      const evidence = { exchange: page.addExchange(exchange), range: null };
      page.observe({ type: 'gone', ref: each.item.ref, evidence, ground: 'lookup', cause: 'account-gone' });
    }
  }

  /** Whether the account hides a reply to itself, or a service's label does. */
  private async observeShown(page: BlueskyPage, { view, record }: FoundView): Promise<void> {
    const uri = textAt(view, 'uri') ?? '';
    const at = rootOf(record);
    if (at?.did !== this.network.did) return;
    const gate = await this.gateOf(page, at.rkey);
    const byAccount = gate.hidden.has(uri);
    const shown = !byAccount && !isHiddenByLabel(view);
    page.addVisibility(uri, gate.exchange, shown, shown || byAccount ? 'by-account' : 'by-platform');
  }

  private async gateOf(page: BlueskyPage, rkey: string): Promise<Gate> {
    const known = this.gates.get(rkey);
    if (known !== undefined) return known;
    const home = await this.network.ownHome();
    const place = { did: home.did, collection: THREADGATE, rkey };
    const exchange = await this.network.api.record(home.pds, place);
    const record = await provenRecord(exchange, home, place);
    page.addExchange(exchange);
    const gate = { exchange, hidden: new Set(record?.block ? hiddenReplies(decodeRecord(record.block)) : []) };
    this.gates.set(rkey, gate);
    return gate;
  }

  private page(): BlueskyPage {
    return new BlueskyPage(this.network.known);
  }
}

function rootOf(record: JsonObject): AtUri | null {
  const root = objectAt(objectAt(record, 'reply') ?? {}, 'root');
  return parseAtUri((root && textAt(root, 'uri')) ?? '');
}

function uriOf({ item }: Asked): string {
  return item.ref.canonicalUri;
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, place) =>
    list.slice(place * size, (place + 1) * size),
  );
}
