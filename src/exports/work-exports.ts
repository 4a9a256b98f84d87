import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import {
  type Actor,
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
} from '../platform/index.js';
import { BuildBundle } from './build-bundle.js';
import type { BuildStep, Progress } from './bundle/bundle.types.js';
import { ExportFolders } from './export-folders.js';
import type { ExportJob, ExportStatus } from './export.types.js';

const QUEUE: Queue = {
  table: 'export_job',
  key: ['id'],
  due: `status IN ('waiting', 'running') AND made_at <= $1`,
  order: 'made_at',
};
/** Without a file. */
const ENDED: ReadonlySet<ExportStatus> = new Set(['failed', 'cancelled', 'removed']);
const LEASE_MILLISECONDS = 60_000;
/** Progress is written, and a wish to cancel heard, about this often. */
const TELL_MILLISECONDS = 500;

export type Told = (step: BuildStep, done: number, total: number) => void;

/** Takes exports from the queue, one at a time; any number of workers may. */
@Injectable()
export class WorkExports {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- from the row to the folder
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly build: BuildBundle,
    private readonly folders: ExportFolders,
  ) {}

  /** Answers whether there was one. `told` hears how far it is; `only` takes just this one. */
  async tick(options: { signal?: AbortSignal; told?: Told; only?: string } = {}): Promise<boolean> {
    const queue =
      options.only === undefined ? QUEUE : { ...QUEUE, due: `${QUEUE.due} AND id = '${uuid(options.only)}'` };
    const [job] = await claim<ExportJob>(this.database, queue, this.lease(), 1);
    if (!job) return false;
    const actor = actorOf(job);
    try {
      await this.database.query(`UPDATE export_job SET status = 'running' WHERE id = $1 AND status = 'waiting'`, [
        job.id,
      ]);
      const files = await holdLease(
        () => this.renew(job),
        LEASE_MILLISECONDS,
        () => this.build.run(actor, job, this.progressOf(job, options)),
      );
      await this.database.query(
        `UPDATE export_job SET status = 'ready', step = 'done', sizes = $2, bundle_key = NULL WHERE id = $1 AND status = 'running'`,
        [job.id, files.map(({ bytes }) => bytes)],
      );
    } catch (error) {
      if (!(error instanceof Stopped)) await this.fail(actor, job, error);
    } finally {
      await releaseLease(this.database, QUEUE, [job.id], this.owner);
      await this.tidy(job);
    }
    return true;
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MILLISECONDS);
  }

  private renew({ id }: ExportJob): Promise<boolean> {
    return renewLease(this.database, QUEUE, [id], this.lease());
  }

  private progressOf(job: ExportJob, { signal, told }: { signal?: AbortSignal; told?: Told }): Progress {
    let step: BuildStep | null = null;
    let last = 0;
    return async (now, done, total) => {
      const at = performance.now();
      const isLast = total > 0 && done >= total;
      if (now === step && !isLast && at - last < TELL_MILLISECONDS) return;
      last = at;
      told?.(now, done, total);
      if (signal?.aborted) throw new Stopped('asked to end');
      const isNew = now !== step;
      step = now;
      const [rows] = await this.database.query<[unknown[], number]>(
        `UPDATE export_job SET step = $2, done = $3, total = $4, step_since = CASE WHEN $5 THEN $6 ELSE step_since END
          WHERE id = $1 AND status = 'running' RETURNING 1`,
        [job.id, now, done, total, isNew, this.clock.now()],
      );
      if (rows.length === 0 || !(await this.renew(job))) throw new Stopped('cancelled, or taken over');
    };
  }

  /** What was stopped, failed or removed leaves nothing behind; what somebody goes on with stays. */
  private async tidy({ id }: ExportJob): Promise<void> {
    const [row] = await this.database.query<{ status: ExportStatus }[]>(`SELECT status FROM export_job WHERE id = $1`, [
      id,
    ]);
    if (row && ENDED.has(row.status)) await this.folders.remove(id);
  }

  private async fail(actor: Actor, job: ExportJob, error: unknown): Promise<void> {
    loggers.exports.error('An export failed', { export: job.id, ...describe(error) });
    const fault =
      error instanceof Refusal ? error.message : 'The export could not be finished; the log of the server says why.';
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(`UPDATE export_job SET status = 'failed', fault = $2 WHERE id = $1 AND status = 'running'`, [
        job.id,
        fault,
      ]);
      await tx.record('export.failed', { export: job.id });
    });
  }
}

/** Whoever asked for it; the work itself asks for no permission again. */
function actorOf({ actor, made_by: name }: ExportJob): Actor {
  const [kind, personId = ''] = actor.split(':');
  return kind === 'person' ? { kind, personId, name, permissions: new Set() } : system('export');
}

function uuid(text: string): string {
  if (/^[0-9a-f-]{36}$/.test(text)) return text;
  throw new Refusal('not-found', 'There is no such export.');
}
