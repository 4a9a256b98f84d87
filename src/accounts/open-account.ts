import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ConnectorContext, LiveContext, Platform } from '../connectors/index.js';
import { Clock, Config, HostLimits, openOutbound, SecretBox, userAgent } from '../platform/index.js';
import { provedToken } from './connect/app-proof.rules.js';
import { OpenSecrets } from './open-secrets.js';
import { unknownAccount } from './read-account-facts.js';

/** All a loop needs to look at an account; the token is in `http` and nowhere else. */
export interface OpenedAccount {
  readonly id: string;
  readonly bodyId: string;
  readonly platform: Platform;
  readonly state: 'active' | 'paused' | 'retired';
  readonly addedAt: Date;
  readonly limits: readonly string[];
  readonly account: ConnectorContext['account'];
  readonly http: LiveContext['http'];
}

@Injectable()
export class OpenAccount {
  /** Shared by all accounts of this process, so that many accounts on one host press it no harder than one. */
  private readonly hostLimits: HostLimits;

  // oxlint-disable-next-line max-params -- what it reads, unseals, proves and asks with
  constructor(
    private readonly database: DataSource,
    private readonly secrets: SecretBox,
    private readonly appSecrets: OpenSecrets,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    const perSecond = config.requestsPerSecond;
    this.hostLimits = new HostLimits({ perSecond, burst: 2 * perSecond, concurrency: 4 });
  }

  async run(accountId: string): Promise<OpenedAccount> {
    const [row]: AccessRow[] = await this.database.query(
      `SELECT a.id, a.body_id, a.platform, a.state, a.added_at, a.limits, a.canonical_uri, a.handle, a.native_id, a.url,
              a.settings, a.private_allowed, s.sealed,
              EXISTS (SELECT FROM message_consent c WHERE c.account_id = a.id AND c.ended_at IS NULL) AS messages
         FROM account a LEFT JOIN account_access s ON s.account_id = a.id WHERE a.id = $1`,
      [accountId],
    );
    if (!row) throw unknownAccount();
    const { url } = row;
    const settings = { ...row.settings, messages: row.messages };
    const token = row.sealed === null ? null : this.secrets.open(row.sealed, accountId);
    const origin = apiOrigin(settings, url);
    const appSecret = token === null ? null : await this.appSecrets.appSecretOf(row.platform, accountId);
    return {
      id: row.id,
      bodyId: row.body_id,
      platform: row.platform,
      state: row.state,
      addedAt: row.added_at,
      limits: row.limits,
      account: { canonicalUri: row.canonical_uri, handle: row.handle, nativeId: row.native_id, url, settings },
      http: openOutbound({
        clock: this.clock,
        allowPrivate: row.private_allowed,
        userAgent: userAgent(this.config),
        limits: this.hostLimits,
        ...(token === null ? {} : { token: provedToken({ value: token, origin }, appSecret) }),
      }),
    };
  }
}

interface AccessRow {
  readonly id: string;
  readonly body_id: string;
  readonly platform: Platform;
  readonly state: OpenedAccount['state'];
  readonly added_at: Date;
  readonly limits: readonly string[];
  readonly canonical_uri: string;
  readonly handle: string;
  readonly native_id: string;
  readonly url: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly private_allowed: boolean;
  readonly sealed: Buffer | null;
  /** Direct messages are kept. */
  readonly messages: boolean;
}

/** The one origin the token is for: where the probe found the API, else the account's own address. */
function apiOrigin(settings: Readonly<Record<string, unknown>>, url: string): string {
  const base = settings['apiBase'];
  return new URL(typeof base === 'string' ? base : url).origin;
}
