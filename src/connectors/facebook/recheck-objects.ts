import type { ConnectorContext, KnownItem } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import type { GraphApi } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import { keepsMessages } from './capture-messages.js';
import {
  COMMENT_FIELDS,
  LIST,
  ONE,
  PAGE_FIELDS,
  POSTS_AT_ONCE,
  STORY_FIELDS,
  THREAD_FIELDS,
} from './facebook-fields.js';
import { type FacebookThing, facebookRef, isMessaging, thingOf } from './facebook-refs.rules.js';
import { askedOf } from './known-object.js';
import { pageAsAuthor } from './list-things.js';
import { mapComment } from './map-facebook.js';
import { mapStory } from './map-media.js';
import { mapThread } from './map-message.js';
import { mapPage } from './map-page.js';
import { unlessRefused } from './unless-refused.js';

/** Looked at in a way of their own. */
const OTHERWISE: ReadonlySet<FacebookThing> = new Set(['page', 'story']);

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
    const looks = this.looks(items, canary);
    for (const [place, look] of looks.entries()) {
      const page = new GraphPage({ keepsMessages: keepsMessages(this.context) });
      await look(page);
      yield page.finish(null, place === looks.length - 1);
    }
  }

  /** What is asked, a page each. Of messages nothing, once keeping them is no longer agreed to. */
  private looks(items: readonly KnownItem[], canary: KnownItem | null): ((page: GraphPage) => Promise<void>)[] {
    const messages = keepsMessages(this.context) ? items.filter(isMessaging) : [];
    const objects = items.filter((item) => !isMessaging(item) && !OTHERWISE.has(thingOf(item)));
    const has = (thing: string): boolean => items.some((item) => thingOf(item) === thing);
    return [
      ...(has('page') ? [(page: GraphPage) => this.profile(page)] : []),
      ...(has('story') ? [(page: GraphPage) => this.stories(page)] : []),
      ...some(objects).map((few) => (page: GraphPage) => this.some(page, few, canary)),
      ...some(messages).map((few) => (page: GraphPage) => this.messages(page, few, canary)),
    ];
  }

  private async profile(page: GraphPage): Promise<void> {
    const profile = await this.api.node(this.context.account.nativeId, PAGE_FIELDS, ONE);
    if (profile.value === null) throw pageRefused(profile.exchange);
    page.addOne(profile, mapPage);
  }

  /** Whether a story that is no longer listed ran out or was taken down the list does not say: nothing is said of it. */
  private async stories(page: GraphPage): Promise<void> {
    const query = { fields: STORY_FIELDS, limit: POSTS_AT_ONCE };
    const listed = await unlessRefused(this.api.edge(this.context.account.nativeId, 'stories', query, LIST));
    const author = pageAsAuthor(this.context);
    if (listed && listed.value !== null) page.addList(listed, (story) => mapStory(story, author));
  }

  /** A message counts as not given only where conversations can be read at the same time, and the canary too. */
  private async messages(page: GraphPage, items: readonly KnownItem[], canary: KnownItem | null): Promise<void> {
    const missing: { item: KnownItem; exchange: RawExchange }[] = [];
    for (const item of items) {
      const { fields, map } = askedOf(item);
      const answer = await unlessRefused(this.api.node(item.nativeId, fields, ONE));
      if (answer === null) return;
      if (answer.value === null) missing.push({ item, exchange: answer.exchange });
      else page.addOne(answer, map);
    }
    if (missing.length === 0 || !(await this.readsMessages(page))) return;
    if (canary) await this.some(page, [], canary);
    for (const { item, exchange } of missing) {
      const evidence = { exchange: page.addExchange(exchange), range: null };
      page.observe({ type: 'gone', ref: item.ref, evidence, ground: 'lookup', cause: 'unknown' });
    }
  }

  private async readsMessages(page: GraphPage): Promise<boolean> {
    const query = { platform: 'messenger', fields: THREAD_FIELDS, limit: CONTROLS };
    const listed = await unlessRefused(this.api.edge(this.context.account.nativeId, 'conversations', query, LIST));
    if (!listed || listed.value === null) return false;
    return page.addList(listed, mapThread).length > 0;
  }

  private async some(page: GraphPage, items: readonly KnownItem[], canary: KnownItem | null): Promise<void> {
    const missing: { item: KnownItem; exchange: RawExchange }[] = [];
    let seesPublic = false;
    for (const item of withCanary(items, canary)) {
      const { fields, map } = askedOf(item);
      const answer = await this.api.node(item.nativeId, fields, ONE);
      if (answer.value === null) missing.push({ item, exchange: answer.exchange });
      else {
        const shown = page.addOne(answer, map);
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
    const listed = await unlessRefused(this.api.edge(postId, 'comments', query, LIST));
    if (!listed) return false;
    if (listed.value === null) {
      page.addExchange(listed.exchange);
      return false;
    }
    const shown = page.addList(listed, (comment) => mapComment(comment, facebookRef(postId)));
    return shown.some((other) => other.ref.canonicalUri !== ref.canonicalUri && this.isByOthers(other));
  }

  /** What the page itself wrote can be read with less. */
  private isByOthers({ body }: MappedObject): boolean {
    return body.author !== null && body.author.canonicalUri !== this.context.account.canonicalUri;
  }

  private isPublic({ kind, authorHandle }: KnownItem): boolean {
    return kind === 'reply' || (authorHandle !== undefined && authorHandle !== this.context.account.handle);
  }
}

/** So many as share one look at the canary. */
function some(items: readonly KnownItem[]): KnownItem[][] {
  const few: KnownItem[][] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) few.push(items.slice(from, from + AT_ONCE));
  return few;
}

function withCanary(items: readonly KnownItem[], canary: KnownItem | null): readonly KnownItem[] {
  if (!canary) return items;
  return [canary, ...items.filter(({ ref }) => ref.canonicalUri !== canary.ref.canonicalUri)];
}
