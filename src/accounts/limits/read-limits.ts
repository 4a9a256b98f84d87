import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LimitKey } from '../../connectors/index.js';
import { type Actor, demand } from '../../platform/index.js';
import { readAccountFacts } from '../read-account-facts.js';

/** What cannot be captured of an account, and when that was so. Times RFC 3339. */
export interface LimitView {
  readonly key: LimitKey;
  readonly from: string;
  /** Null: it holds. */
  readonly to: string | null;
}

export interface LimitsView {
  readonly items: readonly LimitView[];
  /** When it was last looked at; null: when the account was added, and not since. */
  readonly lookedAt: string | null;
}

/** What holds first, then what held once, the newest first. */
@Injectable()
export class ReadLimits {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor, accountId: string): Promise<LimitsView> {
    demand(actor, 'account.read');
    await readAccountFacts(this.database, accountId);
    const rows: { key: LimitKey; from_at: Date; to_at: Date | null }[] = await this.database.query(
      `SELECT key, from_at, to_at FROM account_limit WHERE account_id = $1
        ORDER BY to_at IS NOT NULL, to_at DESC, from_at, key LIMIT 500`,
      [accountId],
    );
    const [probe]: { done_at: Date | null }[] = await this.database.query(
      `SELECT done_at FROM account_probe WHERE account_id = $1`,
      [accountId],
    );
    return {
      items: rows.map(({ key, from_at: from, to_at: to }) => ({
        key,
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
      })),
      lookedAt: probe?.done_at?.toISOString() ?? null,
    };
  }
}
