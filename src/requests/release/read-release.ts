import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Refusal } from '../../platform/index.js';
import type { Scope } from '../../retention/index.js';
import type { RequestKind } from '../kinds.types.js';
import { reconcile } from '../reconcile-request.js';
import { unknownRequest } from '../request-rows.js';
import type { DecisionSaid, RedactionSaid } from '../review/review.types.js';
import { STANDING } from '../review/standing-decision.rules.js';
import type { RequestState } from '../states.rules.js';
import type { Release } from './release.types.js';
import { type ReviewedItem, rulingOf } from './rulings.rules.js';

interface RequestRow {
  readonly id: string;
  readonly number: string;
  readonly kind: RequestKind;
  readonly law: string | null;
  readonly state: RequestState;
  readonly secondReview: boolean;
  readonly receivedAt: Date;
  readonly scope: Scope | null;
  readonly frozenAt: Date | null;
  readonly logSize: string | null;
}

interface ItemRow {
  readonly item_id: string;
  readonly account_id: string;
  readonly day: string;
  readonly decision: ReviewedItem['decision'];
  readonly said: DecisionSaid | null;
}

/** What was decided for a request, read at one moment, ready to be carried out. */
@Injectable()
export class ReadRelease {
  constructor(private readonly database: DataSource) {}

  /** @throws {Refusal} where there is no such request, or its review is not finished */
  run(requestId: string): Promise<Release> {
    return this.database.transaction('REPEATABLE READ', async (rows) => {
      const request = await requestAt(rows, requestId);
      const counts = await reconcile(rows, request, 'answered');
      const items: ItemRow[] = await rows.query(
        `SELECT t.item_id, x.account_id, t.decision, d.said,
                (coalesce(w.posted_at, x.first_seen_at) AT TIME ZONE b.zone)::date::text AS day
           FROM (${STANDING} WHERE i.request_id = $1) t
           JOIN item x ON x.id = t.item_id JOIN item_key k ON k.item_id = t.item_id JOIN body b ON b.id = x.body_id
           LEFT JOIN item_watch w ON w.item_id = t.item_id
           LEFT JOIN review_decision d ON d.id = CASE WHEN t.second_id IS NULL THEN t.first_id ELSE t.second_id END`,
        [requestId],
      );
      const redactions = await redactionsOf(rows, requestId);
      const rulings = items.map(({ item_id: itemId, decision, said }) =>
        rulingOf({ itemId, decision, ground: said?.ground ?? null, redactions: redactions.get(itemId) ?? [] }),
      );
      return { ...toldOf(request, items), counts, rulings: new Map(rulings.map((ruling) => [ruling.itemId, ruling])) };
    });
  }
}

async function requestAt(
  rows: EntityManager,
  id: string,
): Promise<RequestRow & { readonly frozenAt: Date; readonly logSize: string }> {
  const [row] = await rows.query<RequestRow[]>(
    `SELECT r.id, r.number, r.kind, r.law, r.state, r.second_review AS "secondReview", r.received_at AS "receivedAt", r.scope,
            f.at AS "frozenAt", f.log_size AS "logSize"
       FROM records_request r LEFT JOIN frozen_set f ON f.request_id = r.id WHERE r.id = $1`,
    [id],
  );
  if (!row) throw unknownRequest();
  const { state, frozenAt, logSize, number } = row;
  if (frozenAt !== null && logSize !== null && state !== 'withdrawn') return { ...row, frozenAt, logSize };
  const what = state === 'withdrawn' ? 'it was withdrawn' : 'what was found is not frozen and reviewed yet';
  throw new Refusal('wrong-state', `Request ${number} has no answer: ${what}.`, { state });
}

async function redactionsOf(
  rows: EntityManager,
  requestId: string,
): Promise<ReadonlyMap<string, ReviewedItem['redactions']>> {
  const found: { item_id: string; snapshot_id: string; said: RedactionSaid }[] = await rows.query(
    `SELECT item_id, snapshot_id, said FROM redaction WHERE request_id = $1 AND lifted_at IS NULL ORDER BY id`,
    [requestId],
  );
  const byItem = new Map<string, { snapshotId: string; said: RedactionSaid }[]>();
  for (const { item_id: item, snapshot_id: snapshotId, said } of found) {
    byItem.set(item, [...(byItem.get(item) ?? []), { snapshotId, said }]);
  }
  return byItem;
}

function toldOf(
  request: Awaited<ReturnType<typeof requestAt>>,
  items: readonly ItemRow[],
): Omit<Release, 'rulings' | 'counts'> {
  const { number, kind, law, receivedAt, frozenAt, logSize, scope } = request;
  const living = scope?.kind === 'living' ? scope : null;
  const days = items.map(({ day }) => day).toSorted();
  return {
    number,
    kind,
    law,
    receivedAt: receivedAt.toISOString(),
    frozenAt: frozenAt.toISOString(),
    logSize: Number(logSize),
    accountIds: [...new Set([...(living?.accountIds ?? []), ...items.map((item) => item.account_id)])].toSorted(),
    window: living ?? { from: days.at(0) ?? null, to: days.at(-1) ?? null },
    query: living?.query ?? null,
  };
}
