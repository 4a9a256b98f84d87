import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import type { HandleSaid, HandleView, ProofPath } from './handles.types.js';

interface Row {
  readonly id: string;
  readonly said: HandleSaid;
  readonly at: Date;
  readonly expires_at: Date;
  readonly path: ProofPath | null;
  readonly proved_at: Date | null;
  readonly item_id: string | null;
  readonly exchange_id: string | null;
  readonly proof: { readonly note?: string } | null;
}

/** The handles of a requester, in the order in which codes were issued for them. */
@Injectable()
export class ReadHandles {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, requestId: string): Promise<HandleView[]> {
    demand(actor, 'request.read');
    const rows: Row[] = await this.database.query(
      `SELECT c.id, c.said, c.at, c.expires_at, p.path, p.at AS proved_at, s.item_id, p.exchange_id, p.said AS proof
         FROM handle_challenge c LEFT JOIN handle_proof p ON p.challenge_id = c.id
         LEFT JOIN snapshot s ON s.id = p.snapshot_id
        WHERE c.request_id = $1 ORDER BY c.id`,
      [requestId],
    );
    const now = this.clock.now();
    return rows.map((row) => ({
      id: row.id,
      ...row.said,
      state: row.path !== null ? 'proved' : row.expires_at <= now ? 'expired' : 'open',
      issuedAt: row.at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      proof:
        row.path === null
          ? null
          : {
              path: row.path,
              at: row.proved_at?.toISOString() ?? '',
              itemId: row.item_id,
              exchangeId: row.exchange_id,
              note: row.proof?.note ?? null,
            },
    }));
  }
}
