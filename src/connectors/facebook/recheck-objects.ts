import { type ConnectorContext, ConnectorError, type KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import type { GraphApi } from '../graph/graph-api.js';
import { LIST, ONE, PAGE_FIELDS, COMMENT_FIELDS } from './facebook-fields.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { fieldsOf, mapKnown } from './known-object.js';
import { facebookRef, mapComment } from './map-facebook.js';
import { mapPage } from './map-page.js';

/** Look-ups that share one look at the canary, which must not be more than a minute away. */
const AT_ONCE = 10;
/** Comments asked for as a control look. */
const CONTROLS = '25';

/**
 * Asks for known objects one by one: asking for several at once fails whole where one is missing. The canary goes first.
 * "Unsupported get request" (100, subcode 33) is the same for what was deleted and for what may not be seen, and what the
 * public wrote needs a permission of its own: a comment or a visitor's post counts as not given only where something by
 * somebody other than the page could be read at the same time.
 */
export class RecheckObjects {
  constructor(
    private readonly context: ConnectorContext,
    private readonly api: GraphApi,
  ) {}

  async *run(items: readonly KnownItem[], canary: KnownItem | null): AsyncGenerator<Page> {
    const objects = items.filter(({ kind }) => kind !== 'profile');
    if (objects.length < items.length) {
      const page = new GraphPage();
      const profile = await this.api.node(this.context.account.nativeId, PAGE_FIELDS, ONE);
      if (profile.value === null) throw pageRefused(profile.exchange);
      page.addOne(profile, mapPage);
      yield page.finish(null, objects.length === 0);
    }
    for (let from = 0; from < objects.length; from += AT_ONCE) {
      const page = new GraphPage();
      await this.some(page, objects.slice(from, from + AT_ONCE), canary);
      yield page.finish(null, from + AT_ONCE >= objects.length);
    }
  }

  private async some(page: GraphPage, items: readonly KnownItem[], canary: KnownItem | null): Promise<void> {
    const missing: { item: KnownItem; exchange: RawExchange }[] = [];
    let seesPublic = false;
    for (const item of withCanary(items, canary)) {
      const answer = await this.api.node(item.nativeId, fieldsOf(item), ONE);
      if (answer.value === null) missing.push({ item, exchange: answer.exchange });
      else {
        const shown = page.addOne(answer, mapKnown(item));
        seesPublic ||= this.isByOthers(shown);
        if (shown.ref.canonicalUri !== item.ref.canonicalUri) missing.push({ item, exchange: answer.exchange });
      }
    }
    const [firstPublic] = missing.filter(({ item }) => this.isPublic(item));
    if (firstPublic && !seesPublic) seesPublic = await this.readsPublic(page, firstPublic.item);
    for (const { item, exchange } of missing) {
      const evidence = { exchange: page.addExchange(exchange), range: null };
      if (this.isPublic(item) && !seesPublic) continue;
      page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
    }
  }

  /** A control look at what the public wrote: comments under the same post, other than the one that is missing. */
  private async readsPublic(page: GraphPage, { kind, nativeId, ref }: KnownItem): Promise<boolean> {
    if (kind !== 'reply') return false;
    const postId = `${this.context.account.nativeId}_${nativeId.split('_')[0] ?? ''}`;
    const query = { filter: 'stream', fields: COMMENT_FIELDS, limit: CONTROLS };
    const listed = await this.orRefused(this.api.edge(postId, 'comments', query, LIST));
    if (!listed) return false;
    if (listed.value === null) {
      page.addExchange(listed.exchange);
      return false;
    }
    const shown = page.addList(listed, (comment) => mapComment(comment, facebookRef(postId)));
    return shown.some((other) => other.ref.canonicalUri !== ref.canonicalUri && this.isByOthers(other));
  }

  private async orRefused<T>(asked: Promise<T>): Promise<T | null> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof ConnectorError && error.fault === 'access-refused') return null;
      throw error;
    }
  }

  /** What the page itself wrote can be read with less. */
  private isByOthers({ body }: MappedObject): boolean {
    return body.author !== null && body.author.canonicalUri !== this.context.account.canonicalUri;
  }

  private isPublic({ kind, authorHandle }: KnownItem): boolean {
    return kind === 'reply' || (authorHandle !== undefined && authorHandle !== this.context.account.handle);
  }
}

function withCanary(items: readonly KnownItem[], canary: KnownItem | null): readonly KnownItem[] {
  if (!canary) return items;
  return [canary, ...items.filter(({ ref }) => ref.canonicalUri !== canary.ref.canonicalUri)];
}
