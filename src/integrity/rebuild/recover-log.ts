import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MirrorLog } from '../../archive/index.js';
import { AuditTrail, BEING_BROUGHT_BACK } from '../../audit/index.js';
import { type Actor, Clock, demand, newId } from '../../platform/index.js';
import { BringBack } from './bring-back.js';
import type { BroughtBack, StepTold } from './rebuild.types.js';
import { ReplayMirror } from './replay-mirror.js';

export interface LogBehind {
  /** Entries of the log, here and in the object store. */
  readonly here: number;
  readonly there: number;
  /** Of the entries that are missing here: how many of each kind. */
  readonly missing: readonly { readonly type: string; readonly count: number }[];
}

/** A database older than the object store: says what is missing, and brings back what the store holds of it. */
@Injectable()
export class RecoverLog {
  // oxlint-disable-next-line max-params -- what is looked at and what is done
  constructor(
    private readonly database: DataSource,
    private readonly replay: ReplayMirror,
    private readonly bringBack: BringBack,
    private readonly mirror: MirrorLog,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async look(actor: Actor): Promise<LogBehind> {
    demand(actor, 'key-file.manage');
    const { here, there } = await this.replay.look();
    const counts = new Map<string, number>();
    for await (const type of this.replay.missingTypes()) counts.set(type, (counts.get(type) ?? 0) + 1);
    return { here, there, missing: [...counts].map(([type, count]) => ({ type, count })) };
  }

  /**
   * Null where nothing is missing: the log goes on. What nobody has confirmed yet is gone through once more: objects may
   * have been put back since.
   */
  async run(actor: Actor, told: StepTold): Promise<BroughtBack | null> {
    demand(actor, 'key-file.manage');
    const { here, there } = await this.replay.look();
    const [open] = await this.database.query<{ id: string; source: 'register' | 'backup'; finished: boolean }[]>(
      `SELECT id, source, finished_at IS NOT NULL AS finished FROM archive_rebuild WHERE confirmed_at IS NULL`,
    );
    if (open?.finished === true) {
      await this.trail.write(actor, async (tx) => {
        await tx.rows.query(`UPDATE archive_rebuild SET finished_at = NULL, lost = NULL WHERE id = $1`, [open.id]);
        await tx.record('rebuild.began', { rebuild: open.id, source: open.source, entries: here });
      });
    } else if (open === undefined) {
      if (there <= here && (await this.mirror.refuseFork()) === null) return null;
      await this.begin(actor, here);
    }
    return this.bringBack.run(null, told);
  }

  private async begin(actor: Actor, here: number): Promise<void> {
    await this.database.query(`UPDATE log_head SET refused = $1`, [BEING_BROUGHT_BACK]);
    await this.trail.write(actor, async (tx) => {
      const id = newId();
      const now = this.clock.now();
      await tx.rows.query(
        `INSERT INTO archive_rebuild (id, began_at, source, source_id, from_size) VALUES ($1, $2, 'backup', NULL, $3)`,
        [id, now, here],
      );
      await tx.record('rebuild.began', { rebuild: id, source: 'backup', entries: here });
    });
  }
}
