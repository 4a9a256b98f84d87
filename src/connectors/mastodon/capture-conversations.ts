import { ConnectorError } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import { idAt, isObject, objectAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { readJsonBody } from '../read-json-body.js';
import type { CaptureAround } from './capture-around.js';
import type { MastodonApi } from './mastodon-api.js';
import { type FoundStatus, MastodonPage, NESTED, readThread } from './mastodon-page.js';
import type { RecentMemory } from './recent-memory.js';

const CONVERSATIONS = jsonPaths(NESTED.map((tail) => `[*].last_status${tail}`));

interface Moved extends FoundStatus {
  readonly statusId: string;
  readonly name: string;
}

/**
 * Direct messages, where keeping them was agreed to: the newest conversations, each that has moved since it was last
 * looked at with its thread. `GET /api/v1/conversations` shows forty (docs.joinmastodon.org/methods/conversations); an
 * older one shows when it moves. What is taken back of them is found by name, as with any other item.
 */
export class CaptureConversations {
  constructor(
    private readonly api: MastodonApi,
    private readonly around: CaptureAround,
    /** The last message of each conversation that is in the archive. */
    private readonly last: RecentMemory,
  ) {}

  /** None where messages are not kept, where the server shows none to this token, and where none has moved. */
  async *pages(): AsyncGenerator<Page> {
    if (!this.api.keepsMessages) return;
    const exchange = await unlessRefused(this.api.conversations());
    if (exchange?.status !== 200) return;
    const body = readJsonBody(exchange, CONVERSATIONS);
    const moved = this.moved(body.value);
    if (moved.length === 0) return;
    const page = new MastodonPage(this.api);
    for (const { statusId, name } of moved) {
      await this.thread(page, statusId);
      page.whenDurable(() => this.last.set(name, statusId));
    }
    const answer = { exchange, body, statuses: moved };
    await this.around.add(page, answer);
    page.addStatuses(answer);
    yield page.finish(null, false);
  }

  /** The last message of each conversation in which it is another than was seen. */
  private moved(value: unknown): Moved[] {
    const listed = Array.isArray(value) ? value : [];
    return listed.flatMap((conversation, place) => {
      const status = isObject(conversation) && objectAt(conversation, 'last_status');
      if (!isObject(conversation) || !status) return [];
      const statusId = idAt(status, 'id');
      const name = `${this.api.base} ${idAt(conversation, 'id') ?? ''}`;
      if (statusId === null || this.last.get(name) === statusId) return [];
      return [{ status, statusId, name, pointer: `/${place}/last_status` }];
    });
  }

  private async thread(page: MastodonPage, statusId: string): Promise<void> {
    const exchange = await this.api.thread(statusId);
    if (exchange.status !== 200) return;
    const thread = readThread(exchange);
    await this.around.add(page, thread);
    page.addStatuses(thread);
  }
}

async function unlessRefused(asked: Promise<RawExchange>): Promise<RawExchange | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return null;
    throw error;
  }
}
