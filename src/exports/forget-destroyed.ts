import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type Follower, Followers, type LogEntry } from '../audit/index.js';
import { Clock, system } from '../platform/index.js';
import { ExportFolders } from './export-folders.js';

/**
 * What was destroyed is in no file of ours any more: the bundles that hold it are removed, whole. Their rows, their marks
 * in the log and the copies that have left stay.
 */
@Injectable()
export class ForgetDestroyed implements Follower, OnModuleInit {
  readonly name = 'exports';

  // oxlint-disable-next-line max-params -- from the row to the folder
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly folders: ExportFolders,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const destroyed = entries.filter(({ type }) => type === 'item.destroyed').map(({ facts }) => String(facts['item']));
    if (destroyed.length === 0) return;
    const found: { id: string; items: number }[] = await this.database.query(
      `SELECT j.id, count(*)::int AS items FROM export_item e JOIN export_job j ON j.id = e.export_id
        WHERE e.item_id = ANY($1::uuid[]) AND j.status <> 'removed' GROUP BY j.id ORDER BY j.id`,
      [destroyed],
    );
    for (const made of found) await this.mark(made);
    await this.removeFiles();
  }

  private async mark({ id, items }: { id: string; items: number }): Promise<void> {
    await this.trail.write(system('export'), async (tx) => {
      await tx.rows.query(`UPDATE export_job SET status = 'removed', sizes = NULL, bundle_key = NULL WHERE id = $1`, [
        id,
      ]);
      await tx.record('export.removed', { export: id, items });
    });
  }

  /** Of everything that has ended without a file. A worker that is still at it stops, and does this itself. */
  private async removeFiles(): Promise<void> {
    const ended: { id: string }[] = await this.database.query(
      `SELECT id FROM export_job
        WHERE status IN ('failed', 'cancelled', 'removed') AND (lease_until IS NULL OR lease_until < $1)`,
      [this.clock.now()],
    );
    for (const { id } of ended) await this.folders.remove(id);
  }
}
