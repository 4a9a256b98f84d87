import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';
import { COMMITTED } from '../committed-texts.rules.js';
import { COUNTED, ODD_EVENTS } from '../event-rows.rules.js';
import { commits } from '../statements.rules.js';

/** Each row of evidence has its event, with equal facts, and each such event has its row. */
@Injectable()
export class EventsMatchRows implements IntegrityCheck {
  readonly name = 'events-match-rows';

  constructor(private readonly database: DataSource) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    let odd = 0;
    for (const { what, sql } of ODD_EVENTS) {
      if (signal.aborted) return;
      try {
        const rows: { where: string }[] = await this.database.query(sql);
        for (const { where } of rows) yield wrong(what, where);
        odd += rows.length;
      } catch (error) {
        yield failed(error, what, 'database');
      }
    }
    yield* this.statements(signal);
    yield* this.committed(signal);
    const [{ things } = { things: 0 }] = await this.database.query<{ things: number }[]>(COUNTED);
    yield fits(Math.max(0, things - odd));
  }

  /** What a person said is what was committed to; an account and a matter are those that were added. */
  private async *statements(signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const rows of walk<StatementRow>(this.database, STATEMENTS, signal)) {
      for (const { id, text, salt, facts, identity } of rows) {
        const holds = commits({ text, salt }, facts ?? {}) && (identity === null || identity === text);
        yield holds ? fits(1) : wrong('statement-changed', `event ${id}`);
      }
    }
  }

  /** What a row holds in words is what its event committed to. */
  private async *committed(signal: AbortSignal): AsyncIterable<CheckResult> {
    for (const { table, sql } of COMMITTED) {
      for await (const rows of walk<CommittedRow>(this.database, sql, signal)) {
        for (const { id, facts, ...said } of rows) {
          yield commits(said, facts ?? {}) ? fits(1) : wrong('statement-changed', `${table} ${id}`);
        }
      }
    }
  }
}

const STATEMENTS = `
  SELECT s.event_id AS id, s.text, s.salt, e.facts,
         CASE e.type WHEN 'account.added' THEN a.platform || '|' || a.canonical_uri
           WHEN 'matter.opened' THEN concat_ws(E'\\n', m.number, m.name, m.kind) END AS identity
    FROM statement s LEFT JOIN audit_event e ON e.id = s.event_id LEFT JOIN account a ON a.id = e.account_id
    LEFT JOIN matter m ON m.event_id = s.event_id
   WHERE s.event_id > $1 ORDER BY s.event_id LIMIT $2`;

interface StatementRow {
  readonly id: string;
  readonly text: string;
  readonly salt: Buffer;
  readonly facts: Readonly<Record<string, unknown>> | null;
  readonly identity: string | null;
}

interface CommittedRow {
  readonly id: string;
  readonly text: string;
  readonly salt: Buffer;
  readonly facts: Readonly<Record<string, unknown>> | null;
}
