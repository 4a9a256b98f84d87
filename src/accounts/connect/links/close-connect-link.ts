import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../../../platform/index.js';

/** Ends a personal link before its time. */
@Injectable()
export class CloseConnectLink {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, id: string): Promise<void> {
    demand(actor, 'account.manage');
    await this.trail.write(actor, async (tx) => {
      const [link]: { account_id: string; over: boolean }[] = await tx.rows.query(
        `SELECT account_id, num_nonnulls(closed_at, finished_at) > 0 AS over FROM connect_link WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!link) throw new Refusal('not-found', 'There is no such personal link.');
      if (link.over) throw new Refusal('wrong-state', 'The personal link was used or closed already.');
      await tx.rows.query(`UPDATE connect_link SET closed_at = $2 WHERE id = $1`, [id, this.clock.now()]);
      await tx.record('connect-link.closed', { link: id }, { account: link.account_id });
    });
  }
}
