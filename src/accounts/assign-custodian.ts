import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, newId, readTime, Refusal } from '../platform/index.js';
import { readAccountFacts } from './read-account-facts.js';
import { statedWords } from './state-with-event.js';

export interface CustodianFacts {
  readonly id: string;
  readonly name: string;
  /** As what, by the word that retention schedules ask for: `mayor`. */
  readonly role: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** Who answers for an account, from when. Custodians follow each other or serve together; none is ever overwritten. */
@Injectable()
export class AssignCustodian {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `from` is now unless given (RFC 3339). */
  async run(
    actor: Actor,
    input: { accountId: string; name: string; role?: string; from?: string },
  ): Promise<CustodianFacts> {
    demand(actor, 'account.manage');
    const name = statedWords(input.name, 'The name of the custodian');
    const role = input.role === undefined ? null : statedWords(input.role, 'The role of the custodian');
    const from = input.from === undefined ? this.clock.now() : readTime(input.from);
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      await readAccountFacts(tx.rows, input.accountId);
      await tx.rows.query(`INSERT INTO custodian (id, account_id, name, from_at, role) VALUES ($1, $2, $3, $4, $5)`, [
        id,
        input.accountId,
        name,
        from,
        role,
      ]);
      const fact = { custodian: id, from: from.toISOString() };
      await tx.record('custodian.assigned', fact, { account: input.accountId });
    });
    return { id, name, role, from: from.toISOString(), to: null };
  }
}

@Injectable()
export class EndCustodian {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `to` is now unless given (RFC 3339). */
  async run(actor: Actor, input: { accountId: string; custodianId: string; to?: string }): Promise<CustodianFacts> {
    demand(actor, 'account.manage');
    const to = input.to === undefined ? this.clock.now() : readTime(input.to);
    return this.trail.write(actor, async (tx) => {
      const [row] = await tx.rows.query(
        `SELECT name, role, from_at, to_at FROM custodian WHERE id = $1 AND account_id = $2 FOR UPDATE`,
        [input.custodianId, input.accountId],
      );
      if (!row) throw new Refusal('not-found', 'This account has no such custodian.');
      if (row.to_at !== null) throw new Refusal('wrong-state', `${row.name} has ended already.`);
      if (to < row.from_at) throw new Refusal('invalid-input', `${row.name} cannot end before the beginning.`);
      await tx.rows.query(`UPDATE custodian SET to_at = $2 WHERE id = $1`, [input.custodianId, to]);
      const fact = { custodian: input.custodianId, to: to.toISOString() };
      await tx.record('custodian.ended', fact, { account: input.accountId });
      return {
        id: input.custodianId,
        name: row.name,
        role: row.role,
        from: row.from_at.toISOString(),
        to: to.toISOString(),
      };
    });
  }
}
