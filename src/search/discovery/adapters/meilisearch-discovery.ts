import type { Meilisearch } from 'meilisearch';
import type { EntityManager } from 'typeorm';
import type { NamedIndex } from '../../../platform/index.js';
import type { DiscoveryDocument } from '../discovery-document.rules.js';
import {
  type Change,
  DiscoveryIndex,
  type Side,
  type Suggested,
  type Ticket,
  type Wanted,
} from '../discovery-index.port.js';
import { isCode, MeilisearchCalls } from './meilisearch-calls.js';
import { SETTINGS } from './meilisearch-settings.js';

const NOT_THERE = 'index_not_found';
const IS_THERE = 'index_already_exists';
const AT_ONCE = 1_000;

/** What `displayedAttributes` lets out. */
interface Displayed {
  readonly id: string;
  readonly print: string;
}

/** Discovery by Meilisearch: the words of all items in an index of its own, kept up by tasks that are waited for. */
export class MeilisearchDiscovery extends DiscoveryIndex {
  readonly engine = 'meilisearch';
  private readonly calls: MeilisearchCalls;
  private readonly names: Readonly<Record<Side, string>>;
  /** Of this process: indexes that are known to be there with our settings. */
  private readonly ready = new Set<Side>();

  constructor(at: NamedIndex) {
    super();
    this.calls = new MeilisearchCalls(at);
    this.names = { live: at.name, beside: `${at.name}_beside` };
  }

  async typos(): Promise<2> {
    return 2;
  }

  async exists(): Promise<boolean> {
    return isFound(this.calls.ask((client) => client.getRawIndex(this.names.live)));
  }

  async find({ words, accountId, limit }: Wanted): Promise<Suggested> {
    const asked = {
      limit,
      attributesToRetrieve: ['id'],
      matchingStrategy: 'all' as const,
      ...(accountId === null ? {} : { filter: `account = "${accountId}"` }),
    };
    try {
      const { hits } = await this.calls.ask((client) =>
        this.at(client, 'live').search<Displayed>(words.join(' '), asked),
      );
      return { ids: hits.map(({ id }) => id), meant: [] };
    } catch (error) {
      if (isCode(error, NOT_THERE)) return { ids: [], meant: [] };
      throw error;
    }
  }

  async change(_rows: EntityManager, { put, remove }: Change, sides: readonly Side[]): Promise<Ticket> {
    const ticket: number[] = [];
    for (const side of sides) {
      await this.prepare(side);
      if (put.length > 0) {
        ticket.push(
          await this.calls.enqueue((client) => this.at(client, side).addDocuments([...put], { primaryKey: 'id' })),
        );
      }
      if (remove.length > 0) {
        ticket.push(await this.calls.enqueue((client) => this.at(client, side).deleteDocuments([...remove])));
      }
    }
    return ticket;
  }

  /**
   * Tasks of one index are carried out in the order in which they came: with ours everything before it is done, and its
   * payload is gone. What is left are the finished tasks themselves, whose messages may repeat a document.
   */
  async done(ticket: Ticket, { removed }: { readonly removed: boolean }): Promise<void> {
    await this.calls.done(ticket);
    if (!removed) return;
    const forget = await this.calls.enqueue((client) =>
      client.tasks.deleteTasks({
        indexUids: Object.values(this.names),
        statuses: ['succeeded', 'failed', 'canceled'],
        types: ['documentAdditionOrUpdate', 'documentDeletion'],
      }),
    );
    await this.calls.done([forget]);
  }

  async begin(): Promise<void> {
    await this.remove('beside');
    await this.prepare('beside');
  }

  async swap(): Promise<void> {
    await this.prepare('live');
    const indexes: [string, string] = [this.names.live, this.names.beside];
    await this.calls.done([await this.calls.enqueue((client) => client.swapIndexes([{ indexes, rename: false }]))]);
    await this.remove('beside');
  }

  async drop(): Promise<void> {
    await this.remove('beside');
    await this.remove('live');
    await this.done([], { removed: true });
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    try {
      const { facetDistribution } = await this.calls.call((client) =>
        this.at(client, 'live').search('', { limit: 0, facets: ['bucket'] }),
      );
      return new Map(Object.entries(facetDistribution?.['bucket'] ?? {}));
    } catch (error) {
      if (isCode(error, NOT_THERE)) return new Map();
      throw error;
    }
  }

  async idsOf(bucket: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let offset = 0; ; offset += AT_ONCE) {
      const { results } = await this.fetch({ filter: `bucket = "${bucket}"`, fields: ['id'], offset, limit: AT_ONCE });
      ids.push(...results.map(({ id }) => id));
      if (results.length < AT_ONCE) return ids;
    }
  }

  async lacking(documents: readonly DiscoveryDocument[]): Promise<readonly string[]> {
    if (documents.length === 0) return [];
    const ids = documents.map(({ id }) => id);
    const { results } = await this.fetch({ ids, fields: ['id', 'print'], limit: ids.length });
    const prints = new Map(results.map(({ id, print }) => [id, print]));
    return documents.flatMap(({ id, print }) => (prints.get(id) === print ? [] : [id]));
  }

  /** Whatever stands in it is counted by account and month. */
  async strays(): Promise<readonly string[]> {
    return [];
  }

  private async fetch(asked: {
    readonly fields: (keyof Displayed)[];
    readonly limit: number;
    readonly offset?: number;
    readonly filter?: string;
    readonly ids?: string[];
  }): Promise<{ readonly results: readonly Displayed[] }> {
    try {
      return await this.calls.call((client) =>
        client.httpRequest.post<{ results: Displayed[] }>({
          path: `indexes/${this.names.live}/documents/fetch`,
          body: asked,
        }),
      );
    } catch (error) {
      if (isCode(error, NOT_THERE)) return { results: [] };
      throw error;
    }
  }

  private at(client: Meilisearch, side: Side): ReturnType<Meilisearch['index']> {
    return client.index(this.names[side]);
  }

  /** Made where it is missing, and with our settings, before anything is put into it. */
  private async prepare(side: Side): Promise<void> {
    if (this.ready.has(side)) return;
    const uid = this.names[side];
    if (!(await isFound(this.calls.call((client) => client.getRawIndex(uid))))) {
      const made = await this.calls.enqueue((client) => client.createIndex(uid, { primaryKey: 'id' }));
      await this.calls.done([made], { allowed: [IS_THERE] });
    }
    const set = await this.calls.enqueue((client) => this.at(client, side).updateSettings(SETTINGS));
    await this.calls.done([set]);
    this.ready.add(side);
  }

  private async remove(side: Side): Promise<void> {
    this.ready.delete(side);
    const gone = await this.calls.enqueue((client) => client.deleteIndex(this.names[side]));
    await this.calls.done([gone], { allowed: [NOT_THERE] });
  }
}

async function isFound(look: Promise<unknown>): Promise<boolean> {
  try {
    await look;
    return true;
  } catch (error) {
    if (isCode(error, NOT_THERE)) return false;
    throw error;
  }
}
