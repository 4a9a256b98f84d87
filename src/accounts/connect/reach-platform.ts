import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConnectorRegistry, type Platform } from '../../connectors/index.js';
import { Clock, Config, HostLimits, newId, openOutbound, Refusal, SecretBox, userAgent } from '../../platform/index.js';
import { awaitedName } from '../awaited-account.rules.js';
import { unknownAccount } from '../read-account-facts.js';
import { provedToken } from './app-proof.rules.js';
import type {
  AppCredentials,
  AuthorizationProvider,
  ConnectedAccount,
  ProviderCalls,
} from './authorization-provider.port.js';
import { ProviderRegistry } from './provider-registry.js';

const CALLS_MS = 60_000;

export interface ReachedPlatform {
  readonly provider: AuthorizationProvider;
  readonly calls: ProviderCalls;
}

interface AccountRow {
  readonly id: string;
  readonly platform: Platform;
  readonly handle: string;
  readonly native_id: string;
  readonly canonical_uri: string;
  readonly url: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly private_allowed: boolean;
}

/** The way to the platform of an account for questions about access, and as what that platform knows us. */
@Injectable()
export class ReachPlatform {
  private readonly limits = new HostLimits({ perSecond: 10, burst: 20, concurrency: 4 });

  // oxlint-disable-next-line max-params -- what it reads, seals and asks with
  constructor(
    private readonly database: DataSource,
    private readonly registry: ProviderRegistry,
    private readonly connectors: ConnectorRegistry,
    private readonly secrets: SecretBox,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} where there is no such account, or none that could be connected from here */
  async run(accountId: string): Promise<ReachedPlatform> {
    const account = await this.account(accountId);
    const provider = this.registry.for(account.platform);
    if (provider === null || !this.connectors.for(account.platform).polled) {
      const text = `${account.handle} cannot be connected: what its platform shows is public, or no connector reads it.`;
      throw new Refusal('wrong-state', text);
    }
    if (new URL(account.apiBase).protocol !== 'https:' && !account.privateAllowed) {
      const text = 'The server is not reached over https, so no access to it is asked for. Use its https address.';
      throw new Refusal('address-refused', text);
    }
    return { provider, calls: this.callsOf(account, provider) };
  }

  /** Registers where the platform does not know us yet; null where it needs no registration. @throws {AuthorizationError} */
  async app(
    { provider, calls }: ReachedPlatform,
    scopes: readonly string[],
  ): Promise<{ id: string | null } & AppCredentials> {
    if (provider.knownBy === 'settings') return { id: null, ...(await provider.register(calls, scopes)) };
    const key = [provider.platform, new URL(calls.account.apiBase).origin, calls.redirectUri, scopes.join(' ')];
    const [known]: { id: string; sealed: Buffer }[] = await this.database.query(
      `SELECT id, sealed FROM authorization_app WHERE (platform, origin, redirect_uri, scopes) = ($1, $2, $3, $4)`,
      key,
    );
    if (known) return { id: known.id, ...this.openApp(known.id, known.sealed) };
    const app = await provider.register(calls, scopes);
    const id = newId();
    const kept: { id: string; sealed: Buffer }[] = await this.database.query(
      `INSERT INTO authorization_app (id, platform, origin, redirect_uri, scopes, sealed, made_at)
       VALUES ($5, $1, $2, $3, $4, $6, $7)
       ON CONFLICT (platform, origin, redirect_uri, scopes) DO NOTHING RETURNING id, sealed`,
      [...key, id, this.secrets.seal(JSON.stringify(app), id), this.clock.now()],
    );
    // Somebody else registered at the same moment: theirs is the one that is kept.
    return kept.length > 0 ? { id, ...app } : this.app({ provider, calls }, scopes);
  }

  /** The app a grant was given to; null where it is not kept here. @throws {AuthorizationError} */
  async appById({ provider, calls }: ReachedPlatform, id: string | null): Promise<AppCredentials | null> {
    if (provider.knownBy === 'settings') return provider.register(calls, []);
    const [known]: { sealed: Buffer }[] = await this.database.query(
      `SELECT sealed FROM authorization_app WHERE id = $1`,
      [id],
    );
    return known && id !== null ? this.openApp(id, known.sealed) : null;
  }

  /** The platform no longer knows this app: the next question registers anew. */
  async forgetApp(id: string | null): Promise<void> {
    await this.database.query(`DELETE FROM authorization_app WHERE id = $1`, [id]);
  }

  private openApp(id: string, sealed: Buffer): AppCredentials {
    const { clientId, clientSecret } = Object(JSON.parse(this.secrets.open(sealed, id)));
    return { clientId: String(clientId), clientSecret: String(clientSecret) };
  }

  private callsOf(account: ConnectedAccount, provider: AuthorizationProvider): ProviderCalls {
    const { publicUrl } = this.config;
    if (publicUrl === null && provider.way === 'redirect') {
      const text =
        'PUBLIC_URL is not set, so the platform could not send its answer back. Set it to the address at which people open Akta.';
      throw new Refusal('wrong-state', text);
    }
    const origin = new URL(account.apiBase).origin;
    return {
      account,
      redirectUri: publicUrl === null ? '' : new URL('/connect/answer', publicUrl).href,
      now: this.clock.now(),
      signal: AbortSignal.timeout(CALLS_MS),
      open: (token, appSecret) =>
        openOutbound({
          clock: this.clock,
          allowPrivate: account.privateAllowed,
          userAgent: userAgent(this.config),
          limits: this.limits,
          ...(token === undefined ? {} : { token: provedToken({ value: token, origin }, appSecret ?? null) }),
        }),
    };
  }

  private async account(accountId: string): Promise<ConnectedAccount> {
    const [row]: AccountRow[] = await this.database.query(
      `SELECT id, platform, handle, native_id, canonical_uri, url, settings, private_allowed FROM account WHERE id = $1`,
      [accountId],
    );
    if (!row) throw unknownAccount();
    const found = row.settings['apiBase'];
    // A token that is granted is good where tokens that say nothing else are.
    const apiBase = this.connectors.for(row.platform).apiBase?.(found, '') ?? found;
    return {
      id: row.id,
      platform: row.platform,
      handle: row.handle,
      nativeId: row.native_id,
      canonicalUri: row.canonical_uri,
      url: row.url,
      apiBase: typeof apiBase === 'string' ? apiBase : new URL(row.url).origin,
      awaits: awaitedName(row.settings),
      privateAllowed: row.private_allowed,
    };
  }
}
