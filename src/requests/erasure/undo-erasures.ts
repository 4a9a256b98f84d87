import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { lockRequest } from '../request-rows.js';
import type { SeenItem } from '../review/decide-items.js';
import { DecideErasures, demandErasure, refuseOpen } from './decide-erasures.js';
import type { ErasureDecision, ErasureSaid } from './erasure.types.js';
import { STANDING_ERASURE } from './standing-erasure.js';

interface BatchRow {
  readonly item_id: string;
  readonly versions: number;
  readonly revision: number;
  readonly newest: number;
  readonly state: 'kept' | 'listed' | 'destroyed';
  readonly list_number: string | null;
  readonly before: ErasureDecision | null;
  readonly said: ErasureSaid | null;
}

const NOTHING: ErasureSaid = { why: null, grounds: [], restricts: 'nothing', places: [], kinds: [] };

/**
 * Takes a batch of decisions back, while the request is open: each item gets what was decided before, and is restricted as
 * it was then. What was decided anew stays; what is on a list or destroyed is not taken back here.
 */
@Injectable()
export class UndoErasures {
  constructor(
    private readonly trail: AuditTrail,
    private readonly decide: DecideErasures,
  ) {}

  async run(
    actor: Actor,
    { requestId, batch }: { readonly requestId: string; readonly batch: string },
  ): Promise<{ readonly undone: readonly SeenItem[]; readonly kept: number }> {
    demand(actor, 'request.review');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, requestId);
      demandErasure(request);
      const rows: BatchRow[] = await tx.rows.query(
        `SELECT d.item_id, d.revision, t.versions, t.revision AS newest, t.state, t.list_number, p.decision AS before, p.said
           FROM erasure_decision d JOIN (${STANDING_ERASURE} WHERE i.request_id = $1) t ON t.item_id = d.item_id
           LEFT JOIN erasure_decision p ON p.request_id = d.request_id AND p.item_id = d.item_id AND p.revision = d.revision - 1
          WHERE d.request_id = $1 AND d.batch = $2 ORDER BY d.item_id`,
        [requestId, batch],
      );
      if (rows.length === 0) throw new Refusal('not-found', 'There is no such batch of decisions in this request.');
      const open = rows.filter(({ revision, newest }) => revision === newest);
      if (open.length === 0) {
        throw new Refusal('wrong-state', 'Every item of this batch was decided anew since. Nothing was changed.');
      }
      refuseOpen(open);
      const decided = open.map(({ item_id: itemId, versions, revision, before, said }) => ({
        itemId,
        versions,
        revision: revision + 1,
        decision: before ?? ('undecided' as const),
        said: said ?? NOTHING,
      }));
      await this.decide.write(tx, actor, { request, decided });
      return { undone: decided.map(({ itemId, revision }) => ({ itemId, revision })), kept: rows.length - open.length };
    });
  }
}
