import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, newId, readDay, Refusal } from '../platform/index.js';
import { statedWords, statement } from './state-with-event.js';

export interface KnownAccountFacts {
  readonly id: string;
  readonly bodyId: string;
  readonly platform: string;
  readonly handle: string;
  readonly reason: string;
  readonly decidedBy: string;
  /** Calendar day. */
  readonly decidedAt: string;
}

/** An account we know of and do not archive: said on the desk and on every export, with the reason. */
@Injectable()
export class NoteKnownAccount {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, input: Omit<KnownAccountFacts, 'id'>): Promise<KnownAccountFacts> {
    demand(actor, 'account.manage');
    const known = {
      id: newId(),
      bodyId: input.bodyId,
      platform: statedWords(input.platform, 'The platform'),
      handle: statedWords(input.handle, 'The name of the account'),
      reason: statedWords(input.reason, 'The reason'),
      decidedBy: statedWords(input.decidedBy, 'Who decided'),
      decidedAt: readDay(input.decidedAt).toString(),
    };
    await this.trail.write(actor, async (tx) => {
      const { rows } = tx;
      const [body] = await rows.query(`SELECT FROM body WHERE id = $1`, [known.bodyId]);
      if (!body) throw new Refusal('not-found', 'There is no such body.');
      await rows.query(
        `INSERT INTO known_account (id, body_id, platform, handle, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        Object.values(known),
      );
      const said = statement(known.reason);
      const facts = { known: known.id, body: known.bodyId, commit: said.digest };
      await tx.record('known-account.noted', facts, { id: said.id });
      await said.keep(tx);
    });
    return known;
  }
}
