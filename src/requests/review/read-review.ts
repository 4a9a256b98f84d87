import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../../platform/index.js';
import { unknownRequest } from '../request-rows.js';
import type { DecisionSaid, DecisionView, RedactionSaid, RedactionView, ReviewItem } from './review.types.js';
import { type Decision, type Pass, STANDING } from './standing-decision.rules.js';

export interface ReviewFilter {
  /** What stands. */
  readonly decision?: Decision;
  /** Those that have had a first look and no second. */
  readonly needsSecond?: boolean;
}

interface StandingRow {
  readonly item_id: string;
  readonly versions: number;
  readonly released_before: number | null;
  readonly revision: number;
  readonly decision: Decision;
  readonly first_id: string | null;
  readonly second_id: string | null;
  readonly posted: Date;
}

interface DecisionRow {
  readonly id: string;
  readonly pass: Pass;
  readonly decision: Decision;
  readonly said: DecisionSaid;
  readonly at: Date;
  readonly by: string;
}

interface RedactionRow {
  readonly id: string;
  readonly item_id: string;
  readonly snapshot_id: string;
  readonly said: RedactionSaid;
  readonly at: Date;
  readonly by: string;
}

const WHO = (column: string): string =>
  `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;

/** Items of a frozen set in the order they were posted, with what was decided about them and what is covered in them. */
@Injectable()
export class ReadReview {
  constructor(private readonly database: DataSource) {}

  async list(
    actor: Actor,
    requestId: string,
    { decision, needsSecond, limit, cursor }: ReviewFilter & { readonly limit: number; readonly cursor?: string },
  ): Promise<PageOf<ReviewItem>> {
    demand(actor, 'request.read');
    const [known] = await this.database.query(`SELECT FROM records_request WHERE id = $1`, [requestId]);
    if (!known) throw unknownRequest();
    const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, ['time', 'id']);
    const rows = await this.rows(
      `t.request_id = $1 AND ($2::text IS NULL OR t.decision = $2)
         AND (NOT $3 OR (t.decision <> 'undecided' AND t.second_id IS NULL))
         AND ($4::timestamptz IS NULL OR (date_trunc('milliseconds', ${POSTED}), t.item_id) > ($4, $5::uuid))`,
      [requestId, decision ?? null, needsSecond === true, at ?? null, id ?? null],
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.views(requestId, shown),
      nextCursor: rows.length > limit && last ? encodeCursor([last.posted.toISOString(), last.item_id]) : null,
    };
  }

  async one(actor: Actor, requestId: string, itemId: string): Promise<ReviewItem> {
    demand(actor, 'request.read');
    const rows = await this.rows(`t.request_id = $1 AND t.item_id = $2`, [requestId, itemId], 1);
    const [view] = await this.views(requestId, rows);
    if (view) return view;
    throw new Refusal('not-found', 'This item is not in a frozen set of this request.');
  }

  private rows(where: string, values: readonly unknown[], limit: number): Promise<StandingRow[]> {
    return this.database.query(
      `SELECT t.*, ${POSTED} AS posted FROM (${STANDING}) t JOIN item x ON x.id = t.item_id
         LEFT JOIN item_watch w ON w.item_id = t.item_id
        WHERE ${where} ORDER BY date_trunc('milliseconds', ${POSTED}), t.item_id LIMIT ${limit}`,
      [...values],
    );
  }

  private async views(requestId: string, rows: readonly StandingRow[]): Promise<ReviewItem[]> {
    const [decisions, redactions] = await Promise.all([
      this.decisions(rows.flatMap((row) => [row.first_id, row.second_id].filter((id) => id !== null))),
      this.redactions(
        requestId,
        rows.map((row) => row.item_id),
      ),
    ]);
    return rows.map((row) => ({
      itemId: row.item_id,
      versions: row.versions,
      releasedBefore: row.released_before,
      revision: row.revision,
      decision: row.decision,
      first: decisions.get(row.first_id ?? '') ?? null,
      second: decisions.get(row.second_id ?? '') ?? null,
      redactions: redactions.filter(({ itemId }) => itemId === row.item_id),
    }));
  }

  private async decisions(ids: readonly string[]): Promise<ReadonlyMap<string, DecisionView>> {
    const rows: DecisionRow[] = await this.database.query(
      `SELECT d.id, d.pass, d.decision, d.said, d.at, ${WHO('d.by')} AS by FROM review_decision d WHERE d.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(
      rows.map(({ id, pass, decision, said, at, by }) => [id, { pass, decision, ...said, at: at.toISOString(), by }]),
    );
  }

  private async redactions(requestId: string, itemIds: readonly string[]): Promise<RedactionView[]> {
    const rows: RedactionRow[] = await this.database.query(
      `SELECT r.id, r.item_id, r.snapshot_id, r.said, r.at, ${WHO('r.by')} AS by FROM redaction r
        WHERE r.request_id = $1 AND r.item_id = ANY($2::uuid[]) AND r.lifted_at IS NULL ORDER BY r.id`,
      [requestId, itemIds],
    );
    return rows.map(({ id, item_id: itemId, snapshot_id: snapshotId, said, at, by }) => ({
      id,
      itemId,
      snapshotId,
      ...said,
      at: at.toISOString(),
      by,
    }));
  }
}

const POSTED = `coalesce(w.posted_at, x.first_seen_at)`;
