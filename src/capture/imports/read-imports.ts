import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../../platform/index.js';
import { NO_COUNTS } from '../loop-run.types.js';
import type { ImportJob, ImportView } from './import.types.js';
import { endedWith } from './work-imports.js';

/** Imports as people see them. */
@Injectable()
export class ReadImports {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Of one account, the newest first. */
  async list(
    actor: Actor,
    accountId: string,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<PageOf<ImportView>> {
    demand(actor, 'account.read');
    const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, ['time', 'id']);
    const rows: ImportJob[] = await this.database.query(
      `SELECT * FROM archive_import WHERE account_id = $1 AND ($2::timestamptz IS NULL OR (asked_at, id) < ($2, $3::uuid))
        ORDER BY asked_at DESC, id DESC LIMIT $4`,
      [accountId, at, id, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => this.view(row));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.askedAt, last.id]) : null };
  }

  async one(actor: Actor, id: string): Promise<ImportView> {
    demand(actor, 'account.read');
    const [row]: ImportJob[] = await this.database.query(`SELECT * FROM archive_import WHERE id = $1`, [id]);
    if (!row) throw new Refusal('not-found', 'There is no such import.');
    return this.view(row);
  }

  private view(job: ImportJob): ImportView {
    const [done, total] = [Number(job.done), Number(job.total)];
    return {
      id: job.id,
      accountId: job.account_id,
      status: job.status,
      format: job.format,
      fileName: job.file_name,
      bytes: Number(job.bytes),
      digest: `sha256:${job.sha256}`,
      madeAt: timeOf(job.made_at),
      askedAt: job.asked_at.toISOString(),
      askedBy: job.asked_by,
      endedAt: timeOf(job.ended_at),
      percent: job.status === 'done' ? 100 : Math.floor((100 * done) / Math.max(1, total)),
      etaSeconds: job.status === 'running' ? this.eta(job, total - done) : null,
      counts: endedWith({ ...NO_COUNTS, ...job.counts }),
      fault: job.fault,
    };
  }

  /** At the pace since it was last begun. */
  private eta({ begun_at: begunAt, begun_done: before, done }: ImportJob, left: number): number | null {
    const read = Number(done) - Number(before);
    if (!begunAt || read <= 0) return null;
    return Math.ceil(((this.clock.now().getTime() - begunAt.getTime()) / 1000) * (left / read));
  }
}

function timeOf(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
