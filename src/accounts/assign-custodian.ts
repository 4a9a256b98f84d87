import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Mail, newId, readTime, Refusal } from '../platform/index.js';
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
    input: { accountId: string; name: string; role?: string; from?: string; address?: string },
  ): Promise<CustodianFacts> {
    demand(actor, 'account.manage');
    const name = statedWords(input.name, 'The name of the custodian');
    const role = input.role === undefined ? null : statedWords(input.role, 'The role of the custodian');
    const address = input.address === undefined ? null : mailAddress(input.address);
    const from = input.from === undefined ? this.clock.now() : readTime(input.from);
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      await readAccountFacts(tx.rows, input.accountId);
      await tx.rows.query(
        `INSERT INTO custodian (id, account_id, name, from_at, role, address) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, input.accountId, name, from, role, address],
      );
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

/** Sets where whoever answers for an account is told that access to it ends; null: nowhere. */
@Injectable()
export class SetCustodianAddress {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, input: { accountId: string; custodianId: string; address: string | null }): Promise<void> {
    demand(actor, 'account.manage');
    const address = input.address === null ? null : mailAddress(input.address);
    await this.trail.write(actor, async (tx) => {
      const [, count]: [unknown, number] = await tx.rows.query(
        `UPDATE custodian SET address = $3 WHERE id = $1 AND account_id = $2`,
        [input.custodianId, input.accountId, address],
      );
      if (count === 0) throw new Refusal('not-found', 'This account has no such custodian.');
      await tx.record('custodian.address-set', { custodian: input.custodianId }, { account: input.accountId });
    });
  }
}

function mailAddress(typed: string): string {
  const address = typed.trim();
  if (Mail.isAddress(address)) return address;
  throw new Refusal('invalid-input', 'This is not an e-mail address. Give one such as ellen@newford.example.');
}
