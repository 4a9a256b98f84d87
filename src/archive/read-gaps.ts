import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GAP_BROUGHT } from './gap-brought.rules.js';
import type { GapView } from './views.types.js';

interface GapRow {
  readonly id: string;
  readonly account_id: string;
  readonly loop: string;
  readonly from_at: Date;
  readonly to_at: Date | null;
  readonly reason: GapView['reason'];
  readonly late: number;
  readonly edits: number;
}

export interface GapFilter {
  readonly accountIds?: readonly string[];
  /** Gaps that touch [from, to). */
  readonly from?: Date;
  readonly to?: Date;
  readonly limit?: number;
}

/** Stretches in which an account was not seen, the newest first. */
@Injectable()
export class ReadGaps {
  constructor(private readonly database: DataSource) {}

  async run({ accountIds, from, to, limit }: GapFilter = {}): Promise<GapView[]> {
    const rows: GapRow[] = await this.database.query(
      `SELECT g.id, g.account_id, g.loop, g.from_at, g.to_at, g.reason, brought.late, brought.edits
         FROM gap g ${GAP_BROUGHT}
        WHERE ($1::uuid[] IS NULL OR g.account_id = ANY($1::uuid[]))
          AND ($2::timestamptz IS NULL OR g.to_at IS NULL OR g.to_at > $2)
          AND ($3::timestamptz IS NULL OR g.from_at < $3)
        ORDER BY g.from_at DESC, g.id DESC LIMIT $4`,
      [accountIds ?? null, from ?? null, to ?? null, limit ?? null],
    );
    return rows.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      loop: row.loop,
      from: row.from_at.toISOString(),
      to: row.to_at?.toISOString() ?? null,
      reason: row.reason,
      capturedLateCount: row.late,
      recoveredEdits: row.edits,
    }));
  }
}
