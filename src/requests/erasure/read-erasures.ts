import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ReadItems } from '../../archive/index.js';
import { type Actor, Clock, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../../platform/index.js';
import { type LockedRequest, readRequest } from '../request-rows.js';
import { ERASURE_LAW } from './erasure-ground.rules.js';
import { reasonInWords } from './erasure-in-words.js';
import type { ErasureDecision, ErasureSaid, ErasureView } from './erasure.types.js';
import { proposeErasure } from './propose-erasure.rules.js';
import { type ItemErasureFacts, ReadErasureFacts } from './read-erasure-facts.js';
import { STANDING_ERASURE } from './standing-erasure.js';

export interface ErasureFilter {
  readonly decision?: ErasureDecision;
}

interface StandingRow {
  readonly item_id: string;
  readonly versions: number;
  readonly revision: number;
  readonly decision: ErasureDecision;
  readonly batch: string | null;
  readonly at: Date | null;
  readonly by_name: string | null;
  readonly said: ErasureSaid | null;
  readonly state: ErasureView['state'];
  readonly list_id: string | null;
  readonly list_number: string | null;
}

const UNSAID: ErasureSaid = { why: null, grounds: [], restricts: 'nothing', places: [], kinds: [] };

/** Items of a request for erasure with what schedules and holds speak for, and what was decided about them. */
@Injectable()
export class ReadErasures {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly facts: ReadErasureFacts,
    private readonly items: ReadItems,
  ) {}

  async list(
    actor: Actor,
    requestId: string,
    { decision, limit, cursor }: ErasureFilter & { readonly limit: number; readonly cursor?: string },
  ): Promise<PageOf<ErasureView>> {
    const request = await this.asked(actor, requestId);
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, ['id']);
    const rows = await this.rows(
      `t.request_id = $1 AND ($2::text IS NULL OR t.decision = $2) AND ($3::uuid IS NULL OR t.item_id > $3)`,
      [requestId, decision ?? null, after],
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.views(actor, request, shown),
      nextCursor: rows.length > limit && last ? encodeCursor([last.item_id]) : null,
    };
  }

  async one(actor: Actor, requestId: string, itemId: string): Promise<ErasureView> {
    const request = await this.asked(actor, requestId);
    const rows = await this.rows(`t.request_id = $1 AND t.item_id = $2`, [requestId, itemId], 1);
    const [view] = await this.views(actor, request, rows);
    if (view) return view;
    throw new Refusal('not-found', 'This item is not in a frozen set of this request.');
  }

  private async asked(actor: Actor, requestId: string): Promise<LockedRequest> {
    demand(actor, 'request.read');
    const request = await readRequest(this.database, requestId);
    if (request.kind === 'erasure') return request;
    throw new Refusal(
      'invalid-input',
      `Request ${request.number} does not ask for erasure (${ERASURE_LAW}, Article 17).`,
    );
  }

  private rows(where: string, values: readonly unknown[], limit: number): Promise<StandingRow[]> {
    return this.database.query(
      `SELECT t.*, CASE WHEN t.by IS NOT NULL THEN
                coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = t.by), 'Akta') END AS by_name
         FROM (${STANDING_ERASURE}) t WHERE ${where} ORDER BY t.item_id LIMIT ${limit}`,
      [...values],
    );
  }

  private async views(actor: Actor, request: LockedRequest, rows: readonly StandingRow[]): Promise<ErasureView[]> {
    const itemIds = rows.map((row) => row.item_id);
    const summaries = await this.items.summaries(actor, itemIds);
    const shown = new Map(summaries.map((summary) => [summary.id, summary]));
    const facts = await this.database.transaction('REPEATABLE READ', (tx: EntityManager) =>
      this.facts.run(tx, request, { itemIds, now: this.clock.now() }),
    );
    return rows.map((row) => ({
      itemId: row.item_id,
      versions: row.versions,
      revision: row.revision,
      decision: row.decision,
      ...(row.said ?? UNSAID),
      at: row.at?.toISOString() ?? null,
      by: row.by_name,
      batch: row.batch,
      state: row.state,
      list: row.list_id === null ? null : { id: row.list_id, number: row.list_number ?? '' },
      repeatedBy: facts.get(row.item_id)?.repeatedBy ?? 0,
      proposal: proposalOf(facts.get(row.item_id)),
      item: shown.get(row.item_id) ?? null,
    }));
  }
}

function proposalOf(facts: ItemErasureFacts | undefined): ErasureView['proposal'] {
  if (facts === undefined) return null;
  const { holds, duties, details } = facts;
  const proposal = proposeErasure({ holds, duties, details: details.map(({ kind }) => kind) });
  const sentences = {
    en: proposal.reasons.map((reason) => reasonInWords(reason, 'en')),
    pl: proposal.reasons.map((reason) => reasonInWords(reason, 'pl')),
  };
  return { ...proposal, sentences };
}
