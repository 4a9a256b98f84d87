import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Platform } from '../connectors/index.js';
import { FacebookApp, SecretBox } from '../platform/index.js';
import { sealedAbout } from './set-secret.js';

/** An account that is looked at, and the secrets it has, by name. */
export interface AccountSecrets {
  readonly accountId: string;
  readonly bodyId: string;
  readonly nativeId: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The secrets of accounts, open: for those who prove with them, never for showing. */
@Injectable()
export class OpenSecrets {
  constructor(
    private readonly database: DataSource,
    private readonly box: SecretBox,
    private readonly facebook: FacebookApp,
  ) {}

  /**
   * Of every account of a platform that is not retired and has some. What the installation's own app signs with stands for
   * those that were given no secret of another app.
   */
  async ofPlatform(platform: Platform): Promise<readonly AccountSecrets[]> {
    const rows: SecretRow[] = await this.database.query(
      `SELECT a.id AS account_id, a.body_id, a.native_id, s.name, s.sealed
         FROM account a LEFT JOIN account_secret s ON s.account_id = a.id
        WHERE a.platform = $1 AND a.state <> 'retired' ORDER BY a.id, s.name`,
      [platform],
    );
    const found = new Map<string, AccountSecrets & { secrets: Record<string, string> }>();
    for (const { account_id: accountId, body_id: bodyId, native_id: nativeId, name, sealed } of rows) {
      const account = found.get(accountId) ?? { accountId, bodyId, nativeId, secrets: this.ofInstallation(platform) };
      if (name !== null && sealed !== null) account.secrets[name] = this.box.open(sealed, sealedAbout(accountId, name));
      found.set(accountId, account);
    }
    return [...found.values()].filter(({ secrets }) => Object.keys(secrets).length > 0);
  }

  /** Of the app by which an account's token was made, as far as it is known. */
  async appSecretOf(platform: Platform, accountId: string): Promise<string | null> {
    const [row]: { sealed: Buffer }[] = await this.database.query(
      `SELECT sealed FROM account_secret WHERE account_id = $1 AND name = 'app-secret'`,
      [accountId],
    );
    if (row) return this.box.open(row.sealed, sealedAbout(accountId, 'app-secret'));
    return this.ofInstallation(platform)['app-secret'] ?? null;
  }

  /** Of an account that is not here yet. */
  appSecretFor(platform: Platform): string | null {
    return this.ofInstallation(platform)['app-secret'] ?? null;
  }

  private ofInstallation(platform: Platform): Record<string, string> {
    const { app } = this.facebook;
    return META.has(platform) && app ? { 'app-secret': app.clientSecret } : {};
  }
}

/** One app of Meta's signs what either of them delivers. */
const META: ReadonlySet<Platform> = new Set(['facebook', 'instagram']);

interface SecretRow {
  readonly account_id: string;
  readonly body_id: string;
  readonly native_id: string;
  readonly name: string | null;
  readonly sealed: Buffer | null;
}
