import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail } from '../audit/index.js';
import { ConnectorRegistry } from '../connectors/index.js';
import { type Actor, Clock, demand, Refusal, SecretBox } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';
import { AWAITED_SQL } from './awaited-account.rules.js';
import { forgetGrant } from './connect/keep-grant.js';
import { isToken } from './connect/scopes.rules.js';
import { endLoops } from './limits/begin-loops.js';
import { readAccountFacts } from './read-account-facts.js';

/**
 * Gives the archive a token for an account, or takes it away (`null`). It is sealed and never shown again; what was
 * granted before gives way to it.
 */
@Injectable()
export class SetAccess {
  constructor(
    private readonly trail: AuditTrail,
    private readonly connectors: ConnectorRegistry,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { accountId, token }: { accountId: string; token: string | null }): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    if (token !== null) refuseNonsense(token);
    return this.trail.write(actor, async (tx) => {
      const account = await readAccountFacts(tx.rows, accountId);
      if (token !== null) await refuseAwaited(tx, account);
      await forgetGrant(tx, accountId);
      if (token === null) await tx.rows.query(`DELETE FROM account_access WHERE account_id = $1`, [accountId]);
      else {
        await tx.rows.query(
          `INSERT INTO account_access (account_id, sealed) VALUES ($1, $2)
           ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed`,
          [accountId, this.secrets.seal(token, accountId)],
        );
      }
      await tx.rows.query(
        `UPDATE capture_loop SET next_at = $2, fails = 0
          WHERE account_id = $1 AND (SELECT state = 'active' FROM account WHERE id = $1)`,
        [accountId, this.clock.now()],
      );
      const at = this.clock.now();
      await tx.rows.query(`UPDATE account_probe SET next_at = $2 WHERE account_id = $1`, [accountId, at]);
      if (token === null) await endLoops(tx, { accountId, at }, this.connectors.for(account.platform));
      await tx.record('account.access-set', { stated: token === null ? 'none' : 'token' }, { account: accountId });
      return readAccountFacts(tx.rows, accountId);
    });
  }
}

function refuseNonsense(token: string): void {
  if (isToken(token)) return;
  throw new Refusal('invalid-input', 'This is not an access token: one has 8 or more plain characters and no spaces.');
}

/** With a token alone it is not known yet which account it is. */
async function refuseAwaited({ rows }: AuditedTx, { id, handle }: AccountFacts): Promise<void> {
  const awaited: unknown[] = await rows.query(`SELECT FROM account WHERE id = $1 AND ${AWAITED_SQL}`, [id]);
  if (awaited.length === 0) return;
  const text = `${handle} waits to be connected by its owner. Connect it; or retire it, and add it anew with the token.`;
  throw new Refusal('wrong-state', text);
}
