import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, Refusal } from '../platform/index.js';

/** Stops an export that is not finished; whoever works on it notices within a second. */
@Injectable()
export class CancelExport {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'export.make');
    await this.trail.write(actor, async (tx) => {
      const [rows] = await tx.rows.query<[unknown[], number]>(
        `UPDATE export_job SET status = 'cancelled' WHERE id = $1 AND status IN ('proposed', 'waiting', 'running') RETURNING 1`,
        [id],
      );
      if (rows.length === 0) {
        throw new Refusal('wrong-state', 'This export does not exist or has ended already. Nothing was changed.');
      }
      await tx.record('export.failed', { export: id });
    });
  }
}
