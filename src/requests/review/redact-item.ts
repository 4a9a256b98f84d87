import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readItemJson } from '../../archive/index.js';
import { AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { lockRequest } from '../request-rows.js';
import { demandReview, groundOf, type NewDecision } from './decide-items.js';
import type { CodeLibrary } from '../redaction/exemption-codes.rules.js';
import { CODE_LIBRARIES, groundFault } from './ground.rules.js';
import { type AskedTarget, clashOf, settleTarget, type Target } from './redaction-target.rules.js';
import type { RedactionSaid } from './review.types.js';

export interface NewRedaction {
  readonly requestId: string;
  readonly itemId: string;
  readonly target: AskedTarget;
  readonly ground: NonNullable<NewDecision['ground']>;
}

/** Marks a place in a version as withheld, with its ground. The version stays what it is: what leaves is made from both. */
@Injectable()
export class RedactItem {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    @Inject(CODE_LIBRARIES) private readonly libraries: readonly CodeLibrary[],
  ) {}

  /** Answers its id. */
  async run(actor: Actor, { requestId, itemId, target: asked, ground: given }: NewRedaction): Promise<string> {
    demand(actor, 'request.review');
    const ground = groundOf(given);
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, requestId);
      demandReview(request);
      const fault = groundFault(this.libraries, request.law, ground);
      if (fault !== null) throw new Refusal('invalid-input', fault);
      const { snapshotId, target } = await this.place(tx.rows, { requestId, itemId, asked });
      const clash = clashOf({ ...target, code: ground.code }, await covered(tx.rows, requestId, itemId));
      if (clash !== null) throw new Refusal('already-exists', clash);
      const [id, event] = [newId(), newId()];
      const said: RedactionSaid = { ...target, ground };
      const { text, salt, digest } = commitJson(said);
      await tx.rows.query(
        `INSERT INTO redaction (id, request_id, item_id, snapshot_id, at, by, said, salt, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, requestId, itemId, snapshotId, this.clock.now(), actorName(actor), text, salt, event],
      );
      const facts = { request: requestId, item: itemId, redaction: id, commit: digest };
      await tx.record('item.redacted', facts, { id: event });
      return id;
    });
  }

  async lift(actor: Actor, { requestId, redactionId }: { requestId: string; redactionId: string }): Promise<void> {
    demand(actor, 'request.review');
    await this.trail.write(actor, async (tx) => {
      demandReview(await lockRequest(tx.rows, requestId));
      const event = newId();
      const [lifted] = await tx.rows.query<[{ item_id: string }[], number]>(
        `UPDATE redaction SET lifted_at = $3, lifted_by = $4, lifted_event = $5
          WHERE id = $1 AND request_id = $2 AND lifted_at IS NULL RETURNING item_id`,
        [redactionId, requestId, this.clock.now(), actorName(actor), event],
      );
      const [row] = lifted;
      if (!row) throw new Refusal('not-found', 'Nothing is covered under this id in this request, or not any more.');
      const facts = { request: requestId, item: row.item_id, redaction: redactionId };
      await tx.record('item.redaction-lifted', facts, { id: event });
    });
  }

  private async place(
    rows: EntityManager,
    { requestId, itemId, asked }: { requestId: string; itemId: string; asked: AskedTarget },
  ): Promise<{ snapshotId: string; target: Target }> {
    const [found] = await rows.query<{ versions: number; snapshot_id: string | null; item_json: Buffer | null }[]>(
      `SELECT i.versions, b.snapshot_id, b.item_json FROM request_item i
         LEFT JOIN snapshot_body b ON b.item_id = i.item_id AND b.number = $3 AND b.number <= i.versions
        WHERE i.request_id = $1 AND i.item_id = $2`,
      [requestId, itemId, asked.version],
    );
    if (!found) throw new Refusal('not-found', 'This item is not in the frozen set of this request.');
    if (found.snapshot_id === null || found.item_json === null) {
      throw new Refusal(
        'not-found',
        `The set was frozen with ${found.versions} versions of this item; there is no ${asked.version} in it.`,
      );
    }
    const settled = settleTarget(readItemJson(found.item_json), asked);
    if ('fault' in settled) throw new Refusal('invalid-input', settled.fault);
    return { snapshotId: found.snapshot_id, target: settled.target };
  }
}

async function covered(rows: EntityManager, requestId: string, itemId: string): Promise<(Target & { code: string })[]> {
  const standing: { said: RedactionSaid }[] = await rows.query(
    `SELECT said FROM redaction WHERE request_id = $1 AND item_id = $2 AND lifted_at IS NULL`,
    [requestId, itemId],
  );
  return standing.map(({ said: { ground, ...target } }) => ({ ...target, code: ground.code }));
}
