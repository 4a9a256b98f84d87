import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand } from '../platform/index.js';
import type { AccountFacts, Character } from './accounts.types.js';
import { readAccountFacts, unknownAccount } from './read-account-facts.js';

/** Whether an account is the office's, a person's, or both at once. */
@Injectable()
export class SetCharacter {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, input: { accountId: string; character: Character }): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    const { accountId, character } = input;
    return this.trail.write(actor, async (tx) => {
      const [, count]: [unknown, number] = await tx.rows.query(`UPDATE account SET character = $2 WHERE id = $1`, [
        accountId,
        character,
      ]);
      if (count === 0) throw unknownAccount();
      await tx.record('account.character-set', { character }, { account: accountId });
      return readAccountFacts(tx.rows, accountId);
    });
  }
}
