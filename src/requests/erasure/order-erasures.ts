import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { OrderErasure } from '../../retention/index.js';
import { lockRequest } from '../request-rows.js';
import { demandErasure } from './decide-erasures.js';
import { STANDING_ERASURE } from './standing-erasure.js';

/** Puts everything that was decided to be erased, and is on no list yet, on a disposition list for a second person. */
@Injectable()
export class OrderErasures {
  constructor(
    private readonly trail: AuditTrail,
    private readonly order: OrderErasure,
  ) {}

  async run(
    actor: Actor,
    { requestId }: { readonly requestId: string },
  ): Promise<{ readonly id: string; readonly number: string; readonly items: number }> {
    demand(actor, 'request.review');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person has items erased; a part of the system cannot.');
    }
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, requestId);
      demandErasure(request);
      const rows: { item_id: string; by: string }[] = await tx.rows.query(
        `SELECT t.item_id, t.by FROM (${STANDING_ERASURE} WHERE i.request_id = $1) t
          WHERE t.decision = 'erase' AND t.state = 'kept' ORDER BY t.item_id`,
        [requestId],
      );
      if (rows.length === 0) {
        throw new Refusal(
          'wrong-state',
          `Nothing of request ${request.number} waits to be put on a list: decide first what is to be erased. Nothing was changed.`,
        );
      }
      const list = await this.order.within(tx, actor, {
        request,
        itemIds: rows.map((row) => row.item_id),
        deciders: [...new Set(rows.map(({ by }) => by))].toSorted(),
      });
      return { ...list, items: rows.length };
    });
  }
}
