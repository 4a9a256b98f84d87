import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../../platform/index.js';
import { NO_COUNTS } from '../loop-run.types.js';
import { ImportFolders } from './import-folders.js';
import type { ImportJob } from './import.types.js';
import { endedWith } from './work-imports.js';

/** Stops an import that is not done; whoever works on it notices at its next page. What is in the archive stays. */
@Injectable()
export class CancelImport {
  constructor(
    private readonly trail: AuditTrail,
    private readonly folders: ImportFolders,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'capture.run');
    const job = await this.trail.write(actor, async (tx) => {
      const [rows] = await tx.rows.query<[ImportJob[], number]>(
        `UPDATE archive_import SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND status IN ('waiting', 'running', 'failed')
          RETURNING *`,
        [id, this.clock.now()],
      );
      const [found] = rows;
      if (!found) {
        throw new Refusal('wrong-state', 'This import does not exist or has ended already. Nothing was changed.');
      }
      await tx.rows.query(`UPDATE capture SET ended_at = $2, outcome = 'stopped' WHERE id = $1`, [
        id,
        this.clock.now(),
      ]);
      const facts = { import: id, outcome: 'cancelled' as const, ...endedWith({ ...NO_COUNTS, ...found.counts }) };
      await tx.record('import.ended', facts, { account: found.account_id });
      return found;
    });
    await this.folders.removeAllOf(job);
  }
}

/** Goes on with an import that broke off, from its last page. */
@Injectable()
export class ResumeImport {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor, { id }: { readonly id: string }): Promise<void> {
    demand(actor, 'capture.run');
    const [, resumed] = await this.database.query<[unknown[], number]>(
      `UPDATE archive_import SET status = 'waiting', fault = NULL, ended_at = NULL
        WHERE id = $1 AND (status IN ('waiting', 'running', 'failed') OR status = 'cancelled' AND NOT ours)`,
      [id],
    );
    if (resumed === 0)
      throw new Refusal('wrong-state', 'This import is done, or its file is gone. Import the file again instead.');
  }
}
