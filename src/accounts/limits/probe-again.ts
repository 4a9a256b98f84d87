import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { ConnectorRegistry, type LimitKey, type Platform, type Probe } from '../../connectors/index.js';
import { Clock, Refusal, system } from '../../platform/index.js';
import { awaitedName } from '../awaited-account.rules.js';
import { ProviderRegistry } from '../connect/provider-registry.js';
import { refusalOf } from '../find-account.js';
import { OpenAccount, type OpenedAccount } from '../open-account.js';
import { beginLoops } from './begin-loops.js';
import { isUnpolled } from './loops.rules.js';
import { noteLimits } from './note-limits.js';

const PROBE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Nothing changed: what was begun is rolled back, and no event is made of it. */
class AsItWas extends Error {
  override readonly name = 'AsItWas';
}

/** Looks again at what can be captured of an account, with the access it has now, and keeps since when each limit holds. */
@Injectable()
export class ProbeAgain {
  // oxlint-disable-next-line max-params -- what it opens, asks and writes with
  constructor(
    private readonly database: DataSource,
    private readonly open: OpenAccount,
    private readonly connectors: ConnectorRegistry,
    private readonly providers: ProviderRegistry,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers whether the limits are others now. @throws {Refusal} what stood in the way of looking */
  async run(accountId: string): Promise<boolean> {
    const opened = await this.open.run(accountId);
    if (awaitedName(opened.account.settings) !== null) {
      throw new Refusal(
        'wrong-state',
        'The account waits to be connected by its owner: nothing of it can be looked at yet.',
      );
    }
    const probe = await this.look(opened);
    const limits = [...new Set([...probe.limits, ...(await this.missing(accountId, opened.platform))])];
    const at = this.clock.now();
    const begins = isUnpolled(opened.limits) && !isUnpolled(limits);
    const changed = await this.write({ accountId, limits, at }, begins ? probe : null);
    await this.database.query(
      `INSERT INTO account_probe (account_id, next_at, done_at) VALUES ($1, $2, $3)
       ON CONFLICT (account_id) DO UPDATE
         SET next_at = excluded.next_at, done_at = excluded.done_at, fault = NULL, lease_owner = NULL, lease_until = NULL`,
      [accountId, new Date(at.getTime() + DAY_MS), at],
    );
    return changed;
  }

  private async look({ id, platform, account, http }: OpenedAccount): Promise<Probe> {
    const signal = AbortSignal.timeout(PROBE_MS);
    const { handle, nativeId, settings } = account;
    const messages = settings['messages'] === true;
    const [probe]: { url: string | null }[] = await this.database.query(
      `SELECT url FROM account_probe WHERE account_id = $1`,
      [id],
    );
    const url = probe?.url ?? account.url;
    try {
      return await this.connectors.for(platform).probe({ url, handle, nativeId, http, signal, messages });
    } catch (error) {
      throw refusalOf(error, { withToken: true, privateAllowed: true });
    }
  }

  /** What the owner left out when access was granted. */
  private async missing(accountId: string, platform: Platform): Promise<readonly LimitKey[]> {
    const [grant]: { missing: string[] }[] = await this.database.query(
      `SELECT missing FROM access_grant WHERE account_id = $1 AND ended_at IS NULL`,
      [accountId],
    );
    const scopes = this.providers.for(platform)?.scopes ?? [];
    return scopes.filter(({ scope }) => grant?.missing.includes(scope)).map(({ without }) => without);
  }

  /** `begun`: what was found of an account that nobody polled until now. */
  private async write(noted: Parameters<typeof noteLimits>[1], begun: Probe | null): Promise<boolean> {
    const { accountId, limits } = noted;
    try {
      await this.trail.write(system('accounts'), async (tx) => {
        if (!(await noteLimits(tx, noted))) throw new AsItWas();
        if (begun) await beginLoops(tx, noted, begun);
        await tx.rows.query(`UPDATE account SET limits = $2 WHERE id = $1`, [accountId, limits]);
        await tx.record('account.limits-changed', { limits: limits.length }, { account: accountId });
      });
      return true;
    } catch (error) {
      if (error instanceof AsItWas) return false;
      throw error;
    }
  }
}
