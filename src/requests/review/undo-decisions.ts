import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { lockRequest } from '../request-rows.js';
import { DecideItems, demandReview, type SeenItem } from './decide-items.js';
import type { DecisionSaid } from './review.types.js';
import type { Decision, Pass } from './standing-decision.rules.js';

interface BatchRow {
  readonly item_id: string;
  readonly pass: Pass;
  readonly revision: number;
  readonly newest: number;
  readonly before: Decision | null;
  readonly said: DecisionSaid | null;
}

/** Takes a batch of decisions back: each item gets what was decided in that look before, with its ground. What was decided anew stays. */
@Injectable()
export class UndoDecisions {
  constructor(
    private readonly trail: AuditTrail,
    private readonly decide: DecideItems,
  ) {}

  async run(
    actor: Actor,
    { requestId, batch }: { requestId: string; batch: string },
  ): Promise<{ readonly undone: readonly SeenItem[]; readonly kept: number }> {
    demand(actor, 'request.review');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, requestId);
      demandReview(request);
      const rows: BatchRow[] = await tx.rows.query(
        `SELECT d.item_id, d.pass, d.revision,
                (SELECT max(n.revision) FROM review_decision n WHERE n.request_id = d.request_id AND n.item_id = d.item_id) AS newest,
                p.decision AS before, p.said
           FROM review_decision d LEFT JOIN LATERAL (
             SELECT p.decision, p.said FROM review_decision p WHERE p.request_id = d.request_id AND p.item_id = d.item_id
                AND p.pass = d.pass AND p.revision < d.revision ORDER BY p.revision DESC LIMIT 1) p ON true
          WHERE d.request_id = $1 AND d.batch = $2 ORDER BY d.item_id`,
        [requestId, batch],
      );
      const [first] = rows;
      if (!first) throw new Refusal('not-found', 'There is no such batch of decisions in this request.');
      const open = rows.filter(({ revision, newest }) => revision === newest);
      if (open.length === 0) {
        throw new Refusal('wrong-state', 'Every item of this batch was decided anew since. Nothing was changed.');
      }
      const decided = open.map(({ item_id: itemId, revision, before, said }) => ({
        itemId,
        revision: revision + 1,
        decision: before ?? ('undecided' as const),
        said: said ?? { ground: null, note: null },
      }));
      await this.decide.write(tx, actor, { request, pass: first.pass, decided });
      return { undone: decided.map(({ itemId, revision }) => ({ itemId, revision })), kept: rows.length - open.length };
    });
  }
}
