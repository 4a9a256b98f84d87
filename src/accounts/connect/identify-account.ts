import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import type { AuditedTx } from '../../audit/index.js';
import { ConnectorError, ConnectorRegistry, type Probe } from '../../connectors/index.js';
import { Clock, Refusal } from '../../platform/index.js';
import { refusalOf } from '../find-account.js';
import { noteLimits } from '../limits/note-limits.js';
import { OpenSecrets } from '../open-secrets.js';
import { statement } from '../state-with-event.js';
import type { Granted } from './authorization-provider.port.js';
import type { ReachedPlatform } from './reach-platform.js';

const DAY_MS = 86_400_000;
const UNIQUE_VIOLATION = '23505';

/** Finds out, with the access that was granted, which account it is that waited to be connected. */
@Injectable()
export class IdentifyAccount {
  // oxlint-disable-next-line max-params -- what it reads, asks and proves with
  constructor(
    private readonly database: DataSource,
    private readonly connectors: ConnectorRegistry,
    private readonly appSecrets: OpenSecrets,
    private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} where the access does not show it */
  async look({ calls }: ReachedPlatform, granted: Granted): Promise<Probe> {
    const { account, signal } = calls;
    const [probe]: { url: string | null }[] = await this.database.query(
      `SELECT url FROM account_probe WHERE account_id = $1`,
      [account.id],
    );
    const appSecret = (await this.appSecrets.appSecretOf(account.platform, account.id)) ?? undefined;
    const http = calls.open(granted.token, appSecret);
    const { handle } = account;
    try {
      return await this.connectors
        .for(account.platform)
        .probe({ url: probe?.url ?? account.url, handle, http, signal });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw refusalOf(error, { withToken: true, privateAllowed: account.privateAllowed });
    }
  }

  /** From here on it is archived, as the account it is. In the transaction that keeps the access. */
  async write(tx: AuditedTx, accountId: string, { account, software, limits, settings }: Probe): Promise<void> {
    const now = this.clock.now();
    const rows: [{ body_id: string; character: 'official' | 'mixed' | 'personal'; platform: string }[], number] =
      await this.unlessKnown(
        account.handle,
        tx.rows.query(
          `UPDATE account SET canonical_uri = $2, native_id = $3, handle = $4, url = $5, title = $6, software = $7,
                  settings = $8, limits = $9 WHERE id = $1 RETURNING body_id, character, platform`,
          [
            accountId,
            account.canonicalUri,
            account.nativeId,
            account.handle,
            account.url,
            account.title,
            software,
            JSON.stringify(settings),
            limits,
          ],
        ),
      );
    const [row] = rows[0];
    if (!row) throw new Error('The account was there a moment ago');
    await noteLimits(tx, { accountId, limits, at: now });
    await tx.rows.query(`UPDATE account_probe SET next_at = $2 WHERE account_id = $1`, [
      accountId,
      new Date(now.getTime() + DAY_MS),
    ]);
    const identity = statement(`${row.platform}|${account.canonicalUri}`);
    const added = { body: row.body_id, character: row.character, commit: identity.digest };
    await tx.record('account.added', added, { account: accountId, id: identity.id });
    await identity.keep(tx);
  }

  private async unlessKnown<T>(handle: string, written: Promise<T>): Promise<T> {
    try {
      return await written;
    } catch (error) {
      if (error instanceof QueryFailedError && Object(error.driverError).code === UNIQUE_VIOLATION) {
        const text = `${handle} is archived for this body already: connect that account instead, and retire this one.`;
        throw new Refusal('already-exists', text, {}, { cause: error });
      }
      throw error;
    }
  }
}
