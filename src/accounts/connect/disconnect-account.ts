import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { ConnectorRegistry } from '../../connectors/index.js';
import { type Actor, Clock, demand, describe, loggers, Refusal } from '../../platform/index.js';
import { endLoops } from '../limits/begin-loops.js';
import { readAccountFacts } from '../read-account-facts.js';
import { KeepGrant } from './keep-grant.js';
import { ReachPlatform } from './reach-platform.js';

interface GrantRow {
  readonly id: string;
  readonly app_id: string | null;
  readonly refresh: Buffer | null;
  readonly sealed: Buffer | null;
}

/**
 * Gives access back: the platform is asked to forget it, and it is forgotten here in any case. What is in the archive
 * stays; that access ended stays too, with the time.
 */
@Injectable()
export class DisconnectAccount {
  // oxlint-disable-next-line max-params -- what it reads, asks and writes with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly connectors: ConnectorRegistry,
    private readonly keep: KeepGrant,
    private readonly reach: ReachPlatform,
  ) {}

  /** `told`: whether the platform took it back; else its owner does, in the settings of the account there. */
  async run(actor: Actor, accountId: string): Promise<{ readonly handle: string; readonly told: boolean }> {
    demand(actor, 'account.manage');
    const { handle, platform } = await readAccountFacts(this.database, accountId);
    const [grant]: GrantRow[] = await this.database.query(
      `SELECT g.id, g.app_id, g.refresh, s.sealed FROM access_grant g LEFT JOIN account_access s USING (account_id)
        WHERE g.account_id = $1 AND g.ended_at IS NULL`,
      [accountId],
    );
    if (!grant) throw new Refusal('wrong-state', `${handle} is not connected, so there is nothing to give back.`);
    const told = await this.giveBack(accountId, grant);
    const now = this.clock.now();
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(`DELETE FROM access_renewal WHERE account_id = $1`, [accountId]);
      await tx.rows.query(`DELETE FROM account_access WHERE account_id = $1`, [accountId]);
      await tx.rows.query(
        `UPDATE access_grant SET ended_at = $3, ended_why = 'given-back', refresh = NULL WHERE account_id = $1 AND id = $2`,
        [accountId, grant.id, now],
      );
      await tx.rows.query(`UPDATE account_probe SET next_at = $2 WHERE account_id = $1`, [accountId, now]);
      await endLoops(tx, { accountId, at: now }, this.connectors.for(platform));
      await tx.record('account.access-ended', { grant: grant.id, why: 'given-back' }, { account: accountId });
    });
    return { handle, told };
  }

  private async giveBack(accountId: string, { app_id: appId, refresh, sealed }: GrantRow): Promise<boolean> {
    if (sealed === null) return false;
    try {
      const reached = await this.reach.run(accountId);
      const app = await this.reach.appById(reached, appId);
      const token = this.keep.openToken(accountId, sealed);
      const renewed = refresh === null ? null : this.keep.openRefresh(accountId, refresh);
      await reached.provider.giveBack(reached.calls, app, { token, refresh: renewed });
      return reached.provider.knownBy !== 'settings';
    } catch (error) {
      loggers.accounts.warn('A platform could not be told that access is given back', describe(error));
      return false;
    }
  }
}
