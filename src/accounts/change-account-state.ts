import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { AWAITED_SQL } from './awaited-account.rules.js';
import type { AccountFacts } from './accounts.types.js';
import { readAccountFacts } from './read-account-facts.js';
import { statedWords, statement } from './state-with-event.js';

export type AccountChange = 'pause' | 'resume' | 'retire';

const CHANGES = {
  pause: { from: ['active'], to: 'paused', event: 'account.paused' },
  resume: { from: ['paused', 'retired'], to: 'active', event: 'account.resumed' },
  retire: { from: ['active', 'paused'], to: 'retired', event: 'account.retired' },
} as const;

/** What waits to be connected is not looked at before it is. */
const AWAITED = `(SELECT ${AWAITED_SQL} FROM account WHERE id = $1)`;

/**
 * Pauses, resumes or retires an account, with a reason. What is in the archive stays; while an account is not active it
 * is not looked at, and the stretch shows as a gap once it is again.
 */
@Injectable()
export class ChangeAccountState {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: { accountId: string; change: AccountChange; reason: string }): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    const reason = statedWords(input.reason, 'The reason');
    const { from, to, event } = CHANGES[input.change];
    return this.trail.write(actor, async (tx) => {
      await tx.rows.query(`SELECT FROM account WHERE id = $1 FOR UPDATE`, [input.accountId]);
      const { state, handle } = await readAccountFacts(tx.rows, input.accountId);
      if (!from.some((possible) => possible === state)) {
        throw new Refusal('wrong-state', `${handle} is ${state}; that cannot be changed to ${to}.`, { state });
      }
      await tx.rows.query(`UPDATE account SET state = $2, state_reason = $3 WHERE id = $1`, [
        input.accountId,
        to,
        reason,
      ]);
      await tx.rows.query(
        `UPDATE capture_loop SET next_at = CASE WHEN ${AWAITED} THEN NULL ELSE $2::timestamptz END, fails = 0 WHERE account_id = $1`,
        [input.accountId, to === 'active' ? this.clock.now() : null],
      );
      const said = statement(reason);
      await tx.record(event, { reason: said.digest }, { account: input.accountId, id: said.id });
      await said.keep(tx);
      return readAccountFacts(tx.rows, input.accountId);
    });
  }
}
