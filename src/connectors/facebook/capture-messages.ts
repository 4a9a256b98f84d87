import type { ConnectorContext } from '../connector.port.js';
import type { GraphApi, GraphList } from '../graph/graph-api.js';
import { GraphPage } from '../graph/graph-page.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import { idAt, type JsonObject, objectsAt, timeAt } from '../json.rules.js';
import { LIST, MESSAGE_FIELDS, MESSAGES_AT_ONCE, POSTS_AT_ONCE, THREAD_FIELDS } from './facebook-fields.js';
import { thingRef } from './facebook-refs.rules.js';
import { mapMessage, mapThread } from './map-message.js';
import { unlessRefused } from './unless-refused.js';

/**
 * What people and the page write to each other, where keeping it was agreed to: each conversation that has moved since
 * `since` (epoch seconds; null: all), with its messages from then on. Conversations are listed by when they moved, messages
 * by when they were sent, the newest first (assumed).
 */
export class CaptureMessages {
  /** Nothing stood in the way of looking. */
  isOpen = false;

  constructor(
    private readonly context: ConnectorContext,
    private readonly api: GraphApi,
  ) {}

  async *pages(since: number | null): AsyncGenerator<GraphPage> {
    if (!keepsMessages(this.context)) return;
    let next: NextPage = null;
    do {
      const listed = await this.conversations(next);
      if (listed === null) return;
      const moved = objectsAt(listed.value, 'data').filter((thread) => !isOlder(thread, 'updated_time', since));
      const page = new GraphPage({ keepsMessages: true });
      page.addList(listed, mapThread);
      yield page;
      for (const thread of moved) yield* this.messages(idAt(thread, 'id') ?? '', since);
      next = moved.length < objectsAt(listed.value, 'data').length ? null : listed.next;
    } while (next !== null);
    this.isOpen = true;
  }

  private async *messages(threadId: string, since: number | null): AsyncGenerator<GraphPage> {
    let next: NextPage = null;
    do {
      const query = { fields: MESSAGE_FIELDS, limit: MESSAGES_AT_ONCE, ...next };
      const listed = await this.api.edge(threadId, 'messages', query, LIST);
      if (listed.value === null) return;
      const page = new GraphPage({ keepsMessages: true });
      page.addList(listed, (message) => mapMessage(message, thingRef('thread', threadId)));
      yield page;
      const reached = objectsAt(listed.value, 'data').some((message) => isOlder(message, 'created_time', since));
      next = reached ? null : listed.next;
    } while (next !== null);
  }

  private async conversations(next: NextPage): Promise<GraphList | null> {
    const query = { platform: 'messenger', fields: THREAD_FIELDS, limit: POSTS_AT_ONCE, ...next };
    const listed = await unlessRefused(this.api.edge(this.context.account.nativeId, 'conversations', query, LIST));
    return listed === null || listed.value === null ? null : listed;
  }
}

/** Somebody who may has agreed that direct messages are kept. */
export function keepsMessages({ account }: ConnectorContext): boolean {
  return account.settings['messages'] === true;
}

function isOlder(object: JsonObject, name: string, since: number | null): boolean {
  const at = timeAt(object, name);
  return since !== null && at !== null && new Date(at).getTime() < since * 1000;
}
