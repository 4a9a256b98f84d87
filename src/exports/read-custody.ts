import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CUSTODY, type CustodyStep } from './bundle/custody.types.js';
import type { ExportJob } from './export.types.js';

/** Told once for each person, with how often: which items they were about is not said. */
const TOGETHER = [
  'item.reviewed',
  'item.redacted',
  'item.redaction-lifted',
  'hold.grew',
  'export.started',
  'hand.brought',
];
/** Told of the accounts of the bundle. */
const BROUGHT = ['import.asked', 'import.ended', 'hand.brought'];
/** Steps with a request that have an event of their own beside them. */
const TOLD_TWICE = ['receive', 'freeze', 'close'];

interface Row extends Omit<CustodyStep, 'at' | 'firstSeq' | 'lastSeq'> {
  readonly at: Date;
  readonly first: string;
  readonly last: string;
}

/** Whose hands an export and the request it answers went through, as far as the checkpoint of the bundle reaches. */
@Injectable()
export class ReadCustody {
  constructor(private readonly database: DataSource) {}

  async run({ id, selection }: Pick<ExportJob, 'id' | 'selection'>, size: number): Promise<CustodyStep[]> {
    const rows: Row[] = await this.database.query(
      `WITH told AS (
         SELECT e.id, e.type, e.at, coalesce(p.name, 'Akta') AS by, l.seq, coalesce(e.facts->>'action', '') AS action
           FROM audit_event e JOIN log_entry l ON l.event_id = e.id LEFT JOIN person p ON 'person:' || p.id = e.actor
          WHERE l.seq < $1 AND e.type = ANY($4::text[])
            AND (e.type = ANY($7::text[]) AND e.account_id = ANY($8::uuid[]) OR e.facts->>'export' = $2 OR e.facts->>'request' = $3
                 OR e.facts->>'hold' = (SELECT r.hold_id::text FROM records_request r WHERE r.id::text = $3)))
       SELECT type, action, by, max(at) AS at, min(seq) AS first, max(seq) AS last, count(*)::int AS times
         FROM told WHERE action <> ALL($6::text[])
        GROUP BY type, action, by, CASE WHEN type = ANY($5::text[]) THEN NULL ELSE id END ORDER BY max(seq)`,
      [
        size,
        id,
        selection.asked.requestId ?? null,
        CUSTODY,
        TOGETHER,
        TOLD_TWICE,
        BROUGHT,
        selection.accounts.map((account) => account.id),
      ],
    );
    return rows.map(({ at, first, last, ...row }) => ({
      ...row,
      at: at.toISOString(),
      firstSeq: Number(first),
      lastSeq: Number(last),
    }));
  }
}
