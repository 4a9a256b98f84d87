import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadCounters } from '../../capture/index.js';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { dayOf, type MonthSpan, monthsBack } from './months.rules.js';
import {
  type Cell,
  type MadeReport,
  type MakesReport,
  MOST_ROWS,
  type ReportAsked,
  type ReportSection,
  section,
} from './report.types.js';

const WHO = `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = e.actor), e.actor)`;

const FAILING = `
  SELECT b.name AS body, a.handle, l.loop, l.fails, l.seen_at AS at, g.reason
    FROM capture_loop l JOIN account a ON a.id = l.account_id JOIN body b ON b.id = a.body_id
    LEFT JOIN gap g ON g.account_id = l.account_id AND g.loop = l.loop AND g.to_at IS NULL
   WHERE a.state = 'active' AND l.fails > 0 ORDER BY b.name, a.handle, l.loop`;

const SPANS = `unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS m (body_id, month, from_at, to_at)`;

/** A gap stands in the month in which it began; one that is open lasts until now. */
const GAPS = `
  SELECT b.name AS body, m.month, g.reason, count(*)::int AS gaps, count(DISTINCT g.account_id)::int AS accounts,
         round(sum(extract(epoch FROM greatest(coalesce(g.to_at, $5), g.from_at) - g.from_at)) / 60)::int AS minutes,
         count(*) FILTER (WHERE g.to_at IS NULL)::int AS open
    FROM ${SPANS} JOIN account a ON a.body_id = m.body_id
    JOIN gap g ON g.account_id = a.id AND g.from_at >= m.from_at AND g.from_at < m.to_at JOIN body b ON b.id = m.body_id
   GROUP BY b.id, m.month, g.reason ORDER BY b.name, b.id, m.month DESC, g.reason`;

const OVERDUE = `
  SELECT b.name AS body, r.number, r.kind, r.state, r.due_on::text AS due, (t.today - r.due_on) AS days, count(*) OVER ()::int AS total
    FROM records_request r JOIN body b ON b.id = r.body_id JOIN unnest($1::uuid[], $2::date[]) AS t (id, today) ON t.id = r.body_id
    LEFT JOIN LATERAL (SELECT s.action FROM request_step s WHERE s.request_id = r.id AND s.action IN ('pause', 'resume')
      ORDER BY s.id DESC LIMIT 1) p ON true
   WHERE r.state NOT IN ('closed', 'withdrawn') AND r.due_on < t.today AND p.action IS DISTINCT FROM 'pause'
   ORDER BY r.due_on, r.id LIMIT ${MOST_ROWS}`;

const LOOKS = `
  SELECT b.name AS body, m.month, ${WHO} AS who, e.facts->>'what' AS what, count(*)::int AS looks,
         count(DISTINCT e.facts->>'item')::int AS items
    FROM ${SPANS} JOIN account a ON a.body_id = m.body_id
    JOIN audit_event e ON e.type = 'material.looked-at' AND e.account_id = a.id AND e.at >= m.from_at AND e.at < m.to_at
    JOIN body b ON b.id = m.body_id
   GROUP BY b.id, m.month, e.actor, e.facts->>'what' ORDER BY b.name, b.id, m.month DESC, 3, 4`;

/** What stood on a list and was not destroyed when its turn came. */
const REFUSED = `
  SELECT b.name AS body, m.month, l.number, e.facts->>'why' AS why, count(*)::int AS items
    FROM ${SPANS} JOIN disposition_list l ON l.body_id = m.body_id
    JOIN audit_event e ON e.type = 'disposition.kept' AND e.facts->>'list' = l.id::text AND e.at >= m.from_at AND e.at < m.to_at
    JOIN body b ON b.id = m.body_id
   GROUP BY b.id, m.month, l.number, e.facts->>'why' ORDER BY b.name, b.id, m.month DESC, l.number, 4`;

/** They belong to no body: months of UTC. */
const DOORS = `
  SELECT to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, e.type AS what, count(*)::int AS times FROM audit_event e
   WHERE e.type IN ('sign-in.failed', 'second-factor.refused')
     AND e.at >= date_trunc('month', $1::timestamptz, 'UTC') - make_interval(months => $2 - 1)
   GROUP BY 1, 2 ORDER BY 1 DESC, 2`;

const NIGHTLY = `SELECT name, done_at AS at, wrong, unseen FROM daily_work ORDER BY name`;

type Row = Readonly<Record<string, Cell | Date>>;

/** What did not go as it should: looks that fail, stretches not seen, deadlines missed, looks at what is locked, refusals. */
@Injectable()
export class Exceptions implements MakesReport {
  readonly name = 'exceptions';

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly counters: ReadCounters,
  ) {}

  async run(actor: Actor, { months }: ReportAsked): Promise<MadeReport> {
    for (const permission of ['audit.read', 'request.read', 'disposition.read'] as const) demand(actor, permission);
    const now = this.clock.now();
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    const spans = spanColumns(monthsBack(bodies, { now, months }));
    const today = [bodies.map(({ id }) => id), bodies.map(({ zone }) => dayOf(now, zone))];
    const sections = [
      await this.table('failing', ['body', 'account', 'loop', 'fails#', 'last-seen', 'reason'], FAILING, []),
      await this.table('gaps', ['body', 'month', 'reason', 'gaps#', 'accounts#', 'minutes#', 'open#'], GAPS, [
        ...spans,
        now,
      ]),
      await this.overdue(today),
      await this.differing(actor),
      await this.table('refused', ['body', 'month', 'list', 'why', 'items#'], REFUSED, spans),
      await this.table('looks', ['body', 'month', 'who', 'what', 'looks#', 'items#'], LOOKS, spans),
      await this.table('doors', ['month', 'what', 'times#'], DOORS, [now, months]),
      await this.table('nightly', ['work', 'done', 'wrong#', 'unseen#'], NIGHTLY, []),
    ];
    return { name: this.name, asOf: now.toISOString(), sections };
  }

  /** The columns of the statement, in order. */
  private async table(
    id: string,
    columns: readonly string[],
    sql: string,
    values: readonly unknown[],
  ): Promise<ReportSection> {
    const rows: Row[] = await this.database.query(sql, [...values]);
    return section(
      id,
      columns,
      rows.map((row) => Object.values(row).map(cellOf)),
    );
  }

  private async overdue(today: readonly unknown[]): Promise<ReportSection> {
    const rows: Row[] = await this.database.query(OVERDUE, [...today]);
    const columns = ['body', 'request', 'kind', 'state', 'due', 'days-late#'];
    // The last column of the statement says how many there are in all.
    const cells = rows.map((row) => Object.values(row).slice(0, columns.length).map(cellOf));
    return section('overdue', columns, cells, Number(rows[0]?.['total'] ?? 0));
  }

  private async differing(actor: Actor): Promise<ReportSection> {
    const lasting = (await this.counters.all(actor)).filter((counter) => counter.lasting);
    return section(
      'counters',
      ['account', 'says#', 'present#', 'unexplained#'],
      lasting.map(({ handle, says, present, unexplained }) => [handle, says, present, unexplained]),
    );
  }
}

function spanColumns(spans: readonly MonthSpan[]): unknown[] {
  return [
    spans.map(({ bodyId }) => bodyId),
    spans.map(({ month }) => month),
    spans.map(({ from }) => from),
    spans.map(({ to }) => to),
  ];
}

function cellOf(value: Cell | Date): Cell {
  return value instanceof Date ? value.toISOString() : value;
}
