import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, decodeCursor, demand, encodeCursor, type PageOf } from '../../platform/index.js';

export interface RetentionEventView {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly bodyId: string;
  readonly body: string;
  readonly zone: string;
  readonly accountId: string | null;
  readonly account: string | null;
  /** Number of the case or request. */
  readonly about: string | null;
  readonly items: number;
  readonly on: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string;
  readonly withdrawn: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/** What was recorded of what starts clocks, the newest first. */
@Injectable()
export class ReadEvents {
  constructor(private readonly database: DataSource) {}

  async list(actor: Actor, { limit, cursor }: { limit: number; cursor?: string }): Promise<PageOf<RetentionEventView>> {
    demand(actor, 'policy.read');
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, ['id']);
    const items = await this.rows(after, null, limit + 1);
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    return { items: shown, nextCursor: items.length > limit && last ? encodeCursor([last.id]) : null };
  }

  async one(actor: Actor, id: string): Promise<RetentionEventView | null> {
    demand(actor, 'policy.read');
    return (await this.rows(null, id, 1))[0] ?? null;
  }

  private async rows(after: unknown, id: string | null, limit: number): Promise<RetentionEventView[]> {
    const rows: (Omit<RetentionEventView, 'recordedAt' | 'withdrawn'> & {
      at: Date;
      withdrawnAt: Date | null;
      withdrawnBy: string | null;
      withdrawnReason: string | null;
    })[] = await this.database.query(
      `SELECT e.id, e.name, e.scope, e.body_id AS "bodyId", b.name AS body, b.zone, e.account_id AS "accountId",
              a.handle AS account, e.about, to_char(e.on_day, 'YYYY-MM-DD') AS on, e.at,
              (SELECT count(*)::int FROM retention_event_item i WHERE i.retention_event_id = e.id) AS items,
              coalesce(src.name, p.name, e.by) AS "recordedBy", coalesce(s.text, '') AS reason,
              e.withdrawn_at AS "withdrawnAt", coalesce(wp.name, e.withdrawn_by) AS "withdrawnBy", ws.text AS "withdrawnReason"
         FROM retention_event e JOIN body b ON b.id = e.body_id LEFT JOIN account a ON a.id = e.account_id
         LEFT JOIN statement s ON s.event_id = e.event_id LEFT JOIN statement ws ON ws.event_id = e.withdrawn_event
         LEFT JOIN person p ON 'person:' || p.id = e.by LEFT JOIN person wp ON 'person:' || wp.id = e.withdrawn_by
         LEFT JOIN audit_event se ON se.id = e.source_event LEFT JOIN person src ON 'person:' || src.id = se.actor
        WHERE ($1::uuid IS NULL OR e.id < $1) AND ($2::uuid IS NULL OR e.id = $2)
        ORDER BY e.id DESC LIMIT $3`,
      [after, id, limit],
    );
    return rows.map(({ at, withdrawnAt, withdrawnBy, withdrawnReason, ...row }) => ({
      ...row,
      recordedAt: at.toISOString(),
      withdrawn:
        withdrawnAt === null
          ? null
          : { at: withdrawnAt.toISOString(), by: withdrawnBy ?? '', reason: withdrawnReason ?? '' },
    }));
  }
}
