import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { statedWords } from '../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand } from '../platform/index.js';
import { DueDates } from './due-dates.js';
import { RecordEvent } from '../retention/index.js';
import { FollowDiscovery } from '../search/index.js';
import { reconcile, tally } from './reconcile-request.js';
import { type LockedRequest, lockRequest } from './request-rows.js';
import type { ErasureCounts } from './erasure/erasure.types.js';
import { reconcileErasures, tallyErasures } from './erasure/standing-erasure.js';
import type { Counts } from './request.types.js';
import { demandStep } from './step-request.js';
import { writeStep } from './write-step.js';

/** What became of what was found: of an erasure, and of any other request. */
export type Closed =
  | { readonly counts: Counts; readonly erasure?: undefined }
  | { readonly erasure: ErasureCounts; readonly counts?: undefined };

/**
 * Ends a request: every item is decided, what is released in part has something covered and what is released whole has
 * not, what is to be erased is destroyed, what is restricted has left the index of discovery, and the counts add up. The
 * hold of the request goes on until two people release it.
 */
@Injectable()
export class CloseRequest {
  // oxlint-disable-next-line max-params -- the trail, the time, the deadline and the clocks of retention
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
    private readonly events: RecordEvent,
    private readonly discovery: FollowDiscovery,
  ) {}

  async run(actor: Actor, { id, letter }: { id: string; letter: string }): Promise<Closed> {
    demand(actor, 'request.manage');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const isErasure = request.kind === 'erasure';
      const { undecided } = isErasure ? await tallyErasures(tx.rows, id) : await tally(tx.rows, id);
      const to = demandStep(actor, 'close', request, { input: { letter }, undecided });
      if (isErasure) await this.discovery.catchUp();
      const counts = isErasure
        ? { erasure: await reconcileErasures(tx.rows, request) }
        : { counts: await reconcile(tx.rows, request, 'closed') };
      const said = { letter: statedWords(letter, 'The letter'), ...counts };
      await writeStep(tx, actor, { request, action: 'close', to, said, at: this.clock.now() });
      await this.dueDates.remind(tx.rows, id, request, null);
      if (counts.counts) await tx.record('request.closed', { request: id, ...counts.counts });
      else await tx.record('erasure.closed', { request: id, ...counts.erasure });
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
    const found: { item_id: string }[] = await tx.rows.query(
      `SELECT i.item_id FROM request_item i JOIN item_key k ON k.item_id = i.item_id WHERE i.request_id = $1`,
      [request.id],
    );
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
