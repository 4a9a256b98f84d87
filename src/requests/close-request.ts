import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { statedWords } from '../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand } from '../platform/index.js';
import { DueDates } from './due-dates.js';
import { RecordEvent } from '../retention/index.js';
import { reconcile, tally } from './reconcile-request.js';
import { type LockedRequest, lockRequest } from './request-rows.js';
import type { Counts } from './request.types.js';
import { demandStep } from './step-request.js';
import { writeStep } from './write-step.js';

/**
 * Ends a request: every item is decided, what is released in part has something covered and what is released whole has
 * not, and the counts add up. The hold of the request goes on until two people release it.
 */
@Injectable()
export class CloseRequest {
  // oxlint-disable-next-line max-params -- the trail, the time, the deadline and the clocks of retention
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
    private readonly events: RecordEvent,
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
      await this.startClocks(tx, actor, { request, reason: said.letter });
      return counts;
    });
  }

  /** What was found for it may be kept so long after it was closed. */
  private async startClocks(
    tx: AuditedTx,
    actor: Actor,
    { request, reason }: { readonly request: LockedRequest; readonly reason: string },
  ): Promise<void> {
    const found: { item_id: string }[] = await tx.rows.query(`SELECT item_id FROM request_item WHERE request_id = $1`, [
      request.id,
    ]);
    if (found.length === 0) return;
    const { bodyId, number, zone } = request;
    const today = Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime()).toZonedDateTimeISO(zone);
    await this.events.within(tx, actor, {
      name: 'request-closed',
      scope: { kind: 'request', bodyId, number, itemIds: found.map((row) => row.item_id) },
      on: today.toPlainDate().toString(),
      reason,
    });
  }
}
