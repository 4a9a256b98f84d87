import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, demand, Refusal } from '../platform/index.js';

/**
 * A second person lets an export go in which nothing is taken out. Whoever proposed it cannot, and neither can somebody
 * who is let in by a key or password that the proposer made: that would be the same person twice.
 */
@Injectable()
export class ApproveExport {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'export.approve');
    if (actor.kind !== 'person')
      throw new Refusal('not-allowed', 'An export is approved by a person, signed in as such.');
    await this.trail.write(actor, async (tx) => {
      const [job] = await tx.rows.query<{ status: string; actor: string }[]>(
        `SELECT status, actor FROM export_job WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!job) throw new Refusal('not-found', 'There is no such export.');
      if (job.status !== 'proposed') {
        throw new Refusal('wrong-state', 'This export does not wait for approval. Nothing was changed.');
      }
      if (job.actor === actorName(actor)) {
        throw new Refusal(
          'not-allowed',
          'You proposed this export, so you cannot approve it. It needs a second person with the right to approve.',
        );
      }
      const [made] = await tx.rows.query<unknown[]>(
        `SELECT 1 FROM api_key WHERE person_id = $1 AND issued_by = $2 AND revoked_at IS NULL
         UNION ALL SELECT 1 FROM password WHERE person_id = $1 AND set_by = $2 LIMIT 1`,
        [actor.personId, job.actor],
      );
      if (made !== undefined) {
        throw new Refusal(
          'not-allowed',
          'Whoever proposed this export made a key or password of yours, so your approval would not be a second one. Set a password of your own and have that key revoked, or ask another person.',
        );
      }
      await tx.rows.query(`UPDATE export_job SET status = 'waiting', approved_by = $2 WHERE id = $1`, [id, actor.name]);
      await tx.record('export.approved', { export: id });
    });
  }
}
