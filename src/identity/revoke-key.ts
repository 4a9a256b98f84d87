import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, may, Refusal } from '../platform/index.js';

/** One's own key, or anybody's with `key.manage`. It opens nothing from the next request on. */
@Injectable()
export class RevokeKey {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, id: string): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const [found] = await tx.rows.query<{ person: string; revoked: boolean }[]>(
        `SELECT person_id AS person, revoked_at IS NOT NULL AS revoked FROM api_key WHERE id = $1 FOR UPDATE`,
        [id],
      );
      const own = actor.kind === 'person' && found?.person === actor.personId;
      if (!found || !(own || may(actor, 'key.manage')))
        throw new Refusal('not-found', 'There is no such key of yours.');
      if (found.revoked) throw new Refusal('wrong-state', 'The key is revoked already.');
      await tx.rows.query(`UPDATE api_key SET revoked_at = $2 WHERE id = $1`, [id, this.clock.now()]);
      await tx.record('key.revoked', { key: id, person: found.person });
    });
  }
}
