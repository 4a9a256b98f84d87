import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CheckResult, fits, type IntegrityCheck, wrong } from '../check.types.js';

/** Each account's entries are numbered 0, 1, 2 …, so that leaving one out of a bundle shows. */
@Injectable()
export class AccountSeqGapless implements IntegrityCheck {
  readonly name = 'account-seq-gapless';

  constructor(private readonly database: DataSource) {}

  async *run(): AsyncIterable<CheckResult> {
    const rows: { id: string; gapless: boolean }[] = await this.database.query(`
      SELECT coalesce(l.account_id, a.account_id) AS id,
             coalesce(l.first = 0 AND l.last = l.entries - 1 AND a.next_seq = l.entries, false) AS gapless
        FROM (SELECT account_id, min(account_seq) AS first, max(account_seq) AS last, count(account_seq) AS entries
                FROM log_entry WHERE account_id IS NOT NULL GROUP BY account_id) l
        FULL JOIN log_account a ON a.account_id = l.account_id ORDER BY 1`);
    for (const { id, gapless } of rows) yield gapless ? fits(1) : wrong('account-seq-gap', `account ${id}`);
  }
}
