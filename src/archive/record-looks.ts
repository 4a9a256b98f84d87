import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock } from '../platform/index.js';

/** A page left open asks again and again: that is one look an hour. */
const ONE_LOOK_MS = 60 * 60_000;

/** Who saw restricted material is logged before it is shown. */
@Injectable()
export class RecordLooks {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `what` it is that was seen. */
  async run(
    actor: Actor,
    items: readonly { readonly id: string; readonly account_id: string }[],
    what: 'restricted' | 'erased' = 'restricted',
  ): Promise<void> {
    if (actor.kind !== 'person' || items.length === 0) return;
    const known: { item: string }[] = await this.database.query(
      `SELECT facts->>'item' AS item FROM audit_event
        WHERE facts ? 'item' AND facts->>'item' = ANY($1::text[]) AND type = 'material.looked-at' AND actor = $2 AND at > $3`,
      [items.map(({ id }) => id), actorName(actor), new Date(this.clock.now().getTime() - ONE_LOOK_MS)],
    );
    const seen = new Set(known.map(({ item }) => item));
    const fresh = items.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return;
    await this.trail.write(actor, (tx) =>
      tx.recordAll(
        fresh.map(({ id, account_id: account }) => ({
          type: 'material.looked-at' as const,
          facts: { item: id, what },
          account,
        })),
      ),
    );
  }
}
