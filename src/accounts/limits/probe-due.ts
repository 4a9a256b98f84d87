import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { claim, Clock, describe, leaseFor, loggers, newId, type Queue } from '../../platform/index.js';
import { ProbeAgain } from './probe-again.js';

const QUEUE: Queue = {
  table: 'account_probe',
  key: ['account_id'],
  due: `next_at <= $1 AND account_id IN (SELECT id FROM account WHERE state = 'active')`,
  order: 'next_at, account_id',
};
const LEASE_MS = 5 * 60_000;
const AGAIN_MS = 60 * 60_000;
const MOST_AT_ONCE = 5;

/** Once a day, and after each change of access: what can be captured of each account. */
@Injectable()
export class ProbeDue {
  private readonly owner = newId();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly probe: ProbeAgain,
  ) {}

  /** Answers how many were looked at. */
  async run(signal: AbortSignal): Promise<number> {
    const lease = leaseFor(this.owner, this.clock, LEASE_MS);
    const due = await claim<{ account_id: string }>(this.database, QUEUE, lease, MOST_AT_ONCE);
    let looked = 0;
    for (const { account_id: account } of due) {
      if (signal.aborted) await this.after(account, this.clock.now(), null);
      else if (await this.look(account)) looked += 1;
    }
    return looked;
  }

  private async look(account: string): Promise<boolean> {
    try {
      await this.probe.run(account);
      return true;
    } catch (error) {
      loggers.accounts.warn('What can be captured could not be looked at', { account, ...describe(error) });
      await this.after(account, new Date(this.clock.now().getTime() + AGAIN_MS), 'not-seen');
      return false;
    }
  }

  private async after(account: string, next: Date, fault: string | null): Promise<void> {
    await this.database.query(
      `UPDATE account_probe SET next_at = $3, fault = $4, lease_owner = NULL, lease_until = NULL
        WHERE account_id = $1 AND lease_owner = $2`,
      [account, this.owner, next, fault],
    );
  }
}
