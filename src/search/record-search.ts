import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { type ItemState, ReadItems } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import {
  type Actor,
  Clock,
  type Days,
  decodeCursor,
  demand,
  encodeCursor,
  may,
  type Permission,
  readDays,
  Refusal,
} from '../platform/index.js';
import { askedFields } from './asked-fields.rules.js';
import { bindQuery } from './bind-query.js';
import type { Bound } from './bound-query.types.js';
import { countCutShort } from './count-cut-short.js';
import { FindFacets } from './find-facets.js';
import type { Facets } from './found.types.js';
import { FindRows } from './find-rows.js';
import { parseQuery } from './parse-query.rules.js';
import { planSearch, type SearchPlan } from './plan-search.js';
import type { Query } from './query.types.js';
import type { Scene } from './search-field.js';
import { SearchFields } from './search-field.js';
import type { Place } from './walk.rules.js';
import { type FoundPage, ShowFound } from './show-found.js';
import { canonicalText, namesPerson, queryInWords } from './tell-query.rules.js';

export interface Asked extends Days {
  /** In the query language. */
  readonly text?: string;
  readonly accountIds?: readonly string[];
  readonly state?: ItemState;
  /** Only the newest version of each item is looked at, instead of every one. */
  readonly versions?: 'every' | 'latest';
}

/** The search as it was understood. Days are inclusive and local to each body's zone. */
export interface Echo {
  /** In the one spelling that reads as the same query again. */
  readonly text: string;
  readonly inWords: { readonly en: string; readonly pl: string };
  readonly accountIds: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly zones: readonly string[];
  readonly state: ItemState | null;
  readonly versions: 'every' | 'latest';
}

/** `exact`: false where counting was stopped at its time limit: there are at least `count`. */
export interface Counted {
  readonly count: number;
  readonly exact: boolean;
  /** Items of the archive too long to be indexed whole: words far back in them are not found. */
  readonly cutShort: number;
  readonly asked: Echo;
}

export interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

/** A moment at which a search was carried out once. */
export interface Then {
  /** Entries of the log. */
  readonly size: number;
  readonly now: Date;
  /** Whether words of restricted items were looked through; as the reader may unless told. */
  readonly unlocked?: boolean;
}

/** A search that was understood, ready to be carried out. */
export interface Prepared {
  readonly query: Query;
  readonly plan: SearchPlan;
  readonly echo: Echo;
  /** What its fields ask for beside `item.read`: whoever may not read that may not learn what it finds either. */
  readonly needs: readonly Permission[];
}

/** A stream to the end of a result is read in pages of this many. */
const STREAM_PAGE = 1_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Exact search over every version of every item, and of what items repeat or quote: no stemming, no guessing. Newest
 * first; what the platform gives no date stands first.
 */
@Injectable()
export class RecordSearch {
  private readonly rows: FindRows;
  private readonly shown: ShowFound;
  private readonly counted: FindFacets;

  // oxlint-disable-next-line max-params -- it brings together what five others know
  constructor(
    private readonly database: DataSource,
    items: ReadItems,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fields: SearchFields,
  ) {
    this.rows = new FindRows(database);
    this.shown = new ShowFound(database, items);
    this.counted = new FindFacets(this.rows);
  }

  async page(actor: Actor, asked: Asked, wanted: PageWanted): Promise<FoundPage & { readonly asked: Echo }> {
    const { query, plan, echo } = await this.prepare(actor, asked);
    if (wanted.cursor === undefined && namesPerson(query)) await this.recordPersonSearch(actor, echo);
    const { ids, nextCursor } = await this.ids(plan, wanted);
    return { items: await this.shown.run(actor, query, ids), nextCursor, asked: echo };
  }

  /** Its own query: a page never waits for it. Over the time limit the answer is how many there are at the least. */
  async count(actor: Actor, asked: Asked, options: { readonly withinMs?: number } = {}): Promise<Counted> {
    const { plan, echo } = await this.prepare(actor, asked);
    const count = await this.rows.count(plan, options.withinMs);
    const cutShort = echo.text === '' ? 0 : await countCutShort(this.database);
    if (count !== null) return { count, exact: true, cutShort, asked: echo };
    return { count: await this.rows.countNewest(plan), exact: false, cutShort, asked: echo };
  }

  /** Exact counts by account, platform, type, state, month and author. */
  async facets(actor: Actor, asked: Asked): Promise<Facets & { readonly asked: Echo }> {
    const { plan, echo } = await this.prepare(actor, asked);
    return { ...(await this.counted.run(plan, { unlocked: may(actor, 'restricted.read') })), asked: echo };
  }

  /** The id of every item found, to the end of the result, however long. */
  async *all(actor: Actor, asked: Asked): AsyncIterable<string> {
    const { plan } = await this.prepare(actor, asked);
    let cursor: string | null = null;
    do {
      const found: { ids: readonly string[]; nextCursor: string | null } = await this.ids(plan, {
        limit: STREAM_PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      yield* found.ids;
      cursor = found.nextCursor;
    } while (cursor !== null);
  }

  /**
   * What a search means, without carrying it out; `then`: over the log of a size and with the days of a time, instead of
   * as things stand now. @throws {Refusal} with the place of what cannot be read
   */
  async prepare(actor: Actor, asked: Asked, then?: Then): Promise<Prepared> {
    demand(actor, 'item.read');
    const query = this.read(asked.text ?? '');
    const needs = this.demandFields(actor, query);
    const days = readDays(asked);
    const [scene, barred] = await Promise.all([this.scene(then), this.anyBarred()]);
    const accountIds = accountIdsOf(asked);
    const filters = [...(query.op === 'everything' ? [] : [query]), ...filtersOf(asked, days)];
    const bound = await Promise.all(filters.map((part) => bindQuery(part, this.fields, scene)));
    if (accountIds) bound.push(ofAccounts(accountIds));
    const unlocked = then?.unlocked ?? may(actor, 'restricted.read');
    return {
      query,
      needs,
      plan: planSearch(conjunction(bound), { unlocked, at: scene.at, barred }),
      echo: {
        text: canonicalText(query),
        inWords: {
          en: queryInWords(query, this.fields.readers, 'en'),
          pl: queryInWords(query, this.fields.readers, 'pl'),
        },
        accountIds,
        from: dayText(days.from),
        to: dayText(days.to),
        zones: [...new Set(scene.bodies.map(({ zone }) => zone))],
        state: asked.state ?? null,
        versions: asked.versions ?? 'every',
      },
    };
  }

  /** Rows found, as a statement over them: for whoever freezes or counts a search. */
  ofFound<R>(plan: SearchPlan, sql: Parameters<FindRows['ofFound']>[1], withinMs?: number): Promise<R[]> {
    return this.rows.ofFound(plan, sql, withinMs);
  }

  private read(text: string): Query {
    const parsed = parseQuery(text, this.fields.readers);
    if ('query' in parsed) return parsed.query;
    const { at, length, en, pl } = parsed.fault;
    throw new Refusal('invalid-input', en, { at, length, inWords: { en, pl } });
  }

  private demandFields(actor: Actor, query: Query): Permission[] {
    const guarded = [...askedFields(query)].map((name) => this.fields.named(name));
    const needs = guarded.flatMap(({ name, permission }) => {
      if (permission === undefined || may(actor, permission)) return permission ?? [];
      throw new Refusal(
        'not-allowed',
        `“${name}:” needs the permission "${permission}". Leave it out, or ask an administrator to grant it.`,
        { permission },
      );
    });
    return [...new Set(needs)].toSorted();
  }

  /** Most archives have nothing restricted by a decision; then no search asks row by row. */
  private async anyBarred(): Promise<boolean> {
    const [row] = await this.database.query<{ any: boolean }[]>(
      `SELECT EXISTS (SELECT FROM restriction WHERE lifted_at IS NULL) AS any`,
    );
    return row?.any === true;
  }

  private async scene(then?: Then): Promise<Scene> {
    const [bodies, accounts] = await Promise.all([
      this.database.query(`SELECT id, zone FROM body ORDER BY id`),
      this.database.query(`SELECT id, handle, title, platform FROM account ORDER BY id`),
    ]);
    return { database: this.database, now: then?.now ?? this.clock.now(), at: then?.size ?? null, bodies, accounts };
  }

  private async ids(
    plan: SearchPlan,
    { limit, cursor }: PageWanted,
  ): Promise<{ ids: readonly string[]; nextCursor: string | null }> {
    const found = await this.rows.find(plan, cursor === undefined ? null : placeOf(cursor), limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      ids: shown.map((row) => row.item_id),
      nextCursor: more ? encodeCursor([last.posted_at?.toISOString() ?? null, last.item_id]) : null,
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

/** What is asked beside the words, as fields of the query. */
function filtersOf({ state, versions }: Asked, { from, to }: ReturnType<typeof readDays>): Query[] {
  return [
    ...(from || to ? [field('date', `${dayText(from) ?? ''}..${dayText(to) ?? ''}`)] : []),
    ...(state === undefined ? [] : [field('state', state)]),
    ...(versions === 'latest' ? [field('version', 'latest')] : []),
  ];
}

function conjunction(parts: readonly (Bound | null)[]): Bound | null {
  const all = parts.flatMap((part) => (part === null ? [] : part.op === 'and' ? part.parts : [part]));
  return all.length === 0 ? null : { op: 'and', parts: all };
}

function dayText(day: { toString(): string } | null): string | null {
  return day === null ? null : day.toString();
}

function field(name: string, value: string): Query {
  return { op: 'field', name, value };
}

function ofAccounts(accountIds: readonly string[]): Bound {
  const sql = (bind: (value: unknown, type: string) => string): string =>
    `w.account_id = ANY(${bind(accountIds, 'uuid[]')})`;
  return { op: 'fact', fact: { in: 'item', accountIds, sql } };
}

function placeOf(cursor: string): Place {
  const [time, id] = decodeCursor(cursor, ['time-or-null', 'id']);
  return { item_id: String(id), posted_at: typeof time === 'string' ? new Date(time) : null };
}

function accountIdsOf({ accountIds }: Asked): readonly string[] | null {
  if (accountIds === undefined || accountIds.length === 0) return null;
  if (accountIds.every((id) => ID.test(id))) return accountIds.map((id) => id.toLowerCase());
  throw new Refusal('invalid-input', 'An account is named by its id. `akta account list` shows the ids.');
}
