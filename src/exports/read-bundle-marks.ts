import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeepCosignatures, KeepStamps, type KeptCheckpoint, ReadMarks } from '../audit/index.js';
import { loggers, describe } from '../platform/index.js';
import type { BundleMarks } from './bundle/bundle.types.js';
import type { ExportJob } from './export.types.js';

/** An export waits for its stamp and its witnesses for so long, and leaves with older marks otherwise. */
const WAIT_MS = 20_000;

/** What others said of the log that a bundle is proved by, and which earlier bundle it continues. */
@Injectable()
export class ReadBundleMarks {
  // oxlint-disable-next-line max-params -- each who marks the log
  constructor(
    private readonly database: DataSource,
    private readonly marks: ReadMarks,
    private readonly stamps: KeepStamps,
    private readonly cosignatures: KeepCosignatures,
  ) {}

  async run(job: ExportJob, checkpoint: KeptCheckpoint): Promise<Omit<BundleMarks, 'heads'>> {
    const signal = AbortSignal.timeout(WAIT_MS);
    const asked = await Promise.allSettled([this.stamps.run(signal), this.cosignatures.run(signal)]);
    for (const one of asked) {
      if (one.status === 'fulfilled') continue;
      loggers.exports.warn('An export leaves with an older mark', { export: job.id, ...describe(one.reason) });
    }
    const { size } = checkpoint;
    const [stamped, cosigned] = [await this.marks.stampsUpTo(size), await this.marks.cosignedUpTo(size)];
    return { stamped, cosigned, earlier: await this.earlier(job, checkpoint) };
  }

  /**
   * The checkpoint of the newest earlier bundle that answers the same request, because whoever asked holds it; else of the
   * newest there is. It stands in that bundle under data/log/checkpoint, where its holder compares it.
   */
  private async earlier(job: ExportJob, { size }: KeptCheckpoint): Promise<KeptCheckpoint | null> {
    const [row] = await this.database.query(
      `SELECT c.size, c.root, c.note, c.at FROM export_job e JOIN checkpoint c ON c.size = e.checkpoint_size
        WHERE e.id < $1 AND e.built_event IS NOT NULL AND e.checkpoint_size < $2
        ORDER BY coalesce(e.selection->'asked'->>'requestId' = $3, false) DESC, e.id DESC LIMIT 1`,
      [job.id, size, job.selection.asked.requestId ?? null],
    );
    return row ? { ...row, size: Number(row.size) } : null;
  }
}
