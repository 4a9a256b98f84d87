import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, Refusal, SecretBox } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';
import { readAccountFacts } from './read-account-facts.js';

/**
 * What an account needs beside its access token. `app-secret`: proves that a delivery is the platform's; `verify-token`:
 * the word by which the platform and we know each other when an address for deliveries is agreed on.
 */
export const ACCOUNT_SECRETS = ['app-secret', 'verify-token'] as const;
export type AccountSecret = (typeof ACCOUNT_SECRETS)[number];

const SHORTEST = 8;
const LONGEST = 4_000;

/** Gives the archive a secret for an account, or takes it away (`null`). It is sealed and never shown again. */
@Injectable()
export class SetSecret {
  constructor(
    private readonly trail: AuditTrail,
    private readonly secrets: SecretBox,
  ) {}

  async run(
    actor: Actor,
    { accountId, name, secret }: { accountId: string; name: AccountSecret; secret: string | null },
  ): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    if (secret !== null) refuseNonsense(secret);
    return this.trail.write(actor, async (tx) => {
      const account = await readAccountFacts(tx.rows, accountId);
      if (secret === null)
        await tx.rows.query(`DELETE FROM account_secret WHERE account_id = $1 AND name = $2`, [accountId, name]);
      else {
        await tx.rows.query(
          `INSERT INTO account_secret (account_id, name, sealed) VALUES ($1, $2, $3)
           ON CONFLICT (account_id, name) DO UPDATE SET sealed = excluded.sealed`,
          [accountId, name, this.secrets.seal(secret, sealedAbout(accountId, name))],
        );
      }
      const change = secret === null ? 'taken-away' : 'given';
      await tx.record('account.secret-set', { name, change }, { account: accountId });
      return account;
    });
  }
}

/** A secret sealed as one thing cannot be put in the place of another. */
export function sealedAbout(accountId: string, name: string): string {
  return `${accountId}/${name}`;
}

function refuseNonsense(secret: string): void {
  if (secret.length < SHORTEST || secret.length > LONGEST || !/^[\x21-\x7e]+$/.test(secret)) {
    const text = `This is not a secret of an app: one has ${SHORTEST} or more plain characters and no spaces.`;
    throw new Refusal('invalid-input', text);
  }
}
