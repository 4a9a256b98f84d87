import { Injectable } from '@nestjs/common';
import { statedWords, statement } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';

/**
 * Decides that a direct message may be read, found and answered with like any other item: until then it is in no bundle.
 * Whoever decides may read restricted material, and says why.
 */
@Injectable()
export class OpenMessage {
  constructor(private readonly trail: AuditTrail) {}

  async run(
    actor: Actor,
    { itemId, ...input }: { itemId: string; reason: string },
  ): Promise<{ readonly item: string }> {
    demand(actor, 'restricted.read');
    const reason = statedWords(input.reason, 'The reason');
    return this.trail.write(actor, async (tx) => {
      const [row]: { account_id: string; opened_event: string | null }[] = await tx.rows.query(
        `SELECT i.account_id, d.opened_event FROM direct_message d JOIN item i ON i.id = d.item_id
          WHERE d.item_id = $1 FOR UPDATE OF d`,
        [itemId],
      );
      if (!row) throw new Refusal('not-found', 'There is no such direct message.');
      if (row.opened_event !== null) throw new Refusal('wrong-state', 'This message is open already.');
      const said = statement(reason);
      await tx.rows.query(`UPDATE direct_message SET opened_event = $2 WHERE item_id = $1`, [itemId, said.id]);
      await tx.record(
        'message.opened',
        { item: itemId, commit: said.digest },
        { account: row.account_id, id: said.id },
      );
      await said.keep(tx);
      return { item: itemId };
    });
  }
}
