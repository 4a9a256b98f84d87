import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';
import { readAccountFacts, unknownAccount } from './read-account-facts.js';
import { statedWords, statement } from './state-with-event.js';

export interface LegalBasis {
  readonly statute: string;
  readonly scheduleItem: string;
  readonly officer: string;
}

/** States why this account is archived. With it, what vanished at the source opens to readers. */
@Injectable()
export class StateLegalBasis {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, { accountId, ...basis }: LegalBasis & { accountId: string }): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    const words = [
      statedWords(basis.statute, 'The statute'),
      statedWords(basis.scheduleItem, 'The item of the schedule'),
      statedWords(basis.officer, 'The officer'),
    ];
    return this.trail.write(actor, async (tx) => {
      const [, count]: [unknown, number] = await tx.rows.query(
        `UPDATE account SET basis_statute = $2, basis_item = $3, basis_officer = $4 WHERE id = $1`,
        [accountId, ...words],
      );
      if (count === 0) throw unknownAccount();
      const said = statement(words.join('\n'));
      await tx.record('account.basis-stated', { commit: said.digest }, { account: accountId, id: said.id });
      await said.keep(tx);
      return readAccountFacts(tx.rows, accountId);
    });
  }
}
