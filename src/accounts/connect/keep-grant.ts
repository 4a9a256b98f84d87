import { Injectable } from '@nestjs/common';
import type { AuditedTx } from '../../audit/index.js';
import { Clock, newId, SecretBox } from '../../platform/index.js';
import type { Tokens } from './authorization-provider.port.js';
import { renewAt } from './expiry.rules.js';

export interface NewGrant {
  readonly accountId: string;
  readonly appId: string | null;
  readonly tokens: Tokens;
  readonly scopes: readonly string[];
  readonly missing: readonly string[];
  readonly messages: boolean;
  /** As the log writes whoever granted it. */
  readonly by: string;
}

/** Seals what was granted, in the transaction of whoever takes it. */
@Injectable()
export class KeepGrant {
  constructor(
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** What was granted before gives way to it. */
  async first(tx: AuditedTx, grant: NewGrant): Promise<void> {
    const { accountId, appId, tokens, scopes, missing, messages, by } = grant;
    const [id, now] = [newId(), this.clock.now()];
    const before = await forgetGrant(tx, accountId);
    if (before !== null) {
      await tx.record('account.access-ended', { grant: before, why: 'replaced' }, { account: accountId });
    }
    await this.sealToken(tx, accountId, tokens.token);
    await tx.rows.query(
      `INSERT INTO access_grant (account_id, id, app_id, refresh, issued_at, expires_at, lasts_until, scopes, missing,
                                 messages, granted_at, granted_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $5, $11)`,
      [
        accountId,
        id,
        appId,
        this.sealedRefresh(accountId, tokens),
        now,
        tokens.expiresAt,
        tokens.lastsUntil,
        scopes,
        missing,
        messages,
        by,
      ],
    );
    await tx.rows.query(`INSERT INTO access_renewal (account_id, grant_id, next_at) VALUES ($1, $2, $3)`, [
      accountId,
      id,
      nextRenewal(tokens, now),
    ]);
    await tx.rows.query(
      `UPDATE capture_loop SET next_at = $2, fails = 0
        WHERE account_id = $1 AND (SELECT state = 'active' FROM account WHERE id = $1)`,
      [accountId, now],
    );
    const facts = {
      grant: id,
      scopes: scopes.length,
      missing: missing.length,
      messages: messages ? 'with-messages' : 'no-messages',
    } as const;
    await tx.record('account.connected', facts, { account: accountId });
  }

  /**
   * The new pair in the place of the old, in one transaction: the old is forgotten when the new is durable. False: the
   * grant is another by now, and nothing was written.
   */
  async renewed(tx: AuditedTx, grant: { accountId: string; id: string }, tokens: Tokens): Promise<boolean> {
    const { accountId, id } = grant;
    const now = this.clock.now();
    const [, count]: [unknown, number] = await tx.rows.query(
      `UPDATE access_grant SET refresh = $3, issued_at = $4, expires_at = $5, lasts_until = $6
        WHERE account_id = $1 AND id = $2 AND ended_at IS NULL`,
      [accountId, id, this.sealedRefresh(accountId, tokens), now, tokens.expiresAt, tokens.lastsUntil],
    );
    if (count === 0) return false;
    await this.sealToken(tx, accountId, tokens.token);
    await tx.rows.query(
      `UPDATE access_renewal SET next_at = $3, asked_at = NULL, tries = 0, fault = NULL, lease_owner = NULL, lease_until = NULL
        WHERE account_id = $1 AND grant_id = $2`,
      [accountId, id, nextRenewal(tokens, now)],
    );
    await tx.record('account.access-renewed', { grant: id }, { account: accountId });
    return true;
  }

  openRefresh(accountId: string, sealed: Buffer): string {
    return this.secrets.open(sealed, refreshOf(accountId));
  }

  openToken(accountId: string, sealed: Buffer): string {
    return this.secrets.open(sealed, accountId);
  }

  private sealedRefresh(accountId: string, { refresh }: Tokens): Buffer | null {
    return refresh === null ? null : this.secrets.seal(refresh, refreshOf(accountId));
  }

  private async sealToken(tx: AuditedTx, accountId: string, token: string): Promise<void> {
    await tx.rows.query(
      `INSERT INTO account_access (account_id, sealed) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed`,
      [accountId, this.secrets.seal(token, accountId)],
    );
  }
}

/** What was granted is forgotten, with what it would be renewed by. Answers its id where it had not ended. */
export async function forgetGrant({ rows }: AuditedTx, accountId: string): Promise<string | null> {
  await rows.query(`DELETE FROM access_renewal WHERE account_id = $1`, [accountId]);
  const [[gone]]: [{ id: string; ended_at: Date | null }[], number] = await rows.query(
    `DELETE FROM access_grant WHERE account_id = $1 RETURNING id, ended_at`,
    [accountId],
  );
  return gone && gone.ended_at === null ? gone.id : null;
}

/** What renews a token cannot be put in the place of the token. */
function refreshOf(accountId: string): string {
  return `${accountId}/refresh`;
}

/** Null: it is not renewed, or has no end. */
function nextRenewal({ refresh, expiresAt }: Tokens, now: Date): Date | null {
  return refresh === null || expiresAt === null ? null : renewAt(now, expiresAt);
}
