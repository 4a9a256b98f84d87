import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';

/** A records officer has looked at an archive that was brought back: from here on dispositions are carried out again. */
@Injectable()
export class ConfirmRebuild {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<{ readonly id: string; readonly confirmedAt: string }> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person confirms this; a part of the system cannot.');
    }
    return this.trail.write(actor, async (tx) => {
      const [open] = await tx.rows.query<{ id: string; finished_at: Date | null }[]>(
        `SELECT id, finished_at FROM archive_rebuild WHERE confirmed_at IS NULL FOR UPDATE`,
      );
      if (!open)
        throw new Refusal(
          'wrong-state',
          'Nothing is to be confirmed: this archive was not brought back, or somebody has confirmed it.',
        );
      if (open.finished_at === null) {
        throw new Refusal(
          'wrong-state',
          'Bringing this archive back is not finished. Go on with it first: akta log recover --apply',
        );
      }
      const now = this.clock.now();
      await tx.rows.query(`UPDATE archive_rebuild SET confirmed_at = $2, confirmed_by = $3 WHERE id = $1`, [
        open.id,
        now,
        actorName(actor),
      ]);
      await tx.record('rebuild.confirmed', { rebuild: open.id });
      return { id: open.id, confirmedAt: now.toISOString() };
    });
  }
}
