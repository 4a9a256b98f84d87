import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ConnectorContext, ConnectorRegistry, type LiveContext, type Platform } from '../connectors/index.js';
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
  /** Stretches in which nothing of it was captured by itself: nobody polled it then. */
  readonly unpolled: readonly { readonly from: Date; readonly to: Date | null }[];
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
    private readonly connectors: ConnectorRegistry,
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
              EXISTS (SELECT FROM message_consent c WHERE c.account_id = a.id AND c.ended_at IS NULL) AS messages,
              (SELECT coalesce(json_agg(json_build_object('from', l.from_at, 'to', l.to_at)), '[]') FROM account_limit l
                WHERE l.account_id = a.id AND l.key = 'not-captured') AS unpolled
         FROM account a LEFT JOIN account_access s ON s.account_id = a.id WHERE a.id = $1`,
      [accountId],
    );
    if (!row) throw unknownAccount();
    const { url } = row;
    const token = row.sealed === null ? null : this.secrets.open(row.sealed, accountId);
    const settings = { ...this.settingsOf(row, token), messages: row.messages };
    const origin = apiOrigin(settings, url);
    const appSecret = token === null ? null : await this.appSecrets.appSecretOf(row.platform, accountId);
    return {
      id: row.id,
      bodyId: row.body_id,
      platform: row.platform,
      state: row.state,
      addedAt: row.added_at,
      limits: row.limits,
      unpolled: row.unpolled.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) })),
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

  private settingsOf({ platform, settings }: AccessRow, token: string | null): Readonly<Record<string, unknown>> {
    const connector = this.connectors.for(platform);
    if (token === null || !connector.apiBase) return settings;
    return { ...settings, apiBase: connector.apiBase(settings['apiBase'], token) };
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
  readonly unpolled: readonly { readonly from: string; readonly to: string | null }[];
  /** Direct messages are kept. */
  readonly messages: boolean;
}

/** The one origin the token is for: where the probe found the API, else the account's own address. */
function apiOrigin(settings: Readonly<Record<string, unknown>>, url: string): string {
  const base = settings['apiBase'];
  return new URL(typeof base === 'string' ? base : url).origin;
}
