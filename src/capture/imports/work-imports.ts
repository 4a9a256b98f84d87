import { access } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  claim,
  Clock,
  describe,
  holdLease,
  type Lease,
  leaseFor,
  loggers,
  newId,
  type Queue,
  Refusal,
  releaseLease,
  renewLease,
  Stopped,
  system,
} from '../../platform/index.js';
import { NO_COUNTS, type RunCounts } from '../loop-run.types.js';
import { ImportFolders } from './import-folders.js';
import type { ImportJob } from './import.types.js';
import { refusalOf } from './open-import.js';
import { RunImport } from './run-import.js';

const QUEUE: Queue = {
  table: 'archive_import',
  key: ['id'],
  due: `status IN ('waiting', 'running') AND asked_at <= $1`,
  order: 'asked_at',
};
const LEASE_MILLISECONDS = 60_000;

/** Bytes of the download that were read, of how many; what they brought. */
export type ImportTold = (done: number, total: number, counts: RunCounts) => void;

/** Takes imports from the queue, one at a time; any number of workers may. */
@Injectable()
export class WorkImports {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- from the row to the end of the file
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly importOne: RunImport,
    private readonly folders: ImportFolders,
    private readonly clock: Clock,
  ) {}

  /** Answers whether there was one. `only` takes just this one. */
  async tick(options: { signal?: AbortSignal; told?: ImportTold; only?: string } = {}): Promise<boolean> {
    const only = options.only === undefined ? '' : ` AND id = '${uuid(options.only)}'`;
    const [job] = await claim<ImportJob>(this.database, { ...QUEUE, due: QUEUE.due + only }, this.lease(), 1);
    if (!job) return false;
    try {
      if (!(await isHere(job.file))) throw missing(job);
      const now = this.clock.now();
      await this.database.query(
        `UPDATE archive_import SET status = 'running', begun_at = $2, begun_done = done WHERE id = $1 AND status IN ('waiting', 'running')`,
        [job.id, now],
      );
      const counts = await holdLease(
        () => this.renew(job),
        LEASE_MILLISECONDS,
        () => this.work(job, options),
      );
      if (!options.signal?.aborted) await this.end(job, 'done', counts);
    } catch (error) {
      if (!(error instanceof Stopped)) await this.fail(job, error);
    } finally {
      await releaseLease(this.database, QUEUE, [job.id], this.owner);
    }
    return true;
  }

  private async work(
    job: ImportJob,
    { signal = new AbortController().signal, told }: { signal?: AbortSignal; told?: ImportTold },
  ): Promise<RunCounts> {
    const total = Number(job.total);
    return this.importOne.run(job, {
      signal,
      keepPlace: async (rows, { cursor, done, counts }) => {
        const { until } = this.lease();
        const [, kept] = await rows.query<[unknown[], number]>(
          `UPDATE archive_import SET cursor = $3, done = $4, counts = $5, lease_until = $6
            WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
          [job.id, this.owner, JSON.stringify(cursor), done, JSON.stringify(counts), until],
        );
        if (kept === 0) throw new Stopped('cancelled, or taken over');
        told?.(done, total, counts);
      },
      goOn: async () => {
        if (!(await this.renew(job))) throw new Stopped('taken over');
      },
    });
  }

  private renew({ id }: ImportJob): Promise<boolean> {
    return renewLease(this.database, QUEUE, [id], this.lease());
  }

  private async end(job: ImportJob, outcome: 'done' | 'failed', counts: RunCounts, fault?: string): Promise<void> {
    const now = this.clock.now();
    await this.trail.write(system('capture'), async (tx) => {
      const [, ended] = await tx.rows.query<[unknown[], number]>(
        `UPDATE archive_import SET status = $3, ended_at = $4, fault = $5
          WHERE id = $1 AND lease_owner = $2 AND status IN ('waiting', 'running')`,
        [job.id, this.owner, outcome, now, fault ?? null],
      );
      if (ended === 0) throw new Stopped('cancelled, or taken over');
      await tx.rows.query(`UPDATE capture SET ended_at = $2, outcome = $3, detail = $4, counts = $5 WHERE id = $1`, [
        job.id,
        now,
        outcome === 'done' ? 'captured' : 'could-not-look',
        fault ?? null,
        JSON.stringify(counts),
      ]);
      await tx.record('import.ended', { import: job.id, outcome, ...endedWith(counts) }, { account: job.account_id });
    });
    if (outcome === 'done') await this.folders.removeAllOf(job);
  }

  private async fail(job: ImportJob, error: unknown): Promise<void> {
    const refused = refusalOf(error);
    if (!(refused instanceof Refusal))
      loggers.capture.error({ what: 'an import failed', import: job.id, ...describe(error) });
    const fault =
      refused instanceof Refusal ? refused.message : 'The import broke off; the log of the server says why.';
    await this.end(job, 'failed', await this.countsOf(job), fault);
  }

  private async countsOf({ id }: ImportJob): Promise<RunCounts> {
    const [row] = await this.database.query<{ counts: Partial<RunCounts> }[]>(
      `SELECT counts FROM archive_import WHERE id = $1`,
      [id],
    );
    return { ...NO_COUNTS, ...row?.counts };
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MILLISECONDS);
  }
}

/** What the log says an import brought. */
export function endedWith(counts: RunCounts): {
  new: number;
  changed: number;
  gone: number;
  alike: number;
  differing: number;
} {
  const { new: fresh, changed, asserted, alike, differing } = counts;
  return { new: fresh, changed, gone: asserted, alike, differing };
}

function isHere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function missing({ file_name: name }: ImportJob): Refusal {
  return new Refusal(
    'not-found',
    `The file ${name} is no longer where it was. Import it again: what is in the archive stays.`,
  );
}

function uuid(text: string): string {
  if (/^[0-9a-f-]{36}$/.test(text)) return text;
  throw new Refusal('not-found', 'There is no such import.');
}
