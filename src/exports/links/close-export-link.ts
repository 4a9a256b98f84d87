import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../../platform/index.js';

/** Ends a link before its time; a download that has begun is not broken off. */
@Injectable()
export class CloseExportLink {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'export.make');
    await this.trail.write(actor, async (tx) => {
      const [closed] = await tx.rows.query<[{ export: string }[], number]>(
        `UPDATE export_link SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL RETURNING export_id AS export`,
        [id, this.clock.now()],
      );
      const [link] = closed;
      if (!link) throw new Refusal('not-found', 'There is no such link, or it is closed already.');
      await tx.record('export-link.closed', { export: link.export, link: id });
    });
  }
}
