import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type EventFacts } from '../../audit/index.js';
import { claim, Clock, describe, leaseFor, loggers, newId, type Queue, system } from '../../platform/index.js';
import { AuthorizationError, type Tokens } from './authorization-provider.port.js';
import { KeepGrant } from './keep-grant.js';
import { ReachPlatform } from './reach-platform.js';

const QUEUE: Queue = {
  table: 'access_renewal',
  key: ['account_id'],
  due: `next_at <= $1 AND account_id IN (SELECT id FROM account WHERE state <> 'retired')`,
  order: 'next_at, account_id',
};
/** Longer than all calls of one renewal may take: a second worker never renews beside the first. */
const LEASE_MS = 5 * 60_000;
const MOST_AT_ONCE = 5;
/** Minutes until the next try; the last from then on. */
const AGAIN_MINUTES = [1, 5, 15, 60] as const;
const ACTOR = system('accounts');

interface RenewalRow {
  readonly account_id: string;
  readonly grant_id: string;
  /** Set: an earlier try reached the platform perhaps, and what it answered was not kept. */
  readonly asked_at: Date | null;
  readonly tries: number;
}

interface GrantRow {
  readonly app_id: string | null;
  readonly refresh: Buffer;
}

/** The grant was replaced or ended meanwhile: its new tokens are nobody's. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * Renews access before it ends. Rows are the queue: of any number of workers one renews, and it writes down that it asks
 * before it asks. A worker that dies between the platform's answer and our commit leaves that note: the next try asks once
 * more with what is there, and where the platform no longer takes it, says that a renewal broke off.
 */
@Injectable()
export class RenewAccess {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- what it claims, asks and writes with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly keep: KeepGrant,
    private readonly reach: ReachPlatform,
  ) {}

  /** Answers how many were renewed. */
  async run(signal: AbortSignal): Promise<number> {
    const rows = await claim<RenewalRow>(
      this.database,
      QUEUE,
      leaseFor(this.owner, this.clock, LEASE_MS),
      MOST_AT_ONCE,
    );
    let renewed = 0;
    for (const row of rows) {
      if (signal.aborted) await this.after(row, { next: this.clock.now(), fault: null });
      else if (await this.renew(row)) renewed += 1;
    }
    return renewed;
  }

  private async renew(row: RenewalRow): Promise<boolean> {
    const [grant]: GrantRow[] = await this.database.query(
      `SELECT app_id, refresh FROM access_grant
        WHERE account_id = $1 AND id = $2 AND ended_at IS NULL AND refresh IS NOT NULL`,
      [row.account_id, row.grant_id],
    );
    if (!grant) {
      await this.after(row, { next: null, fault: null });
      return false;
    }
    try {
      const tokens = await this.ask(row, grant);
      await this.write(row, tokens);
      return true;
    } catch (error) {
      if (error instanceof Overtaken) return false;
      await this.failed(row, error);
      return false;
    }
  }

  private async ask(row: RenewalRow, { app_id: appId, refresh }: GrantRow): Promise<Tokens> {
    const reached = await this.reach.run(row.account_id);
    const app = await this.reach.appById(reached, appId);
    await this.database.query(`UPDATE access_renewal SET asked_at = $3 WHERE account_id = $1 AND lease_owner = $2`, [
      row.account_id,
      this.owner,
      this.clock.now(),
    ]);
    return reached.provider.renew(reached.calls, app, this.keep.openRefresh(row.account_id, refresh));
  }

  private async write(row: RenewalRow, tokens: Tokens): Promise<void> {
    await this.trail.write(ACTOR, async (tx) => {
      const grant = { accountId: row.account_id, id: row.grant_id };
      if (!(await this.keep.renewed(tx, grant, tokens))) throw new Overtaken();
    });
  }

  /** What the platform refused ends here; what could not be asked is asked again, for as long as the old token lasts. */
  private async failed(row: RenewalRow, error: unknown): Promise<void> {
    loggers.accounts.warn('Access was not renewed', { account: row.account_id, ...describe(error) });
    const fault = error instanceof AuthorizationError ? error.fault : 'unreachable';
    if (fault === 'refused' || fault === 'app-unknown') {
      await this.end(row, row.asked_at === null ? 'renewal-refused' : 'renewal-broke-off');
      return;
    }
    const minutes = AGAIN_MINUTES[row.tries] ?? AGAIN_MINUTES[3];
    await this.after(row, { next: new Date(this.clock.now().getTime() + minutes * 60_000), fault });
  }

  private async end(row: RenewalRow, why: EventFacts['account.access-ended']['why']): Promise<void> {
    await this.trail.write(ACTOR, async (tx) => {
      await tx.rows.query(
        `UPDATE access_grant SET ended_at = $3, ended_why = $4, refresh = NULL
          WHERE account_id = $1 AND id = $2 AND ended_at IS NULL`,
        [row.account_id, row.grant_id, this.clock.now(), why],
      );
      await tx.record('account.access-ended', { grant: row.grant_id, why }, { account: row.account_id });
    });
    await this.after(row, { next: null, fault: null });
  }

  private async after(
    { account_id: account, grant_id: grant }: RenewalRow,
    { next, fault }: { readonly next: Date | null; readonly fault: string | null },
  ): Promise<void> {
    await this.database.query(
      `UPDATE access_renewal SET next_at = $4, fault = $5, tries = tries + CASE WHEN $5::text IS NULL THEN 0 ELSE 1 END,
              lease_owner = NULL, lease_until = NULL
        WHERE account_id = $1 AND grant_id = $2 AND lease_owner = $3`,
      [account, grant, this.owner, next, fault],
    );
  }
}
