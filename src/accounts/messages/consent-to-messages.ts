import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, newId, Refusal } from '../../platform/index.js';
import type { AccountFacts } from '../accounts.types.js';
import { readAccountFacts } from '../read-account-facts.js';
import { statedWords, statement } from '../state-with-event.js';

const LIMIT = 'messages-not-granted';

/**
 * Somebody who may agrees that the direct messages of an account are kept. From then on they are stored, closed: read by
 * those who may read restricted material, and in no bundle until one is opened by a decision.
 */
@Injectable()
export class GrantMessages {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    actor: Actor,
    { accountId, ...input }: { accountId: string; grantedBy: string; ground: string },
  ): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    const grantedBy = statedWords(input.grantedBy, 'Who agreed to it');
    const ground = statedWords(input.ground, 'The ground');
    return this.trail.write(actor, async (tx) => {
      await readAccountFacts(tx.rows, accountId);
      const [standing] = await tx.rows.query(`SELECT FROM message_consent WHERE account_id = $1 AND ended_at IS NULL`, [
        accountId,
      ]);
      if (standing) throw new Refusal('wrong-state', 'Direct messages of this account are kept already.');
      const id = newId();
      const said = statement(`${grantedBy}: ${ground}`);
      await tx.rows.query(`INSERT INTO message_consent (id, account_id, given_at, event_id) VALUES ($1, $2, $3, $4)`, [
        id,
        accountId,
        this.clock.now(),
        said.id,
      ]);
      await tx.rows.query(`UPDATE account SET limits = array_remove(limits, $2) WHERE id = $1`, [accountId, LIMIT]);
      await tx.rows.query(
        `UPDATE account_limit SET to_at = greatest($3, from_at) WHERE account_id = $1 AND key = $2 AND to_at IS NULL`,
        [accountId, LIMIT, this.clock.now()],
      );
      await lookAgain(tx, accountId, this.clock.now());
      await tx.rows.query(`UPDATE capture_loop SET next_at = $2 WHERE account_id = $1 AND next_at IS NOT NULL`, [
        accountId,
        this.clock.now(),
      ]);
      await tx.record('messages.granted', { consent: id, commit: said.digest }, { account: accountId, id: said.id });
      await said.keep(tx);
      return readAccountFacts(tx.rows, accountId);
    });
  }
}

/** From now on no further message is kept; those that are here stay, closed as they are. */
@Injectable()
export class EndMessages {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { accountId, ...input }: { accountId: string; reason: string }): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    const reason = statedWords(input.reason, 'The reason');
    return this.trail.write(actor, async (tx) => {
      await readAccountFacts(tx.rows, accountId);
      const said = statement(reason);
      const [rows]: [{ id: string }[], number] = await tx.rows.query(
        `UPDATE message_consent SET ended_at = greatest($2, given_at), ended_event = $3
          WHERE account_id = $1 AND ended_at IS NULL RETURNING id`,
        [accountId, this.clock.now(), said.id],
      );
      const [consent] = rows;
      if (!consent) throw new Refusal('wrong-state', 'Direct messages of this account are not kept.');
      await tx.rows.query(`UPDATE account SET limits = array_append(array_remove(limits, $2), $2) WHERE id = $1`, [
        accountId,
        LIMIT,
      ]);
      await tx.rows.query(
        `INSERT INTO account_limit (account_id, key, from_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [accountId, LIMIT, this.clock.now()],
      );
      await lookAgain(tx, accountId, this.clock.now());
      const facts = { consent: consent.id, commit: said.digest };
      await tx.record('messages.ended', facts, { account: accountId, id: said.id });
      await said.keep(tx);
      return readAccountFacts(tx.rows, accountId);
    });
  }
}

/** Whether the access there is opens messages is looked at where they are wanted, and no longer where they are not. */
async function lookAgain({ rows }: AuditedTx, accountId: string, now: Date): Promise<void> {
  await rows.query(`UPDATE account_probe SET next_at = $2 WHERE account_id = $1 AND next_at IS NOT NULL`, [
    accountId,
    now,
  ]);
}
