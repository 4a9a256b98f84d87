import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand } from '../platform/index.js';
import type { ReleasePreview } from './holds.types.js';
import { ReadHolds } from './read-holds.js';

/** Of a hold `h`, its items that are not destroyed, each with whether another hold in place names it. */
const ITEMS = `
  SELECT i.account_id, EXISTS (
           SELECT FROM hold_item o JOIN hold h ON h.id = o.hold_id
            WHERE o.item_id = k.item_id AND o.hold_id <> $1
              AND NOT EXISTS (SELECT FROM hold_release r WHERE r.hold_id = h.id AND r.approved_at IS NOT NULL)) AS stays
    FROM hold_item k JOIN item i ON i.id = k.item_id
   WHERE k.hold_id = $1 AND EXISTS (SELECT FROM item_key y WHERE y.item_id = k.item_id)`;

/** What the release of a hold would free: what no other hold names. Nothing is destroyed by it. */
@Injectable()
export class PreviewRelease {
  constructor(
    private readonly database: DataSource,
    private readonly holds: ReadHolds,
  ) {}

  async run(actor: Actor, named: string): Promise<ReleasePreview> {
    demand(actor, 'hold.read');
    const { id } = await this.holds.one(actor, named);
    const accounts: ReleasePreview['accounts'][number][] = await this.database.query(
      `WITH kept AS MATERIALIZED (${ITEMS})
       SELECT a.id, a.handle, count(*) FILTER (WHERE NOT k.stays)::int AS freed, count(*) FILTER (WHERE k.stays)::int AS stays
         FROM kept k JOIN account a ON a.id = k.account_id GROUP BY a.id, a.handle ORDER BY a.handle, a.id`,
      [id],
    );
    const sum = (of: 'freed' | 'stays'): number => accounts.reduce((all, account) => all + account[of], 0);
    return { freed: sum('freed'), stays: sum('stays'), accounts };
  }
}
