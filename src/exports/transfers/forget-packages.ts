import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type Follower, Followers, type LogEntry } from '../../audit/index.js';
import { Clock, system } from '../../platform/index.js';
import { TransferFolders } from './transfer-folders.js';

/** What was destroyed is in no file of ours any more: packages that hold it are removed, and those nobody took. */
@Injectable()
export class ForgetPackages implements Follower, OnModuleInit {
  readonly name = 'transfers';

  // oxlint-disable-next-line max-params -- from the row to the folder
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly folders: TransferFolders,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const destroyed = entries.filter(({ type }) => type === 'item.destroyed').map(({ facts }) => String(facts['item']));
    if (destroyed.length > 0) await this.mark(destroyed);
    if (destroyed.length > 0 || entries.some(({ type }) => type === 'transfer.removed')) await this.removeFiles();
  }

  private async mark(itemIds: readonly string[]): Promise<void> {
    const found: { id: string; list: string }[] = await this.database.query(
      `SELECT DISTINCT p.id, p.list_id AS list FROM transfer_item t JOIN transfer_package p ON p.id = t.package_id
        WHERE t.item_id = ANY($1::uuid[]) AND p.status = 'ready' ORDER BY p.id`,
      [itemIds],
    );
    for (const { id, list } of found) {
      await this.trail.write(system('export'), async (tx) => {
        await tx.rows.query(`UPDATE transfer_package SET status = 'removed' WHERE id = $1`, [id]);
        await tx.record('transfer.removed', { package: id, list });
      });
    }
  }

  private async removeFiles(): Promise<void> {
    const ended: { id: string }[] = await this.database.query(
      `SELECT id FROM transfer_package
        WHERE status IN ('failed', 'removed') AND (lease_until IS NULL OR lease_until < $1)`,
      [this.clock.now()],
    );
    for (const { id } of ended) await this.folders.remove(id);
  }
}
