import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../platform/index.js';
import type { RunCounts } from './loop-run.types.js';
import type { LoopName } from './pace.rules.js';

/** One run of one loop. Times RFC 3339 UTC. */
export interface CaptureView {
  readonly id: string;
  readonly loop: LoopName;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: string;
  readonly detail: string | null;
  readonly counts: Partial<RunCounts>;
}

interface CaptureRow extends Omit<CaptureView, 'startedAt' | 'endedAt'> {
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

@Injectable()
export class ReadCaptures {
  constructor(private readonly database: DataSource) {}

  async run(
    accountId: string,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<{ items: CaptureView[]; nextCursor: string | null }> {
    const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, ['time', 'id']);
    const rows: CaptureRow[] = await this.database.query(
      `SELECT id, loop, started_at, ended_at, outcome, detail, counts FROM capture
        WHERE account_id = $1 AND ($2::timestamptz IS NULL OR (started_at, id) < ($2, $3::uuid))
        ORDER BY started_at DESC, id DESC LIMIT $4`,
      [accountId, at, id, limit + 1],
    );
    const items = rows.slice(0, limit).map(({ started_at: startedAt, ended_at: endedAt, ...row }) => ({
      ...row,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.startedAt, last.id]) : null };
  }
}
