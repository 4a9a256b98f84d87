import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';

/** Takes one's own saved search off the list. What was saved stays provable in the trail. */
@Injectable()
export class ForgetSearch {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'item.read');
    const person = actor.kind === 'person' ? actor.personId : null;
    await this.trail.write(actor, async (tx) => {
      const [, forgotten] = await tx.rows.query<[unknown, number]>(
        `UPDATE saved_search SET forgotten_at = $3
          WHERE id::text = $1 AND person_id IS NOT DISTINCT FROM $2 AND forgotten_at IS NULL`,
        [id.toLowerCase(), person, this.clock.now()],
      );
      if (forgotten === 0) throw new Refusal('not-found', 'There is no saved search of yours with this id.');
      await tx.record('search.forgotten', { search: id });
    });
  }
}
