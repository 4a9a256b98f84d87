import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { FourEyes } from '../identity/index.js';
import { type Actor, actorName, demand, Refusal } from '../platform/index.js';

/** A second person, with a second factor, lets an export go in which nothing is taken out. */
@Injectable()
export class ApproveExport {
  constructor(
    private readonly trail: AuditTrail,
    private readonly fourEyes: FourEyes,
  ) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'export.approve');
    await this.trail.write(actor, async (tx) => {
      const [job] = await tx.rows.query<{ status: string; actor: string }[]>(
        `SELECT status, actor FROM export_job WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!job) throw new Refusal('not-found', 'There is no such export.');
      if (job.status !== 'proposed') {
        throw new Refusal('wrong-state', 'This export does not wait for approval. Nothing was changed.');
      }
      const proposed = { by: job.actor, permission: 'export.approve', what: 'this export' } as const;
      await this.fourEyes.demandSecond(tx.rows, actor, proposed);
      await tx.rows.query(`UPDATE export_job SET status = 'waiting', approved_by = $2 WHERE id = $1`, [
        id,
        actor.kind === 'person' ? actor.name : actorName(actor),
      ]);
      await tx.record('export.approved', { export: id });
    });
  }
}
