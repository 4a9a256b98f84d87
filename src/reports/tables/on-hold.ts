import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { type MadeReport, type MakesReport, section } from './report.types.js';

const NOT_RELEASED = `NOT EXISTS (SELECT FROM hold_release r WHERE r.hold_id = h.id AND r.approved_at IS NOT NULL)`;

/** An item under two holds of a matter counts once for it, and once for its body. */
const MATTERS = `
  SELECT b.name AS body, m.number, m.name, m.kind, count(DISTINCT h.id)::int AS holds,
         count(DISTINCT k.item_id)::int AS items, to_char(min(h.placed_at) AT TIME ZONE b.zone, 'YYYY-MM-DD') AS since
    FROM matter m JOIN body b ON b.id = m.body_id JOIN hold h ON h.matter_id = m.id
    LEFT JOIN hold_item k ON k.hold_id = h.id
   WHERE ${NOT_RELEASED} GROUP BY b.id, m.id ORDER BY b.name, m.number, m.id`;

const BODIES = `
  SELECT b.name AS body, count(DISTINCT h.matter_id)::int AS matters, count(DISTINCT h.id)::int AS holds,
         count(DISTINCT k.item_id)::int AS items
    FROM body b LEFT JOIN hold h ON h.body_id = b.id AND ${NOT_RELEASED} LEFT JOIN hold_item k ON k.hold_id = h.id
   GROUP BY b.id ORDER BY b.name, b.id`;

interface MatterRow {
  readonly body: string;
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly holds: number;
  readonly items: number;
  readonly since: string;
}

/** What is kept for which case, as of now. Items that holds name: what a living one comes to mean is named within minutes. */
@Injectable()
export class OnHold implements MakesReport {
  readonly name = 'on-hold';

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<MadeReport> {
    demand(actor, 'hold.read');
    const asOf = this.clock.now().toISOString();
    const [bodies, matters]: [{ body: string; matters: number; holds: number; items: number }[], MatterRow[]] =
      await Promise.all([this.database.query(BODIES), this.database.query(MATTERS)]);
    return {
      name: this.name,
      asOf,
      sections: [
        section(
          'bodies',
          ['body', 'matters#', 'holds#', 'items#'],
          bodies.map((row) => [row.body, row.matters, row.holds, row.items]),
        ),
        section(
          'matters',
          ['body', 'matter', 'name', 'kind', 'since', 'holds#', 'items#'],
          matters.map(({ body, number, name, kind, since, holds, items }) => [
            body,
            number,
            name,
            kind,
            since,
            holds,
            items,
          ]),
        ),
      ],
    };
  }
}
