import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { barredSql, partlyBarredSql, readItemJson, RESTRICTED_SQL } from '../../archive/index.js';
import { type Actor, Clock, demand, readDays } from '../../platform/index.js';
import { daysOf } from './months.rules.js';
import {
  type Cell,
  type MadeReport,
  type MakesReport,
  MOST_ROWS,
  type ReportAsked,
  type ReportSection,
  section,
} from './report.types.js';

/** What a decision, or the want of a legal basis, closes: what it says and whose it is stays out of a report. */
const CLOSED = `(${RESTRICTED_SQL} OR ${barredSql('f.item_id')} OR ${partlyBarredSql('f.item_id')}
  OR position('"audience":"direct"'::bytea IN v.item_json) > 0)`;

/** By the platform's own time where it says one, else by when it was found. What was destroyed has no key, and no row here. */
const TURNS = `
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS d (body_id, from_at, to_at)
  JOIN account a ON a.body_id = d.body_id JOIN body b ON b.id = d.body_id
  JOIN finding f ON f.account_id = a.id AND f.kind IN ('hidden', 'shown', 'gone', 'restored')
   AND coalesce(f.source_at, f.at) >= d.from_at AND coalesce(f.source_at, f.at) < d.to_at
  JOIN item_watch w ON w.item_id = f.item_id JOIN item_key k ON k.item_id = f.item_id
  JOIN LATERAL (SELECT s.item_json FROM snapshot_body s JOIN snapshot n ON n.id = s.snapshot_id
     WHERE s.item_id = f.item_id ORDER BY n.observed_at > f.at, CASE WHEN n.observed_at > f.at THEN s.number ELSE -s.number END
     LIMIT 1) v ON true`;

const LEDGER = `
  SELECT b.name AS body, a.handle, f.kind, f.source_at, f.last_seen, f.at, f.cause, f.item_id, ${CLOSED} AS closed, v.item_json,
         CASE f.kind WHEN 'shown' THEN (
           SELECT round(extract(epoch FROM coalesce(f.source_at, f.at) - coalesce(h.source_at, h.at)) / 60)::int
             FROM finding h WHERE h.item_id = f.item_id AND h.kind = 'hidden' AND h.at <= f.at AND h.id <> f.id
            ORDER BY h.at DESC, h.id DESC LIMIT 1) END AS minutes,
         count(*) OVER ()::int AS total ${TURNS}
   ORDER BY coalesce(f.source_at, f.at), f.id LIMIT ${MOST_ROWS}`;

const SUMS = `
  SELECT b.name AS body, f.kind, count(DISTINCT f.item_id)::int AS items,
         count(DISTINCT f.item_id) FILTER (WHERE ${CLOSED})::int AS closed ${TURNS}
   GROUP BY b.id, f.kind ORDER BY b.name, b.id, f.kind`;

const COLUMNS = [
  'body',
  'account',
  'what',
  'happened',
  'seen-until',
  'found',
  'hidden-for#',
  'by',
  'author',
  'text',
  'item',
];

interface LedgerRow {
  readonly body: string;
  readonly handle: string;
  readonly kind: string;
  readonly source_at: Date | null;
  readonly last_seen: Date | null;
  readonly at: Date;
  readonly cause: string;
  readonly item_id: string;
  readonly closed: boolean;
  readonly item_json: Buffer;
  readonly minutes: number | null;
  readonly total: number;
}

/**
 * The moderation ledger: everything that was withdrawn or hidden at the source between two days, when, what it said, and
 * by whom where the platform says so. Nothing here says that somebody deleted something unless the platform did.
 */
@Injectable()
export class Moderation implements MakesReport {
  readonly name = 'moderation';
  readonly byDays = true;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { months, days = {} }: ReportAsked): Promise<MadeReport> {
    demand(actor, 'item.read');
    const now = this.clock.now();
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const spans = daysOf(bodies, { now, months, ...readDays(days) });
    const values = [spans.map(({ bodyId }) => bodyId), spans.map(({ from }) => from), spans.map(({ to }) => to)];
    return { name: this.name, asOf: now.toISOString(), sections: [await this.ledger(values), await this.sums(values)] };
  }

  private async ledger(values: unknown[]): Promise<ReportSection> {
    const rows: LedgerRow[] = await this.database.query(LEDGER, values);
    return section('ledger', COLUMNS, rows.map(cellsOf), rows[0]?.total ?? 0);
  }

  private async sums(values: unknown[]): Promise<ReportSection> {
    const rows: { body: string; kind: string; items: number; closed: number }[] = await this.database.query(
      SUMS,
      values,
    );
    const cells = rows.map(({ body, kind, items, closed }) => [body, kind, items, closed]);
    return section('sums', ['body', 'what', 'items#', 'closed#'], cells);
  }
}

function cellsOf(row: LedgerRow): Cell[] {
  const { text, author } = readItemJson(row.item_json);
  return [
    row.body,
    row.handle,
    row.kind,
    row.source_at?.toISOString() ?? null,
    row.kind === 'gone' ? (row.last_seen?.toISOString() ?? null) : null,
    row.at.toISOString(),
    row.minutes,
    byWhom(row),
    row.closed ? null : (author?.displayName ?? null),
    row.closed ? null : text,
    row.item_id,
  ];
}

/** What the platform says of who did it, in one of our words. */
function byWhom({ kind, cause }: LedgerRow): string {
  if (kind === 'hidden' || kind === 'shown') return cause;
  if (cause === 'removed-by-author') return 'by-author';
  return cause === 'moderated' ? 'by-platform' : 'not-said';
}
