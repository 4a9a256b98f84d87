import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { type ItemState, type ItemSummary, ReadItems } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import {
  type Actor,
  type Days,
  decodeCursor,
  demand,
  encodeCursor,
  may,
  type PageOf,
  readDays,
  Refusal,
} from '../platform/index.js';
import { countCutShort } from './count-cut-short.js';
import { windowIn } from './days.js';
import { FindRows, type Place, type Sought } from './find-rows.js';
import { canonicalText, namesPerson, parsePlainQuery } from './plain-query.rules.js';

export interface Asked extends Days {
  readonly text?: string;
  readonly accountIds?: readonly string[];
  readonly state?: ItemState;
}

/** The search as it was understood. Days are inclusive and local to each body's zone. */
export interface Echo {
  readonly text: string;
  readonly accountIds: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly zones: readonly string[];
  readonly state: ItemState | null;
}

export interface Counted {
  readonly count: number;
  readonly exact: true;
  /** Items of the whole archive in which words far back are not found, because they are too long; 0 without words. */
  readonly cutShort: number;
  readonly asked: Echo;
}

interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

/** A stream to the end of a result is read in pages of this many. */
const STREAM_PAGE = 500;

/**
 * Exact search over every version of every item, and of what items repeat or quote: no stemming, no guessing. Newest
 * first; what the platform gives no date stands first.
 */
@Injectable()
export class SearchItems {
  private readonly rows: FindRows;

  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    private readonly trail: AuditTrail,
  ) {
    this.rows = new FindRows(database);
  }

  async run(actor: Actor, asked: Asked, wanted: PageWanted): Promise<PageOf<ItemSummary> & { readonly asked: Echo }> {
    const { sought, echo } = await this.prepare(actor, asked);
    if (wanted.cursor === undefined && namesPerson(sought.query)) await this.recordPersonSearch(actor, echo);
    const { ids, nextCursor } = await this.page(sought, wanted);
    return { items: await this.items.summaries(actor, ids), nextCursor, asked: echo };
  }

  /** Its own query: a page never waits for it. */
  async count(actor: Actor, asked: Asked): Promise<Counted> {
    const { sought, echo } = await this.prepare(actor, asked);
    const cutShort = sought.query.length === 0 ? 0 : await countCutShort(this.database);
    return { count: await this.rows.count(sought), exact: true, cutShort, asked: echo };
  }

  /** Every item found, to the end of the result, in pages of ids. */
  async *ids(actor: Actor, asked: Asked): AsyncIterable<readonly string[]> {
    const { sought } = await this.prepare(actor, asked);
    let cursor: string | null = null;
    do {
      const found: { ids: readonly string[]; nextCursor: string | null } = await this.page(sought, {
        limit: STREAM_PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      if (found.ids.length > 0) yield found.ids;
      cursor = found.nextCursor;
    } while (cursor !== null);
  }

  private async page(
    sought: Sought,
    { limit, cursor }: PageWanted,
  ): Promise<{ ids: readonly string[]; nextCursor: string | null }> {
    const found = await this.rows.find(sought, cursor === undefined ? null : placeOf(cursor), limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      ids: shown.map((row) => row.item_id),
      nextCursor: more ? encodeCursor([last.posted_at?.toISOString() ?? null, last.item_id]) : null,
    };
  }

  private async prepare(actor: Actor, asked: Asked): Promise<{ sought: Sought; echo: Echo }> {
    demand(actor, 'item.read');
    const parsed = parsePlainQuery(asked.text ?? '');
    if ('fault' in parsed) throw new Refusal('invalid-input', parsed.fault);
    const { query } = parsed;
    const days = readDays(asked);
    const accountIds = accountIdsOf(asked);
    const state = asked.state ?? null;
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const windows = bodies.map(({ id, zone }) => ({ bodyId: id, ...windowIn(zone, days) }));
    return {
      sought: { query, unlocked: may(actor, 'restricted.read'), accountIds, state, windows },
      echo: {
        text: canonicalText(query),
        accountIds,
        from: days.from?.toString() ?? null,
        to: days.to?.toString() ?? null,
        zones: [...new Set(bodies.map(({ zone }) => zone))],
        state,
      },
    };
  }

  /** Searches on a person are logged; what was looked for can be tested against the entry by whoever has its salt. */
  private async recordPersonSearch(actor: Actor, { text }: Echo): Promise<void> {
    if (actor.kind !== 'person') return;
    const said = statement(text);
    await this.trail.write(actor, async (tx) => {
      await tx.record('person.searched-for', { commit: said.digest }, { id: said.id });
      await said.keep(tx);
    });
  }
}

function placeOf(cursor: string): Place {
  const [time, id] = decodeCursor(cursor, ['time-or-null', 'id']);
  return { item_id: String(id), posted_at: typeof time === 'string' ? new Date(time) : null };
}

function accountIdsOf({ accountIds }: Asked): readonly string[] | null {
  if (accountIds === undefined || accountIds.length === 0) return null;
  const strange = accountIds.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  if (strange === undefined) return accountIds;
  throw new Refusal('invalid-input', 'An account is named by its id. `akta account list` shows the ids.');
}
