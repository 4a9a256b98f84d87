import { Injectable } from '@nestjs/common';
import { statedWords } from '../accounts/index.js';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand } from '../platform/index.js';
import { DueDates } from './due-dates.js';
import { reconcile, tally } from './reconcile-request.js';
import { lockRequest } from './request-rows.js';
import type { Counts } from './request.types.js';
import { demandStep } from './step-request.js';
import { writeStep } from './write-step.js';

/**
 * Ends a request: every item is decided, what is released in part has something covered and what is released whole has
 * not, and the counts add up. The hold of the request goes on until two people release it.
 */
@Injectable()
export class CloseRequest {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
  ) {}

  async run(actor: Actor, { id, letter }: { id: string; letter: string }): Promise<Counts> {
    demand(actor, 'request.manage');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const { undecided } = await tally(tx.rows, id);
      const to = demandStep(actor, 'close', request, { input: { letter }, undecided });
      const counts = await reconcile(tx.rows, request, 'closed');
      const said = { letter: statedWords(letter, 'The letter'), counts };
      await writeStep(tx, actor, { request, action: 'close', to, said, at: this.clock.now() });
      await this.dueDates.remind(tx.rows, id, request, null);
      await tx.record('request.closed', { request: id, ...counts });
      return counts;
    });
  }
}
