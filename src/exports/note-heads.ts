import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, Log, Sequencer } from '../audit/index.js';
import type { Actor } from '../platform/index.js';
import type { AccountHead, AccountRange, DestroyedRecord } from './bundle/bundle.types.js';
import { destroyedLines } from './bundle/paths.rules.js';
import type { ExportJob } from './export.types.js';

/**
 * Before a bundle is frozen the log is made to hold, account by account, which items with a record in it had been
 * destroyed: so that no destroyed record can be called withheld, and no withheld one destroyed.
 */
@Injectable()
export class NoteHeads {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
  ) {}

  /** A second try finds what the first noted. */
  async run(actor: Actor, job: ExportJob, ranges: readonly AccountRange[]): Promise<AccountHead[]> {
    const noted = await this.noted(job, ranges);
    if (noted.length === ranges.length) return noted;
    const { size } = await this.log.head();
    const heads: { account: string; destroyed: readonly DestroyedRecord[] }[] = [];
    for (const range of ranges) heads.push({ account: range.account, destroyed: await this.destroyed(range, size) });
    await this.trail.write(actor, (tx) =>
      tx.recordAll(
        heads.map(({ account, destroyed }) => ({
          type: 'account.headed' as const,
          account,
          facts: {
            export: job.id,
            size,
            destroyed: destroyed.length,
            commit: hash('sha256', destroyedLines(account, destroyed)),
          },
        })),
      ),
    );
    await this.sequencer.settle();
    return this.noted(job, ranges);
  }

  private async noted(job: ExportJob, ranges: readonly AccountRange[]): Promise<AccountHead[]> {
    const rows: { account_id: string; seq: string; size: string }[] = await this.database.query(
      `SELECT l.account_id, l.seq, e.facts->>'size' AS size FROM audit_event e JOIN log_entry l ON l.event_id = e.id
        WHERE e.type = 'account.headed' AND e.facts->>'export' = $1 ORDER BY l.seq`,
      [job.id],
    );
    const heads: AccountHead[] = [];
    for (const range of ranges) {
      const row = rows.find(({ account_id: account }) => account === range.account);
      if (!row) return [];
      const destroyed = await this.destroyed(range, Number(row.size));
      heads.push({ account: range.account, seq: Number(row.seq), destroyed });
    }
    return heads;
  }

  /** Of the items with a version in the stretch those whose destruction stands among the first `size` entries. */
  private async destroyed({ account, first, last }: AccountRange, size: number): Promise<DestroyedRecord[]> {
    const rows: { item: string; seq: string }[] = await this.database.query(
      `SELECT d.facts->>'item' AS item, min(p.seq) AS seq
         FROM log_entry l JOIN audit_event s ON s.id = l.event_id AND s.type = 'snapshot.stored'
         JOIN audit_event d ON d.facts ? 'item' AND d.facts->>'item' = s.facts->>'item' AND d.type = 'item.destroyed'
         JOIN log_entry p ON p.event_id = d.id AND p.seq < $4
        WHERE l.account_id = $1 AND l.account_seq BETWEEN $2 AND $3 GROUP BY 1 ORDER BY 2`,
      [account, first, last, size],
    );
    return rows.map(({ item, seq }) => ({ item, seq: Number(seq) }));
  }
}
