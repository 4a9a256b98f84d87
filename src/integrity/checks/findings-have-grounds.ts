import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { boundsFit, type FindingRow, groundIds } from '../bounds.rules.js';
import { type CheckResult, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/** Every finding rests on answers that were kept, and its bounds are the times of those answers. */
@Injectable()
export class FindingsHaveGrounds implements IntegrityCheck {
  readonly name = 'findings-have-grounds';

  constructor(private readonly database: DataSource) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const rows of walk<FindingRow>(this.database, FINDINGS, signal)) {
      const kept: { id: string; at: Date }[] = await this.database.query(
        `SELECT id, at FROM exchange WHERE id = ANY($1::uuid[])`,
        [rows.flatMap(groundIds)],
      );
      const times = new Map(kept.map(({ id, at }) => [id, at.getTime()]));
      for (const row of rows) {
        const where = `finding ${row.id}`;
        if (!row.grounds.every(({ exchange }) => times.has(exchange))) yield wrong('ground-missing', where);
        else yield boundsFit(row, times) ? fits(1) : wrong('grounds-differ', where);
      }
    }
  }
}

const FINDINGS = `
  SELECT f.id, f.kind, f.certainty, f.last_seen, f.first_missing, f.confirmed, f.at, f.grounds,
         (SELECT g.first_missing FROM finding g WHERE g.item_id = f.item_id AND g.kind = 'gone' AND g.at < f.at
           ORDER BY g.at DESC LIMIT 1) AS missing_before
    FROM finding f WHERE f.id > $1 ORDER BY f.id LIMIT $2`;
