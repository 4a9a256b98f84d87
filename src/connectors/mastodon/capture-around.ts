import { ConnectorError } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { idAt, timeAt } from '../json.rules.js';
import { BATCH_SIZE, type MastodonApi } from './mastodon-api.js';
import { type MastodonPage, type ReadAnswer, readList, readOne } from './mastodon-page.js';
import type { RecentMemory } from './recent-memory.js';

/**
 * What an answer points to and does not hold: histories of edits, and the parents of replies. Both go into the page of
 * that answer, so that what is durable is whole. Only once the page is durable is it remembered that they need not be
 * asked for again.
 */
export class CaptureAround {
  constructor(
    private readonly api: MastodonApi,
    private readonly histories: RecentMemory,
    private readonly parents: RecentMemory,
  ) {}

  /** Call before `page.addStatuses(answer)`: versions stand before the present state they led to. */
  async add(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    page.addExchange(answer.exchange);
    page.learn(answer);
    await this.addParents(page, answer);
    await this.addHistories(page, answer);
  }

  /** A status edited since its history was last taken. A server without histories has none to give (404, or refuses). */
  private async addHistories(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    for (const { status } of answer.statuses) {
      const isEdited = timeAt(status, 'edited_at') !== null && page.mayKeep(status);
      const present = isEdited ? page.map(status) : null;
      if (!present?.body.editedAt || present.body.kind === 'repost') continue;
      const { nativeId, editedAt } = present.body;
      const name = `${this.api.base} ${nativeId}`;
      if (this.histories.get(name) === editedAt) continue;
      const exchange = await orRefused(this.api.history(nativeId));
      if (exchange?.status === 200) page.addHistory(present, exchange);
      page.whenDurable(() => this.histories.set(name, editedAt));
    }
  }

  private async addParents(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    const wanted = new Set<string>();
    for (const { status } of answer.statuses) {
      const id = idAt(status, 'in_reply_to_id');
      if (id === null || page.knows(id)) continue;
      const uri = this.parents.get(`${this.api.base} ${id}`);
      if (uri === undefined) wanted.add(id);
      else if (uri !== '') page.know(id, uri);
    }
    for (const parent of await this.ask([...wanted])) {
      page.addStatuses(parent);
      for (const { status } of parent.statuses) this.rememberParent(page, idAt(status, 'id'));
    }
    for (const id of wanted) if (!page.knows(id)) this.rememberParent(page, id);
  }

  /** Empty: asked for and not given. The reply then stands without the name of its parent. */
  private rememberParent(page: MastodonPage, id: string | null): void {
    if (id === null) return;
    const uri = page.uriOf(id) ?? '';
    page.whenDurable(() => this.parents.set(`${this.api.base} ${id}`, uri));
  }

  private async ask(ids: readonly string[]): Promise<readonly ReadAnswer[]> {
    const answers: ReadAnswer[] = [];
    for (let from = 0; from < ids.length; from += BATCH_SIZE) {
      const some = ids.slice(from, from + BATCH_SIZE);
      const batch = some.length > 1 ? await askBatch(this.api, some) : null;
      if (batch) answers.push(batch);
      else for (const id of some) answers.push(...(await this.askOne(id)));
    }
    return answers;
  }

  /** A parent we may not read is no fault of the account: its reply is kept all the same. */
  private async askOne(id: string): Promise<readonly ReadAnswer[]> {
    const exchange = await orRefused(this.api.status(id));
    return exchange?.status === 200 ? [readOne(exchange)] : [];
  }
}

async function orRefused(asked: Promise<RawExchange>): Promise<RawExchange | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return null;
    throw error;
  }
}

/** Several statuses by one call; null where the server has no such call (Mastodon has it since 4.3). */
export async function askBatch(api: MastodonApi, ids: readonly string[]): Promise<ReadAnswer | null> {
  try {
    const exchange = await api.statuses(ids);
    return exchange.status === 200 ? readList(exchange) : null;
  } catch (error) {
    const status = error instanceof ConnectorError ? error.details.exchange?.status : undefined;
    if (status === 400 || status === 405 || status === 422) return null;
    throw error;
  }
}
